import { type Instant, type Interval, union } from '../domain/interval.ts'
import type { Random } from './random.ts'
import { DAY, HOUR, MINUTE } from './uk-clock.ts'

/**
 * When a tag measures nothing: its battery is flat, nothing reaches it, or its wearer shields it.
 * Disjoint, in order.
 */
export function silencesOf(
  period: Interval,
  random: Random,
  shielded: readonly Interval[],
): Interval[] {
  const daysBetweenFlatBatteries = random.chance(0.15) ? 2.5 : 15
  const flat = sometimes(
    period,
    daysBetweenFlatBatteries,
    random,
    () => random.lognormal(1.6, 0.7) * HOUR,
  )
  const short = sometimes(period, 1.2, random, () => random.lognormal(9, 0.6) * MINUTE)
  return union([...flat, ...short, ...shielded])
}

/** When a tag measures but cannot send; what it holds comes in a burst at the end. */
export function outagesOf(period: Interval, random: Random): Interval[] {
  return union(sometimes(period, 9, random, () => random.lognormal(4, 1) * HOUR))
}

/** Intervals at random, so many days apart on average. */
function sometimes(
  period: Interval,
  daysApart: number,
  random: Random,
  length: () => number,
): Interval[] {
  const intervals: Interval[] = []
  const wait = (): number => -Math.log(1 - random.uniform()) * daysApart * DAY
  let from: Instant = period.from + wait()
  while (from < period.to) {
    const to = from + length()
    intervals.push({ from, to })
    from = to + wait()
  }
  return intervals
}
