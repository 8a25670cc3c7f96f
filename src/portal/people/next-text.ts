import type { Instant } from '../../domain/interval.ts'
import { londonClockText } from '../../domain/london-day-text.ts'
import { londonLocal } from '../../domain/london-local.ts'
import { londonDate } from '../../domain/london-time.ts'
import type { Required } from '../../monitoring/next-required.ts'

const DAY = 86_400_000
/** An evening begins here: what begins later is tonight. */
const EVENING = '17:00'

const weekday = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/London', weekday: 'long' })

/** `Curfew tonight, 19:00 to 07:00, at Home`; `Now: curfew until 07:00, at Home`; `Unpaid work tomorrow, 09:00 to 16:00, at The Quay`. */
export function nextText({ kind, purpose, places, from, to }: Required, now: Instant): string {
  const what = kind === 'curfew' ? 'Curfew' : (purpose ?? 'Appointment')
  const where = places.length === 0 ? '' : `, at ${places.join(' or ')}`
  const [begins, ends] = [londonClockText(from), londonClockText(to)]
  if (from <= now) {
    const day = londonLocal(to).date === londonLocal(now).date ? '' : ` ${dayText(to, now)}`
    return `Now: ${what.charAt(0).toLowerCase()}${what.slice(1)} until ${ends}${day}${where}`
  }
  // A night is over by itself on the next day; longer than that, the day is said.
  const until = to - from > DAY ? `${ends} ${dayText(to, now)}` : ends
  return `${what} ${dayText(from, now)}, ${begins} to ${until}${where}`
}

function dayText(instant: Instant, now: Instant): string {
  const { date, time } = londonLocal(instant)
  if (date === londonLocal(now).date) return time >= EVENING ? 'tonight' : 'today'
  // Noon tomorrow, whatever the clocks do in the night.
  const noon = Date.parse(`${londonLocal(now).date}T12:00:00Z`) + DAY
  if (date === londonLocal(noon).date) return 'tomorrow'
  return `on ${weekday.format(instant)} ${londonDate(instant)}`
}
