import type { PositionIssueCode } from './row-issue.ts'

/** What is to be done about each thing that can be wrong with a position or an event of a device. */
export const positionRemedies: Readonly<Record<PositionIssueCode, string>> = {
  MISSING_COLUMN: 'Add the column',
  INVALID_COLUMN_COUNT: 'Give as many values as there are columns',
  MISSING_DEVICE_ID: 'Give the id of the device',
  INVALID_DEVICE_ID: 'Give the id of the device',
  INVALID_LATITUDE: 'Give the latitude in WGS84 decimal degrees with a point',
  INVALID_LONGITUDE: 'Give the longitude in WGS84 decimal degrees with a point',
  NULL_ISLAND: 'Leave out positions the device did not measure',
  INVALID_INSTANT: 'Give the date and time in ISO 8601 with Z or an offset',
  INSTANT_IN_FUTURE: "Check the device's clock and the zone of the instant",
  INVALID_ACCURACY: 'Give the radius in metres with a point, or leave it empty',
  INVALID_MECHANISM: 'Give GPS, RF, LBS, WIFI or another short code',
  INVALID_EVENT_CODE: "Give the device's own code",
  TOO_MANY_DAYS: 'Send the other days in reports of their own, or import them as a file',
  INVALID_VALUE: 'Give a value that the field can take, or leave it out',
  UNKNOWN_FIELD: 'Leave it out: nothing is known of such a field',
  MALFORMED_CSV: 'Mend the quotes',
  MALFORMED_JSON: 'Give one JSON object',
}
