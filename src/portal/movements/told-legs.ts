import type { DetailedMovement } from '../../app/movements/read-part.ts'
import type { Interval } from '../../domain/interval.ts'
import { placeText } from '../../domain/place-text.ts'
import { areaOf } from '../../geo/area.ts'
import type { Leg, Stay } from '../../patterns/day-pattern.ts'
import { legsOf } from '../../patterns/legs.ts'
import type { PersonFile } from '../../store/records/visible-person.ts'
import type { MapStay } from '../map/map-legs.ts'
import { zoneTitle } from '../map/zone-on-map.ts'
import { homeTitle } from './then-on-map.ts'

/** A stay, a trip or what is not known, with its number in the list and where it was. */
export interface ToldLeg {
  readonly number: number
  readonly leg: Leg
  /** Of a stay: the place of the order it is in, or its coordinates. */
  readonly where: string
}

/** The places of an order that a stay may be in: name, and how deep inside a place lies in metres. */
interface NamedArea {
  readonly name: string
  readonly within: Interval
  depthMetres(longitude: number, latitude: number): number
}

/** A trail as stays and trips, numbered from 1, each stay with the place of the person's orders that it is in. */
export function toldLegs(positions: readonly DetailedMovement[], person: PersonFile): ToldLeg[] {
  const areas = namedAreas(person)
  return legsOf(positions).map((leg, index) => ({
    number: index + 1,
    leg,
    where: leg.kind === 'stay' ? whereOf(leg, areas) : '',
  }))
}

export function staysOnMap(told: readonly ToldLeg[]): MapStay[] {
  return told.flatMap(({ number, leg, where }) => {
    if (leg.kind !== 'stay') return []
    const { from, to, latitude, longitude, radiusMetres } = leg
    const title = where === coordinates(leg) ? `Stay ${number}` : where
    return [{ number, from, to, latitude, longitude, radiusMetres, title }]
  })
}

/** Home is where a curfew says to be. */
function namedAreas({ zones, monitoringOrders }: PersonFile): NamedArea[] {
  const homes = new Set(
    monitoringOrders.flatMap(({ conditions }) =>
      conditions.flatMap(({ kind, zoneIds = [], curfew }) =>
        kind === 'curfew'
          ? [...zoneIds, ...(curfew?.hours ?? []).flatMap((row) => row.zoneIds ?? [])]
          : [],
      ),
    ),
  )
  return zones.flatMap((zone) => {
    const area = areaOf(zone)
    if (typeof area === 'string') return []
    const name = homes.has(zone.id) ? homeTitle(zone.name) : zoneTitle(zone)
    return [{ ...area, name, within: zone }]
  })
}

/** The smallest place of the order is named first by its order in the file; none is guessed at. */
function whereOf(stay: Stay, areas: readonly NamedArea[]): string {
  const inside = areas.find(
    (area) =>
      area.within.from < stay.to &&
      stay.from < area.within.to &&
      area.depthMetres(stay.longitude, stay.latitude) >= 0,
  )
  return inside?.name ?? coordinates(stay)
}

function coordinates({ latitude, longitude }: Stay): string {
  return placeText(latitude, longitude)
}
