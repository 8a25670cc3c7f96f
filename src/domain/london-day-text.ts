import type { Instant } from './interval.ts'

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
