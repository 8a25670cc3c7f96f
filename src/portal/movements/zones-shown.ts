import { type Interval, intersect } from '../../domain/interval.ts'
import { zoneIdsOf } from '../../domain/whole-order.ts'
import type { PersonFile } from '../../store/records/visible-person.ts'
import type { MapZone } from '../map/map-data.ts'
import { zoneOnMap, zoneTitle } from '../map/zone-on-map.ts'

/** The zones of somebody's conditions that are in force at some instant of a period. */
export function zonesShown(person: PersonFile, within: Interval): MapZone[] {
  const named = new Set(
    person.monitoringOrders.flatMap((order) =>
      order.conditions.flatMap((condition) => {
        const both = intersect(order, condition)
        return both && intersect(both, within) ? zoneIdsOf(condition) : []
      }),
    ),
  )
  return person.zones.flatMap((zone) =>
    named.has(zone.id) && intersect(zone, within) ? (zoneOnMap(zone, titleOf(zone)) ?? []) : [],
  )
}

/** With its id, which orders and other systems know it by. */
function titleOf(zone: PersonFile['zones'][number]): string {
  return zone.name === undefined ? zoneTitle(zone) : `${zoneTitle(zone)} (${zone.id})`
}
