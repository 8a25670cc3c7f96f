import { type Interval, intersect, union } from './interval.ts'
import type { MonitoringOrder, Zone } from './people.ts'
import { zoneIdsOf } from './whole-order.ts'

/** A zone as it was, and when a condition that names it was in force. */
export interface ZoneInForce {
  readonly zone: Zone
  /** Within the stretch that was asked for, in order and apart from one another; never empty. */
  readonly held: readonly Interval[]
}

/** The zones of somebody's conditions that were in force at some instant of a stretch, and when within it. */
export function zonesInForce(
  {
    monitoringOrders,
    zones,
  }: { readonly monitoringOrders: readonly MonitoringOrder[]; readonly zones: readonly Zone[] },
  within: Interval,
): ZoneInForce[] {
  return zones.flatMap((zone) => {
    const held = union(
      monitoringOrders.flatMap((order) =>
        order.conditions.flatMap((condition) => {
          if (!zoneIdsOf(condition).includes(zone.id)) return []
          const both = intersect(order, condition)
          const valid = both && intersect(both, zone)
          return (valid && intersect(valid, within)) ?? []
        }),
      ),
    )
    return held.length > 0 ? [{ zone, held }] : []
  })
}
