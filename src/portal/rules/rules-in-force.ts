import { type Instant, intersect } from '../../domain/interval.ts'
import type { Condition, MonitoringOrder, Zone } from '../../domain/people.ts'
import { zoneIdsOf } from '../../domain/whole-order.ts'
import type { PersonFile } from '../../store/records/visible-person.ts'

/** A rule that holds, or will: a zone of a zone condition, a curfew or an appointment. */
export type HeldRule = {
  readonly order: MonitoringOrder
  readonly condition: Condition
  /** From when to when it holds: order, condition and zone together. */
  readonly from: Instant
  readonly to: Instant
} & (
  | { readonly subject: 'zone'; readonly zone: Zone }
  | { readonly subject: 'curfew' | 'attendance' }
)

/** All that has not ended, in the order of its beginning. */
export function heldRules(person: PersonFile, now: Instant): HeldRule[] {
  return person.monitoringOrders
    .flatMap((order) => order.conditions.flatMap((condition) => rulesOf(person, order, condition)))
    .filter(({ to }) => to > now)
    .sort((a, b) => a.from - b.from)
}

function rulesOf(person: PersonFile, order: MonitoringOrder, condition: Condition): HeldRule[] {
  const held = intersect(order, condition)
  if (!held) return []
  const { kind } = condition
  if (kind === 'curfew' || kind === 'attendance')
    return [{ subject: kind, order, condition, ...held }]
  if (kind !== 'zone') return []
  return person.zones.flatMap((zone): HeldRule[] => {
    const both = zoneIdsOf(condition).includes(zone.id) ? intersect(held, zone) : undefined
    return both ? [{ subject: 'zone', order, condition, zone, ...both }] : []
  })
}
