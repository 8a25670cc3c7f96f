import type { Interval } from '../../domain/interval.ts'

const MINUTE = 60_000

/** A stretch to the minute, as people speak of it; it holds the one it was made of. */
export function wholeMinutes({ from, to }: Interval): Interval {
  return { from: Math.floor(from / MINUTE) * MINUTE, to: Math.ceil(to / MINUTE) * MINUTE }
}
