import type { Instant, Interval } from '../domain/interval.ts'
import { appointmentsOf, assessAttendance } from './attendance.ts'
import { assessCurfew } from './curfew.ts'
import type { Assessment, Observation } from './finding.ts'
import { nightsOf } from './nights.ts'
import { inOrder, presence } from './presence.ts'
import type { Rule } from './rule.ts'
import type { MonitoringSettings } from './settings.ts'
import { zoneAssessment } from './zone.ts'

/**
 * What a rule says of a stretch of its wearer's time. The same positions say the same, whatever order they come in and
 * however often; those captured when the rule does not hold are not looked at.
 *
 * @param observations of `stretchToLookAt`, and of two hours around it.
 * @param when `within` is what is looked at, with the nights and appointments it touches; `now` is the instant up to
 *   which anything has happened: what goes on then has no end yet.
 */
export function assess(
  rule: Rule,
  observations: readonly Observation[],
  when: { readonly within: Interval; readonly now: Instant },
  settings: MonitoringSettings,
): Assessment {
  const lawful = inOrder(
    observations.filter(({ capturedAt }) =>
      rule.within.some(({ from, to }) => from <= capturedAt && capturedAt < to),
    ),
  )
  if (rule.kind === 'curfew') return assessCurfew(rule, lawful, when, presence, settings)
  if (rule.kind === 'attendance') return assessAttendance(rule, lawful, when, presence, settings)
  return zoneAssessment(rule, lawful, when, settings)
}

/**
 * What `assess` says anything of, where it is asked about `within`: the same, and the whole of nights and appointments
 * that share an instant with it. What was said of this stretch before is said anew, and `reconcile` goes by it.
 */
export function stretchToLookAt(rule: Rule, within: Interval): Interval {
  const whole =
    rule.kind === 'curfew'
      ? nightsOf(rule, within)
      : rule.kind === 'attendance'
        ? appointmentsOf(rule, within)
        : []
  const from = Math.min(within.from, ...whole.map((each) => each.from))
  const to = Math.max(within.to, ...whole.map((each) => each.to))
  return { from, to }
}
