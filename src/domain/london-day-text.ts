import type { Instant } from './interval.ts'
import { isTwice, londonLocal } from './london-local.ts'

const day = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/London',
  weekday: 'long',
  day: 'numeric',
  month: 'long',
  year: 'numeric',
})

/** `Sunday 22 November 2026`: the day an instant falls on in London, with the day of the week. */
export function londonDayText(instant: Instant): string {
  return day.format(instant).replace(',', '')
}

/** `Sunday 22 November 2026, 19:00`: to the minute; `01:30 GMT` in the hour that comes twice. */
export function londonMinuteText(instant: Instant): string {
  return `${londonDayText(instant)}, ${londonClockText(instant)}`
}

/** From one instant to another, the day said once where both share it: `Sunday 22 November 2026, 19:00 to 21:30`. */
export function londonStretchText(from: Instant, to: Instant): string {
  const until =
    londonDayText(from) === londonDayText(to) ? londonClockText(to) : londonMinuteText(to)
  return `${londonMinuteText(from)} to ${until}`
}

/** `19:00`: the time of day alone; `01:30 GMT` in the hour that comes twice. */
export function londonClockText(instant: Instant): string {
  const local = londonLocal(instant)
  return isTwice(local) ? `${local.time} ${local.zone}` : local.time
}
