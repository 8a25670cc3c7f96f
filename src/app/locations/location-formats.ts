import type { LocatedPosition, LocationFileFacts } from './location-file.ts'
import { locationsCsv } from './locations-csv.ts'
import { locationsGeojson } from './locations-geojson.ts'
import { locationsGpx } from './locations-gpx.ts'
import { locationsKml } from './locations-kml.ts'

/** A file in pieces, so that the whole of it is never in memory. */
type Writer = (facts: LocationFileFacts, positions: readonly LocatedPosition[]) => Generator<string>

export const locationFormats = ['csv', 'geojson', 'kml', 'gpx'] as const
export type LocationFormat = (typeof locationFormats)[number]

const formats: Readonly<Record<LocationFormat, { type: string; write: Writer }>> = {
  csv: { type: 'text/csv; charset=utf-8', write: locationsCsv },
  geojson: { type: 'application/geo+json', write: locationsGeojson },
  kml: { type: 'application/vnd.google-earth.kml+xml', write: locationsKml },
  gpx: { type: 'application/gpx+xml', write: locationsGpx },
}

/** Locations in one of the formats: its media type, and the file in pieces. */
export function writeLocations(
  format: LocationFormat,
  facts: LocationFileFacts,
  positions: readonly LocatedPosition[],
): { readonly type: string; readonly pieces: Generator<string> } {
  const { type, write } = formats[format]
  return { type, pieces: write(facts, positions) }
}

/** `DR-2026-000001-W0003-20260106T000000Z-20260107T000000Z.csv`: ids and instants, nothing else. */
export function locationFileName(
  format: LocationFormat,
  { reference, within }: LocationFileFacts,
  deviceWearerId: string | undefined,
): string {
  const at = (instant: number) => new Date(instant).toISOString().replace(/[-:]|\.\d+/g, '')
  const parts = [reference, deviceWearerId, at(within.from), at(within.to)]
  return `${parts
    .filter((part) => part !== undefined)
    .map((part) => part.replaceAll(/[^\w.]+/g, '-'))
    .join('-')}.${format}`
}
