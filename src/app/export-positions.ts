import type { Instant } from '../domain/interval.ts'
import { crimeMappingIntervals, type LawfulInterval } from '../domain/lawful-intervals.ts'
import { accuracyMetresAt, DEGREES_PER_UNIT } from '../domain/position-columns.ts'
import { arrangePositions } from '../matching/arrange-positions.ts'
import { loadPeople } from '../store/records/stored-people.ts'
import { checkWhole } from './check-whole.ts'
import { type Column, degrees, instant, quotedMetres, text } from './csv-columns.ts'
import type { DataFolder } from './data-folder.ts'
import { CsvFile, type OutputFile } from './output-file.ts'

interface ExportedPosition {
  readonly deviceId: string
  readonly capturedAt: Instant
  /** WGS84 degrees. */
  readonly latitude: number
  readonly longitude: number
  readonly accuracyMetres: number | undefined
  readonly mechanism: string
}

const columns: Column<ExportedPosition>[] = [
  text('device_id', ({ deviceId }) => deviceId),
  instant('captured_at', ({ capturedAt }) => capturedAt),
  degrees('latitude', ({ latitude }) => latitude),
  degrees('longitude', ({ longitude }) => longitude),
  quotedMetres('accuracy_metres', ({ accuracyMetres }) => accuracyMetres),
  text('mechanism', ({ mechanism }) => mechanism),
]

const EVER = { from: -Infinity, to: Infinity }

/**
 * Writes every lawful position in the positions format, by device and time, each once; of nobody hidden.
 *
 * @throws AppError STORE_CORRUPT as {@link checkWhole}.
 */
export async function exportPositions(
  { records, archive }: DataFolder,
  file: OutputFile,
  hidden: ReadonlyMap<string, string>,
): Promise<number> {
  await checkWhole({ records }, (await archive.count([], EVER)).all)
  const csv = new CsvFile(file, columns)
  const lawful = crimeMappingIntervals(await loadPeople(records))
  const isShown = ({ deviceWearerId }: LawfulInterval) => !hidden.has(deviceWearerId)
  const all = lawful.deviceWearerIds.flatMap((id) => lawful.ofWearer(id)).filter(isShown)
  for (const deviceId of [...new Set(all.map((interval) => interval.deviceId))].sort()) {
    const { positions } = arrangePositions(
      await archive.read(lawful.ofDevice(deviceId).filter(isShown), EVER),
    )
    for (let row = 0; row < positions.length; row++) {
      csv.add({
        deviceId,
        capturedAt: positions.capturedAt[row] ?? Number.NaN,
        latitude: (positions.latitude[row] ?? Number.NaN) * DEGREES_PER_UNIT,
        longitude: (positions.longitude[row] ?? Number.NaN) * DEGREES_PER_UNIT,
        accuracyMetres: accuracyMetresAt(positions, row),
        mechanism: positions.mechanisms[positions.mechanism[row] ?? -1] ?? '',
      })
    }
  }
  return csv.rows
}
