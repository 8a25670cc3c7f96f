import { type Instant, type Interval, intersect } from '../../domain/interval.ts'
import { instantsOfLondon, londonLocal } from '../../domain/london-local.ts'

const DAY = 86_400_000
/** Hours that begin on a day may end on the next. */
const LONGEST = 26 * 3_600_000

/** The longest period that is read for one page. */
export const MOST_COMPLIANCE_DAYS = 28

/** London days, both included: their dates, and the instants of the days themselves. */
export interface CompliancePeriod {
  /** `2026-11-22`, in order. */
  readonly dates: readonly string[]
  readonly within: Interval
}

/** @param last a London date. @param days from 1; more than a page's are cut. */
export function compliancePeriod(last: string, days: number): CompliancePeriod {
  const end = dayNumber(last)
  const count = Math.min(Math.max(1, days), MOST_COMPLIANCE_DAYS)
  const dates = Array.from({ length: count }, (_, index) => dateOf(end - count + 1 + index))
  return {
    dates,
    within: { from: startOf(dates[0] ?? last), to: startOf(dateOf(end + 1)) },
  }
}

/** The London date so many days from another. */
export function daysOn(date: string, days: number): string {
  return dateOf(dayNumber(date) + days)
}

/** The London date of an instant. */
export function londonDay(instant: Instant): string {
  return londonLocal(instant).date
}

/** The instants of a London date. */
export function dayOf(date: string): Interval {
  return { from: startOf(date), to: startOf(daysOn(date, 1)) }
}

/** What has to be read for a period, with the nights that begin on its last day; `undefined` of what is to come. */
export function stretchToRead({ within }: CompliancePeriod, now: Instant): Interval | undefined {
  return intersect({ from: within.from, to: within.to + LONGEST }, { from: -Infinity, to: now })
}

function startOf(date: string): Instant {
  const [start] = instantsOfLondon({ date, time: '00:00' }) ?? []
  if (start === undefined) throw new RangeError(`"${date}" is no date`)
  return start
}

function dayNumber(date: string): number {
  return Math.round(Date.parse(`${date}T00:00:00Z`) / DAY)
}

function dateOf(day: number): string {
  return new Date(day * DAY).toISOString().slice(0, 10)
}
