import type { Habit } from './habits.ts'
import { near, type Place } from './places.ts'
import { Random } from './random.ts'
import type { Address } from './streets.ts'
import { surroundings } from './surroundings.ts'
import type { TownMap } from './town-map.ts'

const CORNERS = 3
/** How far from a haunt people stop. */
const STOP_METRES = 900

/** Where somebody who lives at `home` stops again and again; none in a town without short stops. */
export function cornersOf(
  map: TownMap,
  home: Place,
  habits: readonly Habit[],
  number: number,
): Place[] {
  if (map.style.stopsADay === 0) return []
  const random = new Random(map.seed, 'corners', number)
  const haunts = [home, ...habits.map(({ place }) => place)]
  return Array.from({ length: CORNERS }, () => cornerNear(map, random.pick(haunts), random))
}

/** Somewhere outdoors in the streets around a haunt. */
export function cornerNear(map: TownMap, haunt: Place, random: Random): Place {
  return outdoors(map.streets.addressNear(near(haunt.address, STOP_METRES, random), random))
}

export function outdoors(address: Address): Place {
  return { kind: 'corner', address, surroundings: surroundings.street, hasWifi: false }
}
