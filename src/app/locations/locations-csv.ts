import { type Column, degrees, instant, quotedMetres, text } from '../csv-columns.ts'
import type { LocatedPosition, LocationFileFacts } from './location-file.ts'

/**
 * Locations as CSV; formats like this have no room for notes, so every row says its reference, and what a
 * column means is in docs/data-requests.md.
 */
export function* locationsCsv(
  { reference }: LocationFileFacts,
  positions: readonly LocatedPosition[],
): Generator<string> {
  const columns: readonly Column<LocatedPosition>[] = [
    text('reference', () => reference),
    text('device_wearer_id', ({ deviceWearerId }) => deviceWearerId),
    text('device_id', ({ device }) => device),
    instant('captured_at', ({ capturedAt }) => capturedAt),
    degrees('latitude', ({ latitude }) => latitude),
    degrees('longitude', ({ longitude }) => longitude),
    quotedMetres('accuracy_metres', ({ accuracyMetres }) => accuracyMetres),
    text('mechanism', ({ mechanism }) => mechanism),
    quotedMetres('speed_kmh', ({ speedKmh }) => speedKmh),
    quotedMetres('heading_degrees', ({ headingDegrees }) => headingDegrees),
    quotedMetres('hdop', ({ hdop }) => hdop),
    quotedMetres('satellites', ({ satellites }) => satellites),
    instant('recorded_at', ({ recordedAt }) => recordedAt),
    instant('uploaded_at', ({ uploadedAt }) => uploadedAt),
  ]
  yield `${columns.map(({ name }) => name).join(',')}\n`
  for (const position of positions) {
    yield `${columns.map(({ cell }) => cell(position)).join(',')}\n`
  }
}
