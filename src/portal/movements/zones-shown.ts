import type { Interval } from '../../domain/interval.ts'
import { londonWindow } from '../../domain/london-time.ts'
import { zonesInForce } from '../../domain/zones-in-force.ts'
import type { PersonFile } from '../../store/records/visible-person.ts'
import type { MapZone } from '../map/map-data.ts'
import { zoneOnMap, zoneTitle } from '../map/zone-on-map.ts'

/** The zones of somebody's conditions that are in force at some instant of a period; of those in force in a part of it only, when. */
export function zonesShown(person: PersonFile, within: Interval): MapZone[] {
  return zonesInForce(person, within).flatMap(({ zone, held }) => {
    const [first] = held
    const throughout = first?.from === within.from && first.to === within.to
    const when = held.map(({ from, to }) => londonWindow(from, to)).join(' and ')
    const title = throughout ? titleOf(zone) : `${titleOf(zone)}, in force ${when}`
    return zoneOnMap(zone, title) ?? []
  })
}

/** With its id, which orders and other systems know it by. */
function titleOf(zone: PersonFile['zones'][number]): string {
  return zone.name === undefined ? zoneTitle(zone) : `${zoneTitle(zone)} (${zone.id})`
}
