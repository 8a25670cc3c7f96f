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
  const stretches: (readonly [first: number, past: number])[] = []
  let length = 0
  for (const interval of intervals) {
    const device = deviceNumber(interval.deviceId)
    if (device === undefined) continue
    const from = Math.max(window.from, interval.from)
    // Instants are whole milliseconds: the window ends with its last, an interval before it.
    const until = Math.min(window.to + 1, interval.to)
    const end = deviceStart[device + 1]!
    const first = lowerBound(captured, from - epoch, deviceStart[device]!, end)
    const past = lowerBound(captured, until - epoch, first, end)
    if (first === past) continue
    stretches.push([first, past])
    length += past - first
  }
  const rows = new Array<number>(length)
  let at = 0
  for (const [first, past] of stretches) for (let row = first; row < past; row++) rows[at++] = row
  // One device's rows are in order already; its number orders what was captured at the same instant.
  if (stretches.length > 1) {
    rows.sort((a, b) => captured[a]! - captured[b]! || a - b)
  }
  return rows
}
