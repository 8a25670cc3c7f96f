import { counted } from '../../domain/count-text.ts'
import type { Instant, Interval } from '../../domain/interval.ts'
import { londonDate, londonTime } from '../../domain/london-time.ts'
import type { Condition } from '../../domain/people.ts'

const DAY = 86_400_000

const orderTypes: ReadonlyMap<string, string> = new Map([
  ['POST_RELEASE', 'Licence after release'],
  ['SUSPENDED_SENTENCE', 'Suspended sentence order'],
  ['COMMUNITY', 'Community order'],
  ['BAIL', 'Bail'],
])

const conditions: Readonly<Record<Condition['kind'], string>> = {
  trail: 'Trail: where the device goes is recorded',
  curfew: 'Curfew: at home during set hours',
  zone: 'Zone: stay out of, or within, an area',
  attendance: 'Attendance: be at a place at set times',
  alcohol: 'Alcohol: the device measures it',
}

/** An order's type in plain words; one that is not known here as it came, without the shouting. */
export function orderTypeText(orderType: string): string {
  const known = orderTypes.get(orderType)
  if (known) return known
  const words = orderType.replaceAll('_', ' ').trim()
  if (words !== words.toUpperCase()) return words
  return words.charAt(0) + words.slice(1).toLowerCase()
}

export function conditionText({ kind, crimeMapping }: Condition): string {
  if (kind !== 'trail') return conditions[kind]
  return `${conditions.trail}, and ${crimeMapping ? 'may' : 'may not'} be compared with crimes`
}

/** `from 5 January 2026 at 00:00 GMT, no end recorded`. */
export function spellText({ from, to }: Interval): string {
  return to === Infinity
    ? `from ${londonTime(from)}, no end recorded`
    : `${londonTime(from)} to ${londonTime(to)}`
}

/** How much is left of something: `12 days left`, `ended on 3 May 2026`, `starts on …`. */
export function remainingText({ from, to }: Interval, now: Instant): string {
  if (now < from) return `starts on ${londonDate(from)}`
  if (to === Infinity) return 'no end recorded'
  if (now >= to) return `ended on ${londonDate(to)}`
  const days = Math.floor((to - now) / DAY)
  return days === 0 ? 'less than a day left' : `${counted(days, 'day')} left`
}
