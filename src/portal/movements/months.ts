import type { Instant, Interval } from '../../domain/interval.ts'
import { instantsOfLondon, londonLocal } from '../../domain/london-local.ts'

/** A month as an address writes it: `2026-10`. */
export type Month = string

export function monthOf(instant: Instant): Month {
  return londonLocal(instant).date.slice(0, 7)
}

/** What an address says is a month, or `undefined`. */
export function readMonth(text: string | undefined): Month | undefined {
  return text !== undefined && /^(19|20|21)\d\d-(0[1-9]|1[0-2])$/.test(text) ? text : undefined
}

/** The month of a calendar: as asked for, else where a period begins, which may be in a year that has none: then now's. */
export function calendarMonth(text: string | undefined, from: Instant, now: Instant): Month {
  return readMonth(text) ?? readMonth(monthOf(from)) ?? monthOf(now)
}

export function monthBeside(month: Month, months: 1 | -1): Month {
  const [year = 0, number = 1] = month.split('-').map(Number)
  return new Date(Date.UTC(year, number - 1 + months, 15)).toISOString().slice(0, 7)
}

/** `October 2026`. */
export function monthText(month: Month): string {
  return new Intl.DateTimeFormat('en-GB', {
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  }).format(Date.parse(`${month}-15T00:00:00Z`))
}

/** From its first London midnight to that of the next month. */
export function monthInterval(month: Month): Interval {
  return { from: midnightOf(`${month}-01`), to: midnightOf(`${monthBeside(month, 1)}-01`) }
}

/** Its dates in weeks from Monday to Sunday; days of other months are left empty. */
export function weeksOf(month: Month): (string | undefined)[][] {
  const weeks: (string | undefined)[][] = []
  for (let day = Date.parse(`${month}-01T00:00:00Z`); ; day += 86_400_000) {
    const date = new Date(day).toISOString().slice(0, 10)
    if (!date.startsWith(month)) return weeks
    const weekday = (new Date(day).getUTCDay() + 6) % 7
    if (weeks.length === 0 || weekday === 0) weeks.push(Array.from({ length: 7 }, () => undefined))
    weeks[weeks.length - 1]?.splice(weekday, 1, date)
  }
}

/** The London day of a date. */
export function dayOfDate(date: string): Interval {
  const next = new Date(Date.parse(`${date}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10)
  return { from: midnightOf(date), to: midnightOf(next) }
}

function midnightOf(date: string): Instant {
  const [midnight] = instantsOfLondon({ date, time: '00:00' }) ?? []
  if (midnight === undefined) throw new RangeError(`Cannot find the start of ${date}`)
  return midnight
}
