import { londonDate } from './london-time.ts'
import type { CurfewTerms } from './order-terms.ts'
import { type Weekday, type WeeklyHours, weekdays } from './weekly-hours.ts'

export const dayNames: Readonly<Record<Weekday, string>> = {
  mon: 'Monday',
  tue: 'Tuesday',
  wed: 'Wednesday',
  thu: 'Thursday',
  fri: 'Friday',
  sat: 'Saturday',
  sun: 'Sunday',
}

/** `Monday to Friday, 19:00 to 07:00, from 5 January 2026`: hours of a week as people say them. */
export function hoursInWords(hours: WeeklyHours): string {
  const { from, to, firstDate, lastDate, everyWeeks = 1 } = hours
  const isAllDay = from === '00:00' && (to === '24:00' || to === '00:00')
  return [
    daysInWords(hours.weekdays),
    isAllDay ? 'all day' : `${from} to ${to === '24:00' ? 'midnight' : to}`,
    ...(everyWeeks > 1 ? [`every ${everyWeeks} weeks`] : []),
    ...(firstDate === undefined ? [] : [`from ${dateInWords(firstDate)}`]),
    ...(lastDate === undefined ? [] : [`until ${dateInWords(lastDate)}`]),
  ].join(', ')
}

/** `7 September 2026, 20:00 to midnight`: a curfew's hours on the day of release. */
export function releaseDayInWords({
  date,
  from,
  to,
}: NonNullable<CurfewTerms['releaseDay']>): string {
  return `${dateInWords(date)}, ${from} to ${to === '24:00' ? 'midnight' : to}`
}

function daysInWords(named: readonly Weekday[]): string {
  const days = weekdays.flatMap((day, index) => (named.includes(day) ? [index] : []))
  const first = days.at(0) ?? 0
  const last = days.at(-1) ?? 0
  if (days.length === 7) return 'Every day'
  if (days.length > 2 && last - first === days.length - 1)
    return `${nameOf(first)} to ${nameOf(last)}`
  const words = days.map(nameOf)
  return words.length < 2
    ? words.join('')
    : `${words.slice(0, -1).join(', ')} and ${words.at(-1) ?? ''}`
}

function nameOf(index: number): string {
  return dayNames[weekdays[index] ?? 'mon']
}

/** Noon, so that it is the same date on any clock of London. */
function dateInWords(date: string): string {
  return londonDate(Date.parse(`${date}T12:00:00Z`))
}
