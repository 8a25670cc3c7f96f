import type { Districts } from './districts.ts'
import { distanceMetres, type Point } from './plane.ts'
import type { Random } from './random.ts'
import type { Address, Streets } from './streets.ts'
import { type Surroundings, surroundings } from './surroundings.ts'

export type PlaceKind =
  | 'home'
  | 'work'
  | 'shop'
  | 'pub'
  | 'gym'
  | 'cafe'
  | 'probation'
  | 'park'
  | 'corner'
  | 'scene'

/** Somewhere a person stays for a while. */
export interface Place {
  readonly kind: PlaceKind
  readonly address: Address
  readonly surroundings: Surroundings
  /** Whether a tag that hears no satellite can place itself by wireless networks. */
  readonly hasWifi: boolean
}

/** Where people who share a town meet: the places that are nobody's home. */
export type Haunts = Readonly<
  Record<Exclude<PlaceKind, 'home' | 'corner' | 'scene'>, readonly Place[]>
>

/** How likely a building lets satellites through: well, badly, not at all. */
const walls: Readonly<Record<PlaceKind, readonly [number, number, number]>> = {
  home: [0.5, 0.38, 0.12],
  work: [0.35, 0.35, 0.3],
  shop: [0.3, 0.5, 0.2],
  pub: [0.35, 0.45, 0.2],
  gym: [0.2, 0.5, 0.3],
  cafe: [0.6, 0.35, 0.05],
  probation: [0.3, 0.7, 0],
  park: [1, 0, 0],
  corner: [1, 0, 0],
  scene: [1, 0, 0],
}

export function makePlace(kind: PlaceKind, address: Address, random: Random): Place {
  const building = [
    surroundings.lightBuilding,
    surroundings.heavyBuilding,
    surroundings.vault,
  ] as const
  const inside = building[random.weighted(walls[kind])] ?? surroundings.lightBuilding
  const hasWifi = random.chance(0.5)
  return {
    kind,
    address,
    surroundings: kind === 'park' ? surroundings.open : inside,
    hasWifi,
  }
}

export function makeHaunts(streets: Streets, districts: Districts, random: Random): Haunts {
  const around = (kind: PlaceKind, eachCentre: number): Place[] =>
    districts.centres.flatMap((centre) =>
      Array.from({ length: eachCentre }, () => {
        const reach = 1.8 * centre.radius
        const spot = near(centre, reach, random)
        return makePlace(kind, streets.addressNear(spot, random), random)
      }),
    )
  const anywhere = (kind: PlaceKind, count: number): Place[] =>
    Array.from({ length: count }, () => makePlace(kind, streets.anyAddress(random), random))
  const centres = districts.centres.length
  return {
    work: [...around('work', 3), ...anywhere('work', 3 * centres)],
    shop: [...around('shop', 3), ...anywhere('shop', 2 * centres)],
    pub: [...around('pub', 2), ...anywhere('pub', centres)],
    gym: around('gym', 1),
    cafe: around('cafe', 3),
    probation: anywhere('probation', Math.ceil(centres / 10)),
    park: districts.parks.map((park) =>
      makePlace('park', streets.addressNear(park, random), random),
    ),
  }
}

/** One of `places` that is not far from `from`: the nearest of a few drawn at random. */
export function pickNear(places: readonly Place[], from: Point, random: Random): Place {
  let best = random.pick(places)
  const draws = Math.max(3, Math.min(300, places.length / 5))
  for (let i = 0; i < draws; i++) {
    const next = random.pick(places)
    const nearer = distanceMetres(next.address, from) < distanceMetres(best.address, from)
    if (nearer) best = next
  }
  return best
}

/** A point at most `reach` metres away, any direction. */
export function near(from: Point, reach: number, random: Random): Point {
  const distance = reach * Math.sqrt(random.uniform())
  const angle = 2 * Math.PI * random.uniform()
  return { x: from.x + distance * Math.cos(angle), y: from.y + distance * Math.sin(angle) }
}
