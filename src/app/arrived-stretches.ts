import type { Arrival } from '../store/positions/position-archive.ts'
import type { ChangedStretch } from '../store/records/touch-records.ts'

/** Arrivals further apart are two stretches: what lies between is as it was. */
const APART_MS = 3_600_000

/** What arrived, hour after hour of a device put together. */
export function arrivedStretches(
  arrivals: readonly Omit<Arrival, 'positions'>[],
): ChangedStretch[] {
  const stretches: { deviceId: string; from: number; to: number }[] = []
  const sorted = arrivals.toSorted((a, b) =>
    a.deviceId === b.deviceId ? a.first - b.first : a.deviceId < b.deviceId ? -1 : 1,
  )
  for (const { deviceId, first, last } of sorted) {
    const before = stretches.at(-1)
    if (before?.deviceId === deviceId && first - before.to < APART_MS) before.to = last + 1
    else stretches.push({ deviceId, from: first, to: last + 1 })
  }
  return stretches
}
