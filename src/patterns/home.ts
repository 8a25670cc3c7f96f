import { type Interval, intersect } from '../domain/interval.ts'
import type { People } from '../domain/people.ts'
import { areaOf } from '../geo/area.ts'
import { metresBetween, type Spot } from './trail-points.ts'

/** Somewhere that counts as home. */
export interface HomePlace extends Spot {
  /** What its zone is called, where an order says. */
  readonly name?: string | undefined
  readonly radiusMetres: number
  /** How deep inside it a place lies; negative outside. Metres. */
  depthMetres(longitude: number, latitude: number): number
}

/** Where somebody lives, and who says so: their order, or their nights. */
export interface Home {
  readonly said: 'condition' | 'nights'
  /** From 0 to 1. */
  readonly certainty: number
  /** Any of them is home. */
  readonly places: readonly [HomePlace, ...HomePlace[]]
}

/** What of a stay tells whether it was at home. */
interface Placed extends Spot {
  readonly radiusMetres: number
}

export type AtHome = 'home' | 'away' | 'not-known'

/** A garden, the pavement, the errors of walls. */
const AROUND_METRES = 75
/** A circle that is larger holds the neighbours too. */
const TELLS_METRES = 200

/** Whether a stay was at home. One whose circle cannot tell is neither. */
export function isAtHome(home: Home | undefined, stay: Placed): AtHome {
  if (!home) return 'not-known'
  const outside = -Math.max(
    ...home.places.map((place) => place.depthMetres(stay.longitude, stay.latitude)),
  )
  if (stay.radiusMetres <= TELLS_METRES && outside <= AROUND_METRES) return 'home'
  return outside > AROUND_METRES + stay.radiusMetres ? 'away' : 'not-known'
}

/** Which home a place is at: `Home`, or `Home: Second address` where the zone has a name of its own. */
export function homeTitle({ places }: Home, { longitude, latitude }: Spot): string {
  const depths = places.map((place) => place.depthMetres(longitude, latitude))
  return titleOfHome(places[depths.indexOf(Math.max(...depths))]?.name)
}

/** `Home`, or which of several where its zone has a name of its own. */
export function titleOfHome(name: string | undefined): string {
  return name === undefined || name.toLowerCase() === 'home' ? 'Home' : `Home: ${name}`
}

/** How far from home a place is, in metres: 0 at it. */
export function metresFromHome({ places }: Home, spot: Spot): number {
  return Math.min(
    ...places.map((place) => Math.max(0, -place.depthMetres(spot.longitude, spot.latitude))),
  )
}

/** A round place that is home. */
export function roundHome(spot: Spot, radiusMetres: number): HomePlace {
  const { latitude, longitude } = spot
  const middle = { latitude, longitude }
  return {
    ...middle,
    radiusMetres,
    depthMetres: (east, north) =>
      radiusMetres - metresBetween(middle, { latitude: north, longitude: east }),
  }
}

/** Where the orders of that time say somebody has to be for a curfew; `undefined` where none does. */
export function homeByOrder(
  { monitoringOrders, zones }: Pick<People, 'monitoringOrders' | 'zones'>,
  deviceWearerId: string,
  within: Interval,
): Home | undefined {
  const named = new Set<string>()
  for (const order of monitoringOrders) {
    if (order.deviceWearerId !== deviceWearerId || !intersect(order, within)) continue
    for (const { kind, zoneIds = [], curfew, ...valid } of order.conditions) {
      if (kind !== 'curfew' || !intersect(valid, within)) continue
      for (const id of zoneIds) named.add(id)
      for (const row of curfew?.hours ?? []) for (const id of row.zoneIds ?? []) named.add(id)
    }
  }
  const places = zones.flatMap((zone): HomePlace[] => {
    if (!named.has(zone.id) || !intersect(zone, within)) return []
    const area = areaOf(zone)
    if (typeof area === 'string') return []
    const [west, south, east, north] = area.box
    return [
      {
        name: zone.name,
        latitude: (south + north) / 2,
        longitude: (west + east) / 2,
        radiusMetres: Math.sqrt(area.squareMetres / Math.PI),
        depthMetres: area.depthMetres,
      },
    ]
  })
  const [first, ...others] = places
  return first && { said: 'condition', certainty: 1, places: [first, ...others] }
}
