import { capturedAt } from '../domain/held-positions.ts'
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
    const end = deviceStart[device + 1]!
    const from = Math.max(window.from, interval.from)
    const before = rows.length
    let row = lowerBound(captured, from - epoch, deviceStart[device]!, end)
    for (; row < end; row++) {
      const at = capturedAt(positions, row)
      if (at > window.to || at >= interval.to) break
      rows.push(row)
    }
    if (rows.length > before) devices++
  }
  // One device's rows are in order already; its number orders what was captured at the same instant.
  if (devices > 1) {
    rows.sort((a, b) => captured[a]! - captured[b]! || a - b)
  }
  return rows
}
