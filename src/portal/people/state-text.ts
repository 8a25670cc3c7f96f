import type { Instant } from '../../domain/interval.ts'
import { londonTime } from '../../domain/london-time.ts'
import type { StateOfRule } from '../../store/records/states-of-wearer.ts'
import type { PersonFile } from '../../store/records/visible-person.ts'

/** What was last looked at longer ago than this is said with its time. */
const OLD = 15 * 60_000

/** `At home since 26 January 2026 at 19:02 GMT`: what is known of a rule, and since when. */
export function stateText(
  { ruleId, state, since, asOf }: StateOfRule,
  { monitoringOrders, zones }: Pick<PersonFile, 'monitoringOrders' | 'zones'>,
  now: Instant,
): string {
  // Wearer, order, condition and, of a zone, the zone: as the rule is named where it is made.
  const [, orderId, conditionId, zoneId] = ruleId.split('/').map(decodeURIComponent)
  const condition = monitoringOrders
    .find(({ id }) => id === orderId)
    ?.conditions.find(({ id }) => id === conditionId)
  const zone = zones.find(({ id }) => id === zoneId)
  const place = zone?.name ?? zone?.id ?? zoneId
  const kind = zone ? `${zone.kind} zone ${place}` : (place ?? 'the place of the order')
  const words =
    condition?.kind === 'curfew'
      ? { inside: 'At home', outside: 'Away from home', unknown: 'Whether at home: not known' }
      : condition?.kind === 'attendance'
        ? {
            inside: 'At the place of the appointment',
            outside: 'Not at the place of the appointment',
            unknown: 'Whether at the place of the appointment: not known',
          }
        : {
            inside: `Inside ${kind}`,
            outside: `Outside ${kind}`,
            unknown: `Whether inside ${kind}: not known`,
          }
  const looked = now - asOf > OLD ? `, as of ${londonTime(asOf)}` : ''
  return `${words[state]} since ${londonTime(since)}${looked}`
}
