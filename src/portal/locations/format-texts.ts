import type { LocationFormat } from '../../app/locations/location-formats.ts'

/** What each format of a file of positions is for. */
export const formatTexts: Readonly<Record<LocationFormat, string>> = {
  csv: 'CSV, for spreadsheets',
  geojson: 'GeoJSON, for maps and programs',
  kml: 'KML, for Google Earth',
  gpx: 'GPX, for navigation programs',
}
