import { londonTimeToTheSecond } from '../../domain/london-time.ts'
import { type Column, degrees, instant, integer, quotedMetres, text } from '../csv-columns.ts'
import type { DocumentPosition } from './document-facts.ts'

const common: readonly Column<DocumentPosition>[] = [
  integer('number', ({ number }) => number),
  instant('captured_at', ({ capturedAt }) => capturedAt),
  text('london_time', ({ capturedAt }) => londonTimeToTheSecond(capturedAt)),
  degrees('latitude', ({ latitude }) => latitude),
  degrees('longitude', ({ longitude }) => longitude),
  quotedMetres('accuracy_metres', ({ accuracyMetres }) => accuracyMetres),
  text('mechanism', ({ mechanism }) => mechanism),
  quotedMetres('speed_kmh', ({ speedKmh }) => speedKmh),
  quotedMetres('heading_degrees', ({ headingDegrees }) => headingDegrees),
  integer('satellites', ({ satellites }) => satellites),
  instant('recorded_at', ({ recordedAt }) => recordedAt),
  instant('uploaded_at', ({ uploadedAt }) => uploadedAt),
  text('device_id', ({ device }) => device),
]

/** Of an incident: those it stands on have their number among them. */
export const evidenceColumn: Column<DocumentPosition & { readonly evidence?: number | undefined }> =
  integer('evidence', ({ evidence }) => evidence)

/** Positions as the file beside a document has them: numbered as on its maps, in order of capture. */
export function positionsCsv<Position extends DocumentPosition>(
  positions: readonly Position[],
  further: readonly Column<Position>[] = [],
): Buffer {
  const columns: readonly Column<Position>[] = [...common, ...further]
  const lines = [
    columns.map(({ name }) => name).join(','),
    ...positions.map((position) => columns.map(({ cell }) => cell(position)).join(',')),
  ]
  return Buffer.from(`${lines.join('\n')}\n`)
}
