import {
  accuracyMetresAt,
  capturedAt,
  type HeldPositions,
  mechanismAt,
} from '../domain/held-positions.ts'
import type { Instant } from '../domain/interval.ts'
import { crimeMappingIntervals, type LawfulInterval } from '../domain/lawful-intervals.ts'
import { DEGREES_PER_UNIT, type PositionColumns } from '../domain/position-columns.ts'
import { detailAt, detailColumns, type PositionDetail } from '../domain/position-details.ts'
import { arrangePositions } from '../matching/arrange-positions.ts'
import type { PositionArchive } from '../store/positions/position-archive.ts'
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
  readonly detail: PositionDetail | undefined
}

const columns: Column<ExportedPosition>[] = [
  text('device_id', ({ deviceId }) => deviceId),
  instant('captured_at', ({ capturedAt }) => capturedAt),
  degrees('latitude', ({ latitude }) => latitude),
  degrees('longitude', ({ longitude }) => longitude),
  quotedMetres('accuracy_metres', ({ accuracyMetres }) => accuracyMetres),
  text('mechanism', ({ mechanism }) => mechanism),
]

type Value = (detail: PositionDetail) => number | undefined

const values: Readonly<Record<(typeof detailColumns)[number], [Value, typeof quotedMetres]>> = {
  speed_kmh: [({ speedKmh }) => speedKmh, quotedMetres],
  heading_degrees: [({ headingDegrees }) => headingDegrees, quotedMetres],
  hdop: [({ hdop }) => hdop, quotedMetres],
  satellites: [({ satellites }) => satellites, quotedMetres],
  recorded_at: [({ recordedAt }) => recordedAt, instant],
  uploaded_at: [({ uploadedAt }) => uploadedAt, instant],
}

const EVER = { from: -Infinity, to: Infinity }

/**
 * Writes every lawful position in the positions format, by device and time, each once; of nobody hidden.
 * The optional columns, and others by name, follow where any of the positions has a value for them.
 *
 * @throws AppError STORE_CORRUPT as {@link checkWhole}.
 */
export async function exportPositions(
  { records, archive }: DataFolder,
  file: OutputFile,
  hidden: ReadonlyMap<string, string>,
): Promise<number> {
  await checkWhole({ records, archive }, (await archive.count([], EVER)).all)
  const lawful = crimeMappingIntervals(await loadPeople(records))
  const isShown = ({ deviceWearerId }: LawfulInterval) => !hidden.has(deviceWearerId)
  const all = lawful.deviceWearerIds.flatMap((id) => lawful.ofWearer(id)).filter(isShown)
  const devices = [...new Set(all.map((interval) => interval.deviceId))].sort()
  const shownOf = (deviceId: string) => lawful.ofDevice(deviceId).filter(isShown)
  const found = new Set<string>()
  for (const deviceId of devices) {
    for (const detail of (await detailsByPosition(archive, shownOf(deviceId))).values()) {
      for (const name of namesIn(detail)) found.add(name)
    }
  }
  const csv = new CsvFile(file, [...columns, ...columnsNamed(found)])
  for (const deviceId of devices) {
    const { positions } = arrangePositions(await archive.read(shownOf(deviceId), EVER))
    const details = found.size > 0 ? await detailsByPosition(archive, shownOf(deviceId)) : undefined
    for (let row = 0; row < positions.length; row++) {
      csv.add({
        deviceId,
        capturedAt: capturedAt(positions, row),
        latitude: (positions.latitude[row] ?? Number.NaN) * DEGREES_PER_UNIT,
        longitude: (positions.longitude[row] ?? Number.NaN) * DEGREES_PER_UNIT,
        accuracyMetres: accuracyMetresAt(positions, row),
        mechanism: mechanismAt(positions, row),
        detail: details?.get(identityOf(positions, row, capturedAt(positions, row))),
      })
    }
  }
  return csv.rows
}

/** Of one device. */
async function detailsByPosition(
  archive: PositionArchive,
  intervals: readonly LawfulInterval[],
): Promise<Map<string, PositionDetail>> {
  const found = new Map<string, PositionDetail>()
  for (const { positions, details } of await archive.readDetails(intervals, EVER)) {
    for (let row = 0; row < details.length; row++) {
      found.set(identityOf(positions, row, positions.capturedAt[row]), detailAt(details, row))
    }
  }
  return found
}

function identityOf(
  { latitude, longitude, mechanisms, mechanism }: PositionColumns | HeldPositions,
  row: number,
  at: Instant | undefined,
): string {
  return `${at} ${latitude[row]} ${longitude[row]} ${mechanisms[mechanism[row] ?? -1]}`
}

function namesIn(detail: PositionDetail): string[] {
  return [
    ...detailColumns.filter((name) => values[name][0](detail) !== undefined),
    ...Object.keys(detail.others),
  ]
}

/** A value that was no plain number stands in its column as it came. */
function columnsNamed(found: ReadonlySet<string>): Column<ExportedPosition>[] {
  const others = [...found].filter((name) => !(name in values)).sort()
  return [
    ...detailColumns.filter((name) => found.has(name)).map((name) => detailColumn(name)),
    ...others.map((name) => text<ExportedPosition>(name, ({ detail }) => detail?.others[name])),
  ]
}

function detailColumn(name: (typeof detailColumns)[number]): Column<ExportedPosition> {
  const [value, format] = values[name]
  const asNumber = format<ExportedPosition>(name, ({ detail }) => detail && value(detail))
  const asItCame = text<ExportedPosition>(name, ({ detail }) => detail?.others[name])
  return { name, cell: (row) => asNumber.cell(row) || asItCame.cell(row) }
}
