import { type Instant, type Interval, intersect, subtract } from '../domain/interval.ts'
import { occurrencesOf } from '../domain/weekly-hours.ts'
import { nightsOf } from './nights.ts'
import type { Rule } from './rule.ts'

/** A stretch in which somebody has to be at one of some places. */
export interface Required extends Interval {
  readonly kind: 'curfew' | 'attendance'
  /** Of an appointment. */
  readonly purpose: string | undefined
  /** Any one of them is the place to be: the zones' names, or their ids. */
  readonly places: readonly string[]
}

const DAY = 86_400_000
/** Nobody asks what is required later; an appointment every four weeks is among it. */
const AHEAD = 35 * DAY

/** The curfew or appointment that goes on now, or else the next to begin, without what was authorised; `undefined` where none is known of the next five weeks. */
export function nextRequired(rules: readonly Rule[], now: Instant): Required | undefined {
  const ahead = { from: now, to: now + AHEAD }
  let next: Required | undefined
  for (const each of rules.flatMap((rule) => requiredBy(rule, ahead))) {
    if (each.to > now && (next === undefined || each.from < next.from)) next = each
  }
  return next
}

function requiredBy(rule: Rule, within: Interval): readonly Required[] {
  if (rule.kind === 'curfew') {
    return nightsOf(rule, within).flatMap(({ required }) =>
      required.map(({ from, to, places }) => ({
        kind: 'curfew' as const,
        purpose: undefined,
        from,
        to,
        places: places.map(({ name, zoneId }) => name ?? zoneId),
      })),
    )
  }
  if (rule.kind !== 'attendance') return []
  const { name, zoneId } = rule.place
  return rule.terms.hours
    .flatMap((row) => occurrencesOf(row, within))
    .flatMap((each) => rule.within.flatMap((stretch) => intersect(stretch, each) ?? []))
    .flatMap((each) => subtract([each], rule.absences))
    .map(({ from, to }) => ({
      kind: 'attendance' as const,
      purpose: rule.terms.purpose,
      from,
      to,
      places: [name ?? zoneId],
    }))
}
