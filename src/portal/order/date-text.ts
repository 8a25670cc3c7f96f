import { londonDate } from '../../domain/london-time.ts'

/** A date as people.json writes it, as people say it; what is no date as it came. */
export function dateText(date: string): string {
  // Noon is the same day on any clock of London.
  const instant = Date.parse(`${date}T12:00:00Z`)
  return Number.isNaN(instant) ? date : londonDate(instant)
}
