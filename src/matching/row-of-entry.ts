import type { HeldPositions } from '../domain/held-positions.ts'
import { cellOf } from '../geo/cells.ts'
import { deviceIn, PLACES, secondIn } from './index-entry.ts'
import { PERIOD, type PositionIndexParts, SECOND } from './index-positions.ts'
import { lowerBound } from './lower-bound.ts'

/**
 * The row of a position in the index. Of one device and second, those in cells of one number stand there as they do in
 * the columns: the first is the first.
 */
export function rowOfEntry(
  positions: HeldPositions,
  { cells, entries, periods, periodStart }: PositionIndexParts,
  entry: number,
): number {
  const { deviceStart, epoch, captured, latitude, longitude } = positions
  const c = lastStartUpTo(entry, cells.length / 2 - 1, (cell) => cells[2 * cell + 1]!)
  const p = lastStartUpTo(c, periods.length, (period) => periodStart[period]!)
  const first = entries[PLACES * entry]!
  const device = deviceIn(first, entries[PLACES * entry + 1]!)
  let before = 0
  for (let at = entry - 1; at >= cells[2 * c + 1]!; at--) {
    const other = entries[PLACES * at]!
    if (secondIn(other) !== secondIn(first)) break
    if (deviceIn(other, entries[PLACES * at + 1]!) !== device) break
    before++
  }
  const second = periods[p]! * PERIOD + secondIn(first) * SECOND
  const end = deviceStart[device + 1]!
  let row = lowerBound(captured, second - epoch, deviceStart[device]!, end)
  for (; row < end; row++) {
    if (cellOf(latitude[row]!, longitude[row]!) === cells[2 * c] && before-- === 0) break
  }
  return row
}

/** Of `count` things that begin one after the other, the last that begins at `at` or before. */
function lastStartUpTo(at: number, count: number, startOf: (number: number) => number): number {
  let low = 0
  let high = count - 1
  while (low < high) {
    const middle = (low + high + 1) >>> 1
    if (startOf(middle) <= at) low = middle
    else high = middle - 1
  }
  return low
}
