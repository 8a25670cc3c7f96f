import { counted } from '../../domain/count-text.ts'
import type { Interval } from '../../domain/interval.ts'

/** `2 hours 5 minutes`, `less than a minute`, `3 days 4 hours`: as long as somebody wants to know it. */
export function lengthText({ from, to }: Interval): string {
  return minutesText((to - from) / 60_000)
}

/** The same of minutes. */
export function minutesText(length: number): string {
  const minutes = Math.floor(length)
  if (minutes < 1) return length > 0 ? 'less than a minute' : 'none'
  const [days, hours] = [Math.floor(minutes / 1440), Math.floor((minutes % 1440) / 60)]
  const parts = [
    days > 0 ? counted(days, 'day') : '',
    hours > 0 ? counted(hours, 'hour') : '',
    days === 0 && minutes % 60 > 0 ? counted(minutes % 60, 'minute') : '',
  ]
  return parts.filter(Boolean).join(' ')
}
