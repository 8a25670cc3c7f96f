import { union } from '../domain/interval.ts'
import type { LawfulIntervals } from '../domain/lawful-intervals.ts'
import type { ArrangedPositions } from './arrange-positions.ts'
import { lowerBound } from './lower-bound.ts'

/** How many positions lie inside some wearer's lawful interval; the others may not be compared. */
export function lawfulPositionCount(
  { positions }: ArrangedPositions,
  lawful: LawfulIntervals,
): number {
  let count = 0
  const { deviceIds, deviceStart, epoch, captured } = positions
  deviceIds.forEach((deviceId, device) => {
    const start = deviceStart[device]!
    const end = deviceStart[device + 1]!
    for (const { from, to } of union(lawful.ofDevice(deviceId))) {
      const first = lowerBound(captured, from - epoch, start, end)
      count += lowerBound(captured, to - epoch, first, end) - first
    }
  })
  return count
}
