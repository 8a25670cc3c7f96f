import type { Instant } from './interval.ts'

const ISO =
  /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,9}))?(?:Z|([+-])(\d{2}):?(\d{2}))$/

/**
 * Reads an ISO 8601 instant with `Z` or an offset, to the millisecond (further digits are cut).
 * `undefined` for anything else: no zone, 30 February, 24:00, a leap second.
 */
export function parseInstant(text: string): Instant | undefined {
  const match = ISO.exec(text)
  if (!match) return undefined
  const [, year, month, day, hour, minute, second, fraction = '', sign, offsetHour, offsetMinute] =
    match
  const utc = utcInstant(
    +(year ?? 0),
    +(month ?? 0),
    +(day ?? 0),
    +(hour ?? 0),
    +(minute ?? 0),
    +(second ?? 0),
  )
  if (utc === undefined) return undefined
  const milliseconds = Number(fraction.slice(0, 3).padEnd(3, '0'))
  const offset = Number(offsetHour ?? 0) * 60 + Number(offsetMinute ?? 0)
  if (offset > 14 * 60 || Number(offsetMinute ?? 0) > 59) return undefined
  return utc + milliseconds - (sign === '-' ? -1 : 1) * offset * 60_000
}

/** The instant of a civil date and time in UTC; `undefined` where there is no such date or time. */
export function utcInstant(
  year: number,
  month: number,
  day: number,
  hour: number,
  minute: number,
  second: number,
): Instant | undefined {
  if (month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return undefined
  if (hour > 23 || minute > 59 || second > 59) return undefined
  const date = new Date(0)
  date.setUTCFullYear(year, month - 1, day)
  return date.getTime() + ((hour * 60 + minute) * 60 + second) * 1000
}

function daysInMonth(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
}

/** `2026-01-26T16:08:26Z`; milliseconds only where they are not zero. */
export function formatInstant(instant: Instant): string {
  const iso = new Date(instant).toISOString()
  return iso.endsWith('.000Z') ? `${iso.slice(0, -5)}Z` : iso
}
