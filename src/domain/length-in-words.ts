import { counted } from './count-text.ts'

const MINUTE = 60_000

/**
 * `less than a minute`, `40 minutes`, `2 hours 5 minutes`, `3 days 4 hours`: how long something lasted, as people say it.
 * Rounded down, so that nothing is said to have lasted longer than it did; from two days on without minutes.
 *
 * @param milliseconds not negative.
 */
export function lengthInWords(milliseconds: number): string {
  // What was added up of parts of minutes may lie a hair below a whole one.
  const minutes = Math.floor(Math.round(milliseconds) / MINUTE)
  if (minutes < 1) return 'less than a minute'
  const hours = Math.floor(minutes / 60)
  return hours < 48
    ? joined(hours, 'hour', minutes % 60, 'minute')
    : joined(Math.floor(hours / 24), 'day', hours % 24, 'hour')
}

/** The same of minutes; `none` where there are none. */
export function minutesInWords(minutes: number): string {
  const milliseconds = Math.round(minutes * MINUTE)
  return milliseconds > 0 ? lengthInWords(milliseconds) : 'none'
}

/** `1 h 12 min`, `5 min 20 s`, `30 s`: on maps, where there is no room for words and seconds matter. */
export function shortLength(minutes: number): string {
  const seconds = Math.round(minutes * 60)
  const hours = Math.floor(seconds / 3600)
  if (hours > 0) return `${hours} h ${Math.floor((seconds % 3600) / 60)} min`
  const parts = [
    seconds >= 60 ? `${Math.floor(seconds / 60)} min` : '',
    seconds % 60 > 0 || seconds === 0 ? `${seconds % 60} s` : '',
  ]
  return parts.filter(Boolean).join(' ')
}

function joined(many: number, large: string, few: number, small: string): string {
  const parts = [many > 0 ? counted(many, large) : '', few > 0 ? counted(few, small) : '']
  return parts.filter(Boolean).join(' ')
}
