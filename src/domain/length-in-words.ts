import { counted } from './count-text.ts'

/** `less than a minute`, `40 minutes`, `5 hours`, `3 days`: how long, as people say it; whole units, rounded down. @param milliseconds not negative. */
export function lengthInWords(milliseconds: number): string {
  const minutes = Math.floor(milliseconds / 60_000)
  if (minutes < 1) return 'less than a minute'
  if (minutes < 120) return counted(minutes, 'minute')
  if (minutes < 48 * 60) return counted(Math.floor(minutes / 60), 'hour')
  return counted(Math.floor(minutes / 1440), 'day')
}
