import type { ClosedWindow } from '../domain/interval.ts'
import type { LawfulInterval } from '../domain/lawful-intervals.ts'
import type { ArrangedPositions } from './arrange-positions.ts'
import { lowerBound } from './lower-bound.ts'

/**
 * Rows of a wearer's lawful positions captured in a closed window, by time and then device: the
 * trail. Positions outside the wearer's lawful intervals are never touched.
 *
 * @param deviceNumber the number of a device id in the positions, or `undefined` where it has none.
 */
export function trailInWindow(
  { positions }: ArrangedPositions,
  intervals: readonly LawfulInterval[],
  window: ClosedWindow,
  deviceNumber: (deviceId: string) => number | undefined,
): number[] {
  const { deviceStart, epoch, captured } = positions
  const rows: number[] = []
  let devices = 0
  for (const interval of intervals) {
    const device = deviceNumber(interval.deviceId)
    if (device === undefined) continue
    const [first, end] = [deviceStart[device]!, deviceStart[device + 1]!]
    const from = Math.max(window.from, interval.from)
    // Instants are whole milliseconds: the window ends with its last, an interval before it.
    const until = Math.min(window.to + 1, interval.to)
    let row = lowerBound(captured, from - epoch, first, end)
    const past = lowerBound(captured, until - epoch, row, end)
    if (row < past) devices++
    while (row < past) rows.push(row++)
  }
  // One device's rows are in order already; its number orders what was captured at the same instant.
  if (devices > 1) {
    rows.sort((a, b) => captured[a]! - captured[b]! || a - b)
  }
  return rows
}
