import type { Instant, Interval } from '../../domain/interval.ts'
import { nightsOf } from '../../monitoring/nights.ts'
import type { Rule } from '../../monitoring/rule.ts'

const AHEAD = 8 * 86_400_000

/** Curfew hours that go on, or come next. */
export interface NextCurfew {
  readonly night: Interval & { readonly date: string }
  /** Where somebody has to be when they begin, by name. */
  readonly places: readonly string[]
  readonly isNow: boolean
}

/** The curfew of the next eight days that is next, or goes on; what was authorised beforehand is none. */
export function nextCurfew(rules: readonly Rule[], now: Instant): NextCurfew | undefined {
  const found = rules.flatMap((rule) => {
    if (rule.kind !== 'curfew') return []
    return nightsOf(rule, { from: now, to: now + AHEAD }).flatMap(({ date, required }) => {
      const first = required.find(({ to }) => to > now)
      const last = required.at(-1)
      if (!first || !last) return []
      const places = first.places.map(({ name, zoneId }) => name ?? zoneId)
      return [{ night: { date, from: first.from, to: last.to }, places, isNow: first.from <= now }]
    })
  })
  return found.sort((a, b) => a.night.from - b.night.from)[0]
}
