import type { Instant, Interval } from '../../domain/interval.ts'
import type { PositionColumns } from '../../domain/position-columns.ts'
import type { OutsideLimits } from './position-archive.ts'

const DAY = 86_400_000

/** Whether a change of the archive may touch a day, by its first instant, UTC. */
export type TouchedDays = (day: Instant) => boolean

export function touchedByPositions({ capturedAt }: PositionColumns): TouchedDays {
  const days = new Set<number>()
  for (const instant of capturedAt) days.add(Math.floor(instant / DAY) * DAY)
  return (day) => days.has(day)
}

export function touchedByIntervals(intervals: readonly Interval[]): TouchedDays {
  return (day) => intervals.some(({ from, to }) => from < day + DAY && day < to)
}

export function touchedByLimits({ capturedBefore = Infinity }: OutsideLimits): TouchedDays {
  return (day) => day < capturedBefore
}
