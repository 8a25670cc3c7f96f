import { type Instant, type Interval, intersect, union } from './interval.ts'
import { londonOffset } from './london-clock.ts'
import { instantsOfLondon } from './london-local.ts'

/** A day of the week as people.json writes it. */
export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const
export type Weekday = (typeof weekdays)[number]

/**
 * Hours of a week on London's clocks: of curfews, of zones that hold at times, of appointments. Every
 * weekday named begins one stretch; where `to` is not after `from` it ends on the next day.
 */
export interface WeeklyHours {
  readonly weekdays: readonly Weekday[]
  /** `19:00`. */
  readonly from: string
  /** `07:00`; `24:00` is midnight at the day's end. */
  readonly to: string
  /** London dates, both included, on which a stretch may begin; absent: always. */
  readonly firstDate?: string | undefined
  readonly lastDate?: string | undefined
  /** Every so many weeks, counted from the week of `firstDate`; absent: every week. */
  readonly everyWeeks?: number | undefined
}

/** One stretch of weekly hours: the London date it begins on, and the instants. */
export interface Occurrence extends Interval {
  readonly date: string
}

const HOUR = 3_600_000
const DAY = 24 * HOUR
const WEEK = 7 * DAY
/** The longest is from a time to the same on the next day, on the night with an hour more. */
const LONGEST = 25 * HOUR
/** A Monday, from which weeks are counted where `firstDate` says no other. */
const A_MONDAY = Date.UTC(2018, 0, 1)

/**
 * Every stretch that shares an instant with `within`, whole, in order. On London's clocks: a night of 12 hours lasts 11
 * in March and 13 in October. A time that March leaves out is the first instant after it; of one that October has
 * twice, a beginning is the first and an end the last. Hours of which nothing is left so, and hours that are none
 * (`hoursFault`), have no stretch.
 *
 * @param within both ends finite.
 */
export function occurrencesOf(hours: WeeklyHours, within: Interval): Occurrence[] {
  if (hoursFault(hours) !== undefined || !(within.from < within.to)) return []
  const found: Occurrence[] = []
  const last = dayOf(within.to)
  for (let day = dayOf(within.from - LONGEST); day <= last; day += DAY) {
    if (!beginsOn(hours, day)) continue
    const stretch = stretchOn(day, hours)
    if (stretch.from < stretch.to && intersect(stretch, within)) {
      found.push({ date: dateText(day), ...stretch })
    }
  }
  return found
}

/** The instants of `within` that lie in any of the hours: disjoint, in order. */
export function hoursWithin(hours: readonly WeeklyHours[], within: Interval): Interval[] {
  const all = hours.flatMap((row) => occurrencesOf(row, within))
  return union(all).flatMap((stretch) => intersect(stretch, within) ?? [])
}

/** What is wrong with hours that came from elsewhere, in words, or `undefined`. */
export function hoursFault(hours: WeeklyHours): string | undefined {
  const { from, to, firstDate, lastDate, everyWeeks } = hours
  if (hours.weekdays.length === 0) return 'No weekday is named'
  if (!TIME.test(from) || from === '24:00') return `"${from}" is no time, expected one like 19:00`
  if (!TIME.test(to)) return `"${to}" is no time, expected one like 07:00, or 24:00`
  for (const date of [firstDate, lastDate]) {
    if (date !== undefined && !isDate(date))
      return `"${date}" is no date, expected one like 2026-03-28`
  }
  if (everyWeeks !== undefined && !(Number.isInteger(everyWeeks) && everyWeeks >= 1)) {
    return `Every ${everyWeeks} weeks is no rhythm, expected a whole number from 1`
  }
  return undefined
}

/** `19:00 to 07:00` on one London date, as `occurrencesOf` reads times; `undefined` where that is none. */
export function occurrenceOn(
  date: string,
  hours: { readonly from: string; readonly to: string },
): Occurrence | undefined {
  if (!isDate(date) || hoursFault({ ...hours, weekdays }) !== undefined) return undefined
  const stretch = stretchOn(Date.parse(`${date}T00:00:00Z`), hours)
  return stretch.from < stretch.to ? { date, ...stretch } : undefined
}

const TIME = /^(([01]\d|2[0-3]):[0-5]\d|24:00)$/

function isDate(date: string): boolean {
  return instantsOfLondon({ date, time: '12:00' }) !== undefined
}

/** Days are counted by their midnight as if London were on UTC: no clock changes among them. */
function dayOf(instant: Instant): number {
  return Math.floor((instant + londonOffset(instant)) / DAY) * DAY
}

function dateText(day: number): string {
  return new Date(day).toISOString().slice(0, 10)
}

function beginsOn({ weekdays: named, firstDate, lastDate, everyWeeks }: WeeklyHours, day: number) {
  const weekday = weekdays[(new Date(day).getUTCDay() + 6) % 7]
  if (weekday === undefined || !named.includes(weekday)) return false
  if (firstDate !== undefined && dateText(day) < firstDate) return false
  if (lastDate !== undefined && dateText(day) > lastDate) return false
  if (everyWeeks === undefined) return true
  const first = firstDate === undefined ? A_MONDAY : Date.parse(`${firstDate}T00:00:00Z`)
  const weeks = Math.floor((day - A_MONDAY) / WEEK) - Math.floor((first - A_MONDAY) / WEEK)
  return weeks % everyWeeks === 0
}

function stretchOn(day: number, { from, to }: Pick<WeeklyHours, 'from' | 'to'>): Interval {
  return {
    from: instantOn(day, from, 'begins'),
    to: instantOn(to > from ? day : day + DAY, to, 'ends'),
  }
}

function instantOn(day: number, time: string, edge: 'begins' | 'ends'): Instant {
  const shown = day + (Number(time.slice(0, 2)) * 60 + Number(time.slice(3))) * 60_000
  const isThen = (instant: Instant) => instant + londonOffset(instant) === shown
  const [first, second] = [shown - HOUR, shown]
  if (edge === 'begins' && isThen(first)) return first
  // Clocks go forward at 01:00 UTC: what they leave out is over then.
  return isThen(second) ? second : isThen(first) ? first : day + HOUR
}
