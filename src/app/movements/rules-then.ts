import { type Instant, type Interval, intersect } from '../../domain/interval.ts'
import type { Appointment, Observation, StateSpan } from '../../monitoring/finding.ts'
import { type Night, nightsOf } from '../../monitoring/nights.ts'
import type { Rule } from '../../monitoring/rule.ts'
import type { MonitoringSettings } from '../../monitoring/settings.ts'
import { lookAt } from '../monitoring/look-at.ts'
import { Trail } from '../monitoring/trail.ts'

/** What a rule required in a stretch, and what is known of it; nothing where positions may not be looked at. */
export interface RuleThen {
  readonly rule: Rule
  /** In its hours: inside (a curfew: at home), outside, or not known. In order; of nights and appointments that share an instant with the stretch, whole. */
  readonly states: readonly StateSpan[]
  /** Of a curfew: with what was required of each. */
  readonly nights: readonly Night[]
  readonly appointments: readonly Appointment[]
}

/**
 * What each rule says of a stretch, by the engine and the settings that watch over people, from the positions that may be
 * looked at here.
 *
 * @param lawful disjoint and in order: when positions may be looked at.
 * @param read positions of an interval that is wider than the stretch: nights and appointments are looked at whole.
 */
export async function rulesThen(
  rules: readonly Rule[],
  { within, lawful, now }: { within: Interval; lawful: readonly Interval[]; now: Instant },
  settings: MonitoringSettings,
  read: (interval: Interval) => Promise<readonly Observation[]>,
): Promise<RuleThen[]> {
  const looked = await lookAt(rules, within, now, settings, async (interval) => {
    const trail = new Trail()
    for (const observation of await read(interval)) trail.add(observation)
    return trail.within(interval)
  })
  return looked.map(({ rule, assessment }) => ({
    rule,
    states: partsWithin(assessment.states, lawful).sort((a, b) => a.from - b.from),
    nights:
      rule.kind === 'curfew'
        ? nightsOf(rule, within).map(({ required, ...night }) => ({
            ...night,
            required: partsWithin(required, lawful),
          }))
        : [],
    appointments: (assessment.appointments ?? []).filter((each) => intersect(each, within)),
  }))
}

function partsWithin<Part extends Interval>(
  parts: readonly Part[],
  lawful: readonly Interval[],
): Part[] {
  return parts.flatMap((part) =>
    lawful.flatMap((stretch) => {
      const both = intersect(part, stretch)
      return both ? [{ ...part, ...both }] : []
    }),
  )
}
