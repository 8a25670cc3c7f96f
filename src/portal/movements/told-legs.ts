import type { Movement } from '../../app/read-movements.ts'
import type { Interval } from '../../domain/interval.ts'
import { placeText } from '../../domain/place-text.ts'
import { areaOf } from '../../geo/area.ts'
import type { Leg, Stay } from '../../patterns/day-pattern.ts'
import { homeByOrder, homeTitle, isAtHome } from '../../patterns/home.ts'
import { legsOf } from '../../patterns/legs.ts'
import type { PersonFile } from '../../store/records/visible-person.ts'
import type { MapStay } from '../map/map-legs.ts'
import { zoneTitle } from '../map/zone-on-map.ts'

/** A stay, a trip or what is not known, with its number in the list and where it was. */
export interface ToldLeg {
  readonly number: number
  readonly leg: Leg
  /** Of a stay: home, the zone of the order it is in, a place, or its coordinates. */
  readonly where: string
  /** Of a stay: whether it is more than coordinates. */
  readonly isNamed: boolean
  /** What the map calls it. */
  readonly title: string
}

/** A trail as stays and trips, numbered from 1. @param within of which it is: home is where a curfew of that time says. */
export function toldLegs(
  positions: readonly Movement[],
  person: PersonFile,
  within: Interval,
): ToldLeg[] {
  const home = homeByOrder(person, person.id, within)
  const zones = zoneAreas(person)
  return legsOf(positions).map((leg, index) => {
    const number = index + 1
    if (leg.kind !== 'stay') return { number, leg, where: '', isNamed: false, title: '' }
    const isHome = isAtHome(home, leg) === 'home'
    const name = isHome ? (home ? homeTitle(home, leg) : 'Home') : zoneOf(leg, zones)
    return {
      number,
      leg,
      where: name ?? placeText(leg.latitude, leg.longitude),
      isNamed: name !== undefined,
      title: name ?? `Stay ${number}`,
    }
  })
}

export function staysOnMap(told: readonly ToldLeg[]): MapStay[] {
  return told.flatMap(({ number, leg, title }) => {
    if (leg.kind !== 'stay') return []
    const { from, to, latitude, longitude, radiusMetres } = leg
    return [{ number, from, to, latitude, longitude, radiusMetres, title }]
  })
}

interface ZoneArea {
  readonly title: string
  readonly valid: Interval
  readonly depthMetres: (longitude: number, latitude: number) => number
}

/** The smallest first: it says most of where a stay was. */
function zoneAreas({ zones }: PersonFile): ZoneArea[] {
  return zones
    .flatMap((zone) => {
      const area = areaOf(zone)
      return typeof area === 'string' ? [] : [{ zone, area }]
    })
    .toSorted((a, b) => a.area.squareMetres - b.area.squareMetres)
    .map(({ zone, area }) => ({
      title: zoneTitle(zone),
      valid: zone,
      depthMetres: (longitude, latitude) => area.depthMetres(longitude, latitude),
    }))
}

function zoneOf(stay: Stay, zones: readonly ZoneArea[]): string | undefined {
  return zones.find(
    ({ valid, depthMetres }) =>
      valid.from < stay.to &&
      stay.from < valid.to &&
      depthMetres(stay.longitude, stay.latitude) >= 0,
  )?.title
}
