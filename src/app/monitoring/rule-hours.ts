import type { Instant, Interval } from '../../domain/interval.ts'
import { occurrencesOf } from '../../domain/weekly-hours.ts'
import { nightsOf } from '../../monitoring/nights.ts'
import type { Rule } from '../../monitoring/rule.ts'

const HOUR = 3_600_000
/** How far ahead the next edge is looked for: nothing is looked at more seldom. */
const AHEAD_MS = 26 * HOUR

/** The nights, appointments and hours of a rule that share an instant with an interval, whole. Without hours there are none. */
function ruleHours(rule: Rule, within: Interval): readonly Interval[] {
  if (rule.kind === 'curfew') return nightsOf(rule, within)
  const hours = rule.kind === 'attendance' ? rule.terms.hours : (rule.schedule ?? [])
  return hours.flatMap((row) => occurrencesOf(row, within))
}

/** Where hours, lawful intervals, absences and exceptions of a rule begin or end next. */
export function nextEdge(rule: Rule, now: Instant): Instant {
  const ahead = { from: now, to: now + AHEAD_MS }
  const exceptions = 'exceptions' in rule ? rule.exceptions : []
  const edges = [
    ...ruleHours(rule, ahead),
    ...rule.within,
    ...('absences' in rule ? rule.absences : []),
    ...exceptions.flatMap(({ hours }) => (hours ?? []).flatMap((row) => occurrencesOf(row, ahead))),
  ].flatMap(({ from, to }) => [from, to])
  const fixed = exceptions.flatMap(({ from, to }) => [from ?? now, to ?? now])
  return [...edges, ...fixed].reduce(
    (next, edge) => (edge > now && edge < next ? edge : next),
    ahead.to,
  )
}
