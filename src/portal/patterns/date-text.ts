import { londonDate } from '../../domain/london-time.ts'

/** `9 November 2026`, of a date as files have it. */
export function dateText(date: string): string {
  return londonDate(Date.parse(`${date}T12:00:00Z`))
}
