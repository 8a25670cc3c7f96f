import type { Random } from '../../simulate/random.ts'

/** A point of the plain: metres east and north of its middle. */
export interface Point {
  readonly x: number
  readonly y: number
}

/** In the Irish Sea: nobody lives there. */
const MIDDLE_LATITUDE = 53.6
const MIDDLE_LONGITUDE = -5.2
/** Lengths of a degree at that latitude on WGS84, right to 1e-4 over the plain. */
const METRES_NORTH = 111_304.5
const METRES_EAST = 66_187.5

export function latitudeOf({ y }: Point): number {
  return MIDDLE_LATITUDE + y / METRES_NORTH
}

export function longitudeOf({ x }: Point): number {
  return MIDDLE_LONGITUDE + x / METRES_EAST
}

export function pointAt(latitude: number, longitude: number): Point {
  return {
    x: (longitude - MIDDLE_LONGITUDE) * METRES_EAST,
    y: (latitude - MIDDLE_LATITUDE) * METRES_NORTH,
  }
}

export function metresBetween(a: Point, b: Point): number {
  return Math.hypot(a.x - b.x, a.y - b.y)
}

/** A point `metres` away in any direction. */
export function awayFrom({ x, y }: Point, metres: number, random: Random): Point {
  const bearing = 2 * Math.PI * random.uniform()
  return { x: x + metres * Math.cos(bearing), y: y + metres * Math.sin(bearing) }
}

export function nearestOf<T extends Point>(points: readonly T[], to: Point): T {
  return points.reduce((best, point) =>
    metresBetween(point, to) < metresBetween(best, to) ? point : best,
  )
}
