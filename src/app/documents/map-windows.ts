import type { Interval } from '../../domain/interval.ts'
import { sameLondonTime } from '../../domain/london-clock.ts'

const HOUR = 3_600_000

/**
 * The stretches that the maps of a report show, in order; the last may be shorter. Hours are those that pass: on a
 * night when clocks change, maps begin an hour earlier or later by the clock. 24 are a day by the clock.
 */
export function mapWindows({ from, to }: Interval, hoursPerMap: number): Interval[] {
  const windows: Interval[] = []
  const start = (map: number) =>
    hoursPerMap === 24 ? sameLondonTime(from, map) : from + map * hoursPerMap * HOUR
  for (let map = 0; start(map) < to; map++) {
    windows.push({ from: start(map), to: Math.min(to, start(map + 1)) })
  }
  return windows
}
