import type { AlcoholEvent } from './alcohol-event.ts'
import { type Instant, type Interval, intersect, union } from './interval.ts'
import { londonLocal, startOfLondonDay } from './london-local.ts'

const DAY = 86_400_000

/** How many days of London somebody was monitored on, by what the equipment said of them. */
export interface SoberDays {
  /** With a reading and no alcohol in any. */
  readonly sober: number
  readonly withAlcohol: number
  /** Nothing is known of these: they are neither sober nor not. */
  readonly withoutReading: number
  /** Sober days of those with a reading; absent where no day has one. */
  readonly rate: number | undefined
}

/**
 * Counts the days that share an instant with the times of monitoring before now. A day counts by what happened on it
 * while it was monitored.
 */
export function soberDays(
  events: readonly Pick<AlcoholEvent, 'kind' | 'occurredAt'>[],
  monitored: readonly Interval[],
  now: Instant,
): SoberDays {
  const times = union(
    monitored.flatMap((each) => intersect(each, { from: -Infinity, to: now }) ?? []),
  )
  const days = new Map<string, 'sober' | 'alcohol' | 'nothing'>()
  for (const { from, to } of times) {
    for (let day = startOfLondonDay(from); day < to; day = startOfLondonDay(day + 1.5 * DAY)) {
      days.set(dateOf(day), 'nothing')
    }
  }
  for (const { kind, occurredAt } of events) {
    if (!times.some(({ from, to }) => from <= occurredAt && occurredAt < to)) continue
    const date = dateOf(occurredAt)
    if (kind === 'alcohol-detected') days.set(date, 'alcohol')
    else if ((kind === 'sober-day' || kind === 'reading') && days.get(date) === 'nothing') {
      days.set(date, 'sober')
    }
  }
  const count = (said: string) => [...days.values()].filter((each) => each === said).length
  const sober = count('sober')
  const withAlcohol = count('alcohol')
  const withReading = sober + withAlcohol
  return {
    sober,
    withAlcohol,
    withoutReading: count('nothing'),
    rate: withReading === 0 ? undefined : sober / withReading,
  }
}

function dateOf(instant: Instant): string {
  return londonLocal(instant).date
}
