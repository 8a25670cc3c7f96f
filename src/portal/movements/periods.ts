import type { Instant, Interval } from '../../domain/interval.ts'
import { sameLondonTime } from '../../domain/london-clock.ts'
import { startOfLondonDay } from '../../domain/london-local.ts'
import { nextLondonDay } from '../../domain/movement-parts.ts'
import type { PersonFile } from '../../store/records/visible-person.ts'

const MINUTE = 60_000

/** A period that is asked for often, and what it is called. */
export interface NamedPeriod {
  readonly text: string
  readonly within: Interval
}

/** Periods of whole London days up to the end of today, and since the newest tag was fitted. */
export function namedPeriods(
  { deviceActivations }: Pick<PersonFile, 'deviceActivations'>,
  now: Instant,
): NamedPeriod[] {
  const periods = [
    { text: 'Today', within: lastDays(now, 1) },
    { text: 'Yesterday', within: { from: daysBefore(now, 1), to: startOfLondonDay(now) } },
    ...[7, 14, 28].map((days) => ({ text: `${days} days`, within: lastDays(now, days) })),
  ]
  const worn = deviceActivations.filter(({ from }) => from <= now)
  const newest = worn.toSorted((a, b) => a.from - b.from).at(-1)
  if (!newest) return periods
  const within = {
    from: Math.floor(newest.from / MINUTE) * MINUTE,
    to: Math.min(nextLondonDay(now), Math.ceil(newest.to / MINUTE) * MINUTE),
  }
  const text = newest.to > now ? 'Since the tag was fitted' : 'While the last tag was worn'
  return [...periods, { text, within }]
}

/** So many London days, the last of them the day of an instant. */
export function lastDays(at: Instant, days: number): Interval {
  return { from: daysBefore(at, days - 1), to: nextLondonDay(at) }
}

function daysBefore(at: Instant, days: number): Instant {
  return sameLondonTime(startOfLondonDay(at), -days)
}
