import type { Instant } from './interval.ts'

const format = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/London',
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
  timeZoneName: 'short',
})

interface LondonParts {
  readonly date: string
  /** `16:08:26`, without the seconds where they are zero. */
  readonly time: string
  readonly seconds: string
  /** GMT or BST: the hour that comes twice in October needs it. */
  readonly zone: string
}

/** `26 January 2026 at 16:08:26 GMT`: an instant as people in Britain write it. */
export function londonTime(instant: Instant): string {
  const { date, time, zone } = londonParts(instant)
  return `${date} at ${time} ${zone}`
}

/** The same with its seconds, zero or not: `26 January 2026 at 16:08:00 GMT`, for columns of times. */
export function londonTimeToTheSecond(instant: Instant): string {
  const { date, time, seconds, zone } = londonParts(instant)
  return `${date} at ${time.slice(0, 5)}:${seconds} ${zone}`
}

/** `26 January 2026`: the day an instant falls on in London. */
export function londonDate(instant: Instant): string {
  return londonParts(instant).date
}

/** A closed window, the date and zone said once where both ends share them. */
export function londonWindow(from: Instant, to: Instant): string {
  if (from === to) return londonTime(from)
  const start = londonParts(from)
  const end = londonParts(to)
  if (start.date !== end.date) return `${londonTime(from)} to ${londonTime(to)}`
  const zone = start.zone === end.zone ? '' : ` ${start.zone}`
  return `${start.date}, ${start.time}${zone} to ${end.time} ${end.zone}`
}

function londonParts(instant: Instant): LondonParts {
  const parts = Object.fromEntries(
    format.formatToParts(instant).map(({ type, value }) => [type, value]),
  )
  const seconds = parts['second'] ?? '00'
  return {
    date: `${parts['day']} ${parts['month']} ${parts['year']}`,
    time: `${parts['hour']}:${parts['minute']}${seconds === '00' ? '' : `:${seconds}`}`,
    seconds,
    zone: parts['timeZoneName'] ?? '',
  }
}
