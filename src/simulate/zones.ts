import type { Interval } from '../domain/interval.ts'
import type { Zone } from '../domain/people.ts'
import { exclusionTerms, homeOf } from './order-terms.ts'
import type { Place } from './places.ts'
import { latitudeOf, longitudeOf, type Point } from './plane.ts'
import { Random } from './random.ts'
import type { TownMap } from './town-map.ts'
import type { Wearer } from './wearers.ts'

/** A GeoJSON polygon of one ring: longitude before latitude, counterclockwise, closed. */
interface Polygon {
  readonly type: 'Polygon'
  readonly coordinates: readonly (readonly (readonly [number, number])[])[]
}

export interface TownZone extends Zone {
  readonly geometry: Polygon
}

/** How far from an exclusion zone a wearer's own places lie, where the town has room for that. */
const CLEAR_METRES = 50
const MOST_TRIES = 40

/** Where a wearer under curfew has to be at night. */
export function homeZone(wearer: Wearer, { from, to }: Interval): TownZone {
  const geometry = around(wearer.home.address, 40)
  return { id: homeOf(wearer), kind: 'inclusion', geometry, from, to, name: 'Home' }
}

/** Another place of the wearer's: where they may be, or have to be. */
export function otherPlace(
  wearer: Wearer,
  { from, to }: Interval,
  place: Place,
  word: string,
  name: string,
): TownZone {
  const geometry = around(place.address, 60)
  return { id: `Z-${wearer.id}-${word}`, kind: 'inclusion', geometry, from, to, name }
}

/** An area a wearer must keep out of, near enough to pass by, and none that they live in or go to all the time. */
export function exclusionZone(
  map: TownMap,
  wearer: Wearer,
  { from, to }: Interval,
  random: Random,
): TownZone {
  let area = areaNear(map, wearer, random)
  const another = new Random(map.seed, 'exclusion', wearer.number)
  for (let tries = 0; tries < MOST_TRIES && isFrequented(wearer, area); tries++) {
    area = areaNear(map, wearer, another)
  }
  const geometry = around(area.middle, area.radiusMetres)
  const terms = exclusionTerms(map.seed, wearer)
  return { id: `Z-${wearer.id}-exclusion`, kind: 'exclusion', geometry, from, to, ...terms }
}

interface RoundArea {
  readonly middle: Point
  readonly radiusMetres: number
}

function areaNear(map: TownMap, wearer: Wearer, random: Random): RoundArea {
  const distance = random.between(700, 1800)
  const angle = 2 * Math.PI * random.uniform()
  const { x, y } = wearer.home.address
  const middle = map.streets.addressNear(
    { x: x + distance * Math.cos(angle), y: y + distance * Math.sin(angle) },
    random,
  )
  return { middle, radiusMetres: random.between(120, 350) }
}

/** Whether the wearer's days lead there. */
function isFrequented(wearer: Wearer, { middle, radiusMetres }: RoundArea): boolean {
  const { home, habits, corners, companion } = wearer
  const places = [home, ...habits.map(({ place }) => place), ...corners]
  if (companion) places.push(companion.home)
  return places.some(
    ({ address }) =>
      Math.hypot(address.x - middle.x, address.y - middle.y) < radiusMetres + CLEAR_METRES,
  )
}

function around(middle: Point, radiusMetres: number): Polygon {
  const corners = Array.from({ length: 12 }, (_, corner) => {
    const angle = (2 * Math.PI * corner) / 12
    return [
      Number(longitudeOf(middle.x + radiusMetres * Math.cos(angle)).toFixed(7)),
      Number(latitudeOf(middle.y + radiusMetres * Math.sin(angle)).toFixed(7)),
    ] as const
  })
  return { type: 'Polygon', coordinates: [[...corners, ...corners.slice(0, 1)]] }
}
