import type { Instant, Interval } from '../../domain/interval.ts'
import type { PositionColumns } from '../../domain/position-columns.ts'
import type { OutsideLimits } from './position-archive.ts'

const DAY = 86_400_000

/** Whether a change of the archive may touch a day, by its first instant, UTC. */
export type TouchedDays = (day: Instant) => boolean

export function touchedByPositions({ capturedAt }: PositionColumns): TouchedDays {
  const days = new Set<number>()
  let day = Number.NaN
  for (let row = 0; row < capturedAt.length; row++) {
    const of = Math.floor(capturedAt[row]! / DAY) * DAY
    // Neighbours are nearly always of one day, and a set is slow to be asked.
    if (of !== day) days.add(of)
    day = of
  }
  return (day) => days.has(day)
}

export function touchedByIntervals(intervals: readonly Interval[]): TouchedDays {
  return (day) => intervals.some(({ from, to }) => from < day + DAY && day < to)
}

export function touchedByLimits({ capturedBefore = Infinity }: OutsideLimits): TouchedDays {
  return (day) => day < capturedBefore
}
