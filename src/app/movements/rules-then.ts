import { type Instant, type Interval, intersect } from '../../domain/interval.ts'
import type { Appointment, Observation, StateSpan } from '../../monitoring/finding.ts'
import { type Night, nightsOf } from '../../monitoring/nights.ts'
import type { Rule } from '../../monitoring/rule.ts'
import type { MonitoringSettings } from '../../monitoring/settings.ts'
import { lookAt } from '../monitoring/look-at.ts'
import { Trail } from '../monitoring/trail.ts'

/** What a rule required in a stretch, and what is known of it; nothing outside the stretch is said. */
export interface RuleThen {
  readonly rule: Rule
  /** In its hours: inside (a curfew: at home), outside, or not known. In order. */
  readonly states: readonly StateSpan[]
  /** Of a curfew: nights that share an instant with the stretch, whole, with what was required of each. */
  readonly nights: readonly Night[]
  /** Of attendance: those that share an instant with the stretch, whole. */
  readonly appointments: readonly Appointment[]
}

/**
 * What each rule says of a stretch, by the engine and the settings that watch over people, from the positions that may be
 * looked at here.
 *
 * @param shown disjoint and in order: the parts of the stretch in which positions may be looked at.
 * @param read positions of an interval that is wider than the stretch: nights and appointments are looked at whole.
 */
export async function rulesThen(
  rules: readonly Rule[],
  { within, shown, now }: { within: Interval; shown: readonly Interval[]; now: Instant },
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
    states: assessment.states
      .flatMap((span) =>
        shown.flatMap((part) => {
          const both = intersect(span, part)
          return both ? [{ ...both, state: span.state }] : []
        }),
      )
      .sort((a, b) => a.from - b.from),
    nights: rule.kind === 'curfew' ? nightsOf(rule, within) : [],
    appointments: (assessment.appointments ?? []).filter((each) => intersect(each, within)),
  }))
}
