import type { Interval } from '../domain/interval.ts'
import { londonDays } from '../domain/london-days.ts'
import { instantsOfLondon } from '../domain/london-local.ts'

/** A London day of 23, 24 or 25 hours, with its night: midnight to six. */
export interface PatternDay extends Interval {
  /** `2026-10-25` */
  readonly day: string
  readonly night: Interval
}

/** @throws RangeError where it is no date. */
export function patternDay(day: string): PatternDay {
  const whole = londonDays(day, day)
  const [six] = instantsOfLondon({ date: day, time: '06:00' }) ?? []
  if (!whole || six === undefined) throw new RangeError(`${day} is no day`)
  return { day, ...whole, night: { from: whole.from, to: six } }
}
