import type { Instant, Interval } from '../../domain/interval.ts'
import { londonDays } from '../../domain/london-days.ts'
import { londonLocal } from '../../domain/london-local.ts'

/** The London month of an instant: `2026-01`. */
export function monthOf(instant: Instant): string {
  return londonLocal(instant).date.slice(0, 7)
}

/** From the first moment of a London month to its last; `undefined` where it is none. */
export function monthWithin(month: string): Interval | undefined {
  if (!/^[1-9]\d{3}-(0[1-9]|1[0-2])$/.test(month)) return undefined
  const last = new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5)), 0))
  return londonDays(`${month}-01`, last.toISOString().slice(0, 10))
}

/** `January 2026`. */
export function monthText(month: string): string {
  const format = new Intl.DateTimeFormat('en-GB', {
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  })
  return format.format(Date.parse(`${month}-15T12:00:00Z`))
}
