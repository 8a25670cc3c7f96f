import { counted } from '../../domain/count-text.ts'
import type { Instant, Interval } from '../../domain/interval.ts'
import { londonDate, londonTime } from '../../domain/london-time.ts'
import type { Condition, Zone } from '../../domain/people.ts'
import { orderTypes } from '../../domain/reference/order-lists.ts'
import { entryOf } from '../../domain/reference/reference-list.ts'

const DAY = 86_400_000

const conditions: Readonly<Record<Condition['kind'], string>> = {
  trail: 'Trail: where the device goes is recorded',
  curfew: 'Curfew: at home during set hours',
  zone: 'Zone: keep to a rule about an area',
  attendance: 'Attendance: be at a place at set times',
  alcohol: 'Alcohol: the device measures it',
}

/** An order's type in plain words; one that is not known here as it came, without the shouting. */
export function orderTypeText(orderType: string): string {
  const known = entryOf(orderTypes, orderType)
  if (known) return known.label
  const words = orderType.replaceAll('_', ' ').trim()
  if (words !== words.toUpperCase()) return words
  return words.charAt(0) + words.slice(1).toLowerCase()
}

const zoneRules: Readonly<Record<Zone['kind'], string>> = {
  exclusion: 'stay out of',
  inclusion: 'stay within',
  restriction: 'restricted in',
}

/** A condition in plain words. @param zones those it may name, by their names; others are named by their id alone. */
export function conditionText(
  { kind, crimeMapping, zoneIds = [] }: Condition,
  zones: readonly Zone[],
): string {
  if (kind === 'trail') {
    return `${conditions.trail}, and ${crimeMapping ? 'may' : 'may not'} be compared with crimes`
  }
  if (zoneIds.length === 0) return conditions[kind]
  const rules = zoneIds.map((id) => {
    const zone = zones.find((each) => each.id === id)
    const name = zone?.name ?? id
    return zone && kind === 'zone' ? `${zoneRules[zone.kind]} ${name}` : name
  })
  if (kind !== 'zone') return `${conditions[kind]} (${rules.join(', ')})`
  return `Zone: ${rules.join(', ')}`
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
