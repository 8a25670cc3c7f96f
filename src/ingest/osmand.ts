import type { DeviceReport, ReportedPosition } from '../domain/device-report.ts'
import { AppError } from '../domain/errors.ts'
import { formatInstant } from '../domain/instant-text.ts'
import type { ReportedBy } from './owntracks.ts'
import {
  ifReadable,
  isRecord,
  known,
  knownRadius,
  percent,
  reportedPosition,
  secondsText,
} from './reported-fields.ts'
import { entriesOf, entryIssue, refusedRow } from './sent-report.ts'

const KMH_PER_KNOT = 1.852
const KMH_PER_METRE_A_SECOND = 3.6
/** Larger than this, an instant is in milliseconds: as seconds it would lie after the year 5000. */
const MOST_SECONDS = 1e11
const CIVIL = /^(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d:\d\d)$/

/**
 * What OsmAnd, or a Traccar Client before version 9, sent as parameters of an address or a form
 * (https://www.traccar.org/osmand/). One that holds no valid place is heard and says nothing of where the device is.
 */
export function readOsmAnd(
  parameters: Readonly<Record<string, string>>,
  by: ReportedBy,
): DeviceReport {
  const [latitude, longitude] = placeOf(parameters)
  const isPlace = latitude !== undefined && !isFalse(parameters['valid'])
  const { timestamp, speed, bearing, heading, altitude, accuracy, hacc, hdop } = parameters
  const speedKnots = known(speed)
  const { batt, charge } = parameters
  const position = reportedPosition(1, {
    captured_at: timestamp === undefined ? formatInstant(by.receivedAt) : instantOf(timestamp),
    latitude,
    longitude,
    accuracy_metres: knownRadius(accuracy ?? hacc),
    speed_kmh: speedKnots === undefined ? undefined : rounded(speedKnots * KMH_PER_KNOT),
    heading_degrees: known(bearing ?? heading),
    hdop: knownRadius(hdop),
    altitude_metres: altitude,
  })
  const batteryPercent = percent(known(batt))
  return {
    ...by,
    positions: isPlace ? [position] : [],
    events: [],
    refused: [],
    ...(batteryPercent !== undefined && { batteryPercent }),
    ...(charge !== undefined && { charging: !isFalse(charge) }),
  }
}

/**
 * What a Traccar Client from version 9 sent as JSON: `{ location, device_id }`, the location one or several. Of several what
 * cannot be read is refused by itself: the app would send all of them again for ever.
 *
 * @throws AppError INPUT_INVALID where there is none, and of one alone that is none.
 */
export function readTraccarClient(message: unknown, by: ReportedBy): DeviceReport {
  const sent = isRecord(message) ? message['location'] : undefined
  const isList = Array.isArray(sent)
  const { entries, refused } = entriesOf('location', sent)
  if (isList ? entries.length === 0 : !isRecord(sent)) {
    throw new AppError(
      'INPUT_INVALID',
      'Cannot read the message of a Traccar Client: expected a "location", or a list of them',
    )
  }
  const positions: ReportedPosition[] = []
  let battery: Readonly<Record<string, unknown>> | undefined
  for (const [index, location] of entries.entries()) {
    const position = isList
      ? ifReadable(() => clientPosition(location, index + 1))
      : clientPosition(location, index + 1)
    if (!position) {
      refused.push(refusedRow(entryIssue('location', index + 1, location), index + 1))
      continue
    }
    positions.push(position)
    if (isRecord(location) && isRecord(location['battery'])) battery = location['battery']
  }
  const level = known(battery?.['level'])
  const batteryPercent = level === undefined ? undefined : percent(level * 100)
  const charging = battery?.['is_charging']
  return {
    ...by,
    positions,
    events: [],
    refused,
    ...(batteryPercent !== undefined && { batteryPercent }),
    ...(typeof charging === 'boolean' && { charging }),
  }
}

function clientPosition(location: unknown, row: number): ReportedPosition | undefined {
  if (!isRecord(location)) return undefined
  const coords = isRecord(location['coords']) ? location['coords'] : {}
  const speed = known(coords['speed'])
  const { mock, activity } = location
  return reportedPosition(row, {
    captured_at: location['timestamp'],
    latitude: coords['latitude'],
    longitude: coords['longitude'],
    accuracy_metres: knownRadius(coords['accuracy']),
    speed_kmh: speed === undefined ? undefined : rounded(speed * KMH_PER_METRE_A_SECOND),
    heading_degrees: known(coords['heading']),
    altitude_metres: coords['altitude'],
    // Another app told the phone where it is.
    mock: mock === true ? 'true' : undefined,
    trigger: location['event'],
    activity: isRecord(activity) ? activity['type'] : undefined,
  })
}

function placeOf(parameters: Readonly<Record<string, string>>): (string | undefined)[] {
  const { lat, lon, location } = parameters
  if (lat !== undefined || lon !== undefined) return [lat ?? '', lon ?? '']
  return location?.split(',') ?? []
}

/** Seconds or milliseconds since 1970, ISO 8601, or a date and time in UTC. */
function instantOf(text: string): string {
  const number = Number(text)
  if (text.trim() !== '' && Number.isFinite(number)) {
    return secondsText(number > MOST_SECONDS ? number / 1000 : number)
  }
  const [, date, time] = CIVIL.exec(text.trim()) ?? []
  return date === undefined ? text : `${date}T${time}Z`
}

function isFalse(value: string | undefined): boolean {
  return value === 'false' || value === '0'
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100
}
