import { type Interval, intersect } from '../../domain/interval.ts'
import type { Zone } from '../../domain/people.ts'
import { zoneIdsOf } from '../../domain/whole-order.ts'
import type { PersonFile } from '../../store/records/visible-person.ts'

/** The zones of somebody's conditions that were in force at some instant of a stretch, as they were then. */
export function zonesInForce(
  { monitoringOrders, zones }: Pick<PersonFile, 'monitoringOrders' | 'zones'>,
  within: Interval,
): Zone[] {
  const named = new Set(
    monitoringOrders.flatMap((order) =>
      order.conditions.flatMap((condition) => {
        const both = intersect(order, condition)
        return both && intersect(both, within) ? zoneIdsOf(condition) : []
      }),
    ),
  )
  return zones.filter((zone) => named.has(zone.id) && intersect(zone, within))
}
