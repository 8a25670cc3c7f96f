import { type Weekday, type WeeklyHours, weekdays } from './weekly-hours.ts'

const names: Readonly<Record<Weekday, string>> = {
  mon: 'Monday',
  tue: 'Tuesday',
  wed: 'Wednesday',
  thu: 'Thursday',
  fri: 'Friday',
  sat: 'Saturday',
  sun: 'Sunday',
}

/** `Monday to Friday 19:00 to 07:00 the next day, from 2 January 2026`. */
export function hoursInWords(hours: WeeklyHours): string {
  const { from, to, firstDate, lastDate, everyWeeks = 1 } = hours
  return [
    `${daysInWords(hours.weekdays)} ${clockSpan(from, to)}`,
    ...(everyWeeks > 1 ? [`every ${everyWeeks} weeks`] : []),
    ...(firstDate === undefined ? [] : [`from ${dateInWords(firstDate)}`]),
    ...(lastDate === undefined ? [] : [`to ${dateInWords(lastDate)}`]),
  ].join(', ')
}

/** `19:00 to 07:00 the next day`; a whole day is `all day`. */
export function clockSpan(from: string, to: string): string {
  if (from === '00:00' && (to === '24:00' || to === '00:00')) return 'all day'
  if (to === '24:00') return `${from} to midnight`
  return `${from} to ${to}${to <= from ? ' the next day' : ''}`
}

/** A date as people.json writes it as people say it; what is no date as it came. */
export function dateInWords(date: string): string {
  const instant = /^\d{4}-\d\d-\d\d$/.test(date) ? Date.parse(date) : Number.NaN
  if (Number.isNaN(instant)) return date
  return new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' }).format(instant)
}

/** `every day`, `Monday to Friday`, `Tuesday and Saturday`: days in a row are said by their ends. */
function daysInWords(days: readonly Weekday[]): string {
  if (new Set(days).size === weekdays.length) return 'every day'
  const runs: Weekday[][] = []
  for (const day of weekdays) {
    if (!days.includes(day)) continue
    const last = runs.at(-1)
    if (last && weekdays.indexOf(day) === weekdays.indexOf(last.at(-1) ?? day) + 1) last.push(day)
    else runs.push([day])
  }
  const said = runs.flatMap((run) =>
    run.length > 2
      ? [`${names[run[0] ?? 'mon']} to ${names[run.at(-1) ?? 'mon']}`]
      : run.map((day) => names[day]),
  )
  return said.length < 2
    ? (said[0] ?? 'no day')
    : `${said.slice(0, -1).join(', ')} and ${said.at(-1)}`
}
