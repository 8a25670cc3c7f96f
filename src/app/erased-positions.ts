import type { Interval } from '../domain/interval.ts'
import type { PositionColumns } from '../domain/position-columns.ts'
import { detailsOf } from '../domain/position-details.ts'
import { listDeletions } from '../store/records/deletion-records.ts'
import type { DataFolder } from './data-folder.ts'

/** What was erased on request, by device: it must not come back with another file. */
export async function erasedIntervals({
  records,
}: Pick<DataFolder, 'records'>): Promise<ReadonlyMap<string, readonly Interval[]>> {
  const erased = new Map<string, Interval[]>()
  for (const { kind, subject, deviceId, within } of await listDeletions(records)) {
    if (kind !== 'erasure' || subject !== 'positions' || deviceId === undefined) continue
    erased.set(deviceId, [...(erased.get(deviceId) ?? []), within])
  }
  return erased
}

/** The positions that lie in no erased interval of their device. */
export function withoutErased(
  positions: PositionColumns,
  erased: ReadonlyMap<string, readonly Interval[]>,
): PositionColumns {
  const byNumber = positions.deviceIds.map((id) => erased.get(id))
  if (byNumber.every((intervals) => intervals === undefined)) return positions
  const { capturedAt, device } = positions
  const kept = Uint32Array.from({ length: positions.length }, (_, row) => row).filter((row) => {
    const at = capturedAt[row] ?? Number.NaN
    const intervals = byNumber[device[row] ?? -1]
    return !intervals?.some(({ from, to }) => from <= at && at < to)
  })
  return {
    ...positions,
    length: kept.length,
    device: Uint32Array.from(kept, (row) => device[row] ?? 0),
    capturedAt: Float64Array.from(kept, (row) => capturedAt[row] ?? 0),
    latitude: Int32Array.from(kept, (row) => positions.latitude[row] ?? 0),
    longitude: Int32Array.from(kept, (row) => positions.longitude[row] ?? 0),
    accuracy: Float32Array.from(kept, (row) => positions.accuracy[row] ?? Number.NaN),
    mechanism: Uint16Array.from(kept, (row) => positions.mechanism[row] ?? 0),
    details: positions.details && detailsOf(positions.details, kept),
  }
}
