import { type PoliceForce, policeForce } from '../domain/police-forces.ts'
import { distanceMetres, type Point } from './plane.ts'
import type { Random } from './random.ts'
import { type Surroundings, surroundings } from './surroundings.ts'

interface Circle extends Point {
  readonly radius: number
}

/** What the town is like where: busy centres with tall buildings, parks, open outskirts. */
export interface Districts {
  /** Half the width of the town in metres. */
  readonly half: number
  readonly centres: readonly Circle[]
  readonly parks: readonly Circle[]
}

const HALF_OF_A_SMALL_TOWN = 3500
const WEARERS_OF_A_SMALL_TOWN = 400
/** Beyond this the town would meet the Isle of Man. */
const LARGEST_HALF = 20_000

export function makeDistricts(wearers: number, width: number, random: Random): Districts {
  const growth = Math.sqrt(Math.max(1, wearers / WEARERS_OF_A_SMALL_TOWN))
  const half = Math.min(LARGEST_HALF, HALF_OF_A_SMALL_TOWN * growth * width)
  const area = (half / HALF_OF_A_SMALL_TOWN) ** 2
  const centres = [{ x: 0, y: 0, radius: 480 }]
  for (let i = 1; i < 4 * area; i++) centres.push(circle(random, 0.75 * half, 180, 320))
  const parks: Circle[] = []
  for (let i = 0; i < 6 * area; i++) parks.push(circle(random, 0.85 * half, 150, 350))
  return { half, centres, parks }
}

/** What the sky is like from a street there. */
export function surroundingsAt(districts: Districts, point: Point): Surroundings {
  const within = (around: Circle): boolean => distanceMetres(point, around) < around.radius
  if (districts.centres.some(within)) return surroundings.canyon
  if (districts.parks.some(within)) return surroundings.open
  const outskirts = Math.max(Math.abs(point.x), Math.abs(point.y)) > 0.85 * districts.half
  return outskirts ? surroundings.open : surroundings.street
}

/** The force whose area it is: Cumbria in the north, North Wales south-west, Cheshire south-east. */
export function forceAt(districts: Districts, point: Point): PoliceForce {
  if (point.y > 0.2 * districts.half + 0.1 * point.x) return force('Cumbria')
  return force(point.x < -0.1 * districts.half ? 'NorthWales' : 'Cheshire')
}

function force(identifier: string): PoliceForce {
  const found = policeForce(identifier)
  if (!found) throw new RangeError(`No police force is called ${identifier}`)
  return found
}

function circle(random: Random, reach: number, smallest: number, largest: number): Circle {
  return {
    x: random.between(-reach, reach),
    y: random.between(-reach, reach),
    radius: random.between(smallest, largest),
  }
}
