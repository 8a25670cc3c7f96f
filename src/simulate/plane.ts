/** A point of the town: metres east and north of its middle. */
export interface Point {
  readonly x: number
  readonly y: number
}

/** The middle of the town, in the Irish Sea: nobody lives there. */
const MIDDLE_LATITUDE = 53.8
const MIDDLE_LONGITUDE = -4.4

const PHI = (MIDDLE_LATITUDE * Math.PI) / 180
const METRES_PER_DEGREE_NORTH =
  111_132.954 - 559.822 * Math.cos(2 * PHI) + 1.175 * Math.cos(4 * PHI)
const METRES_PER_DEGREE_EAST = 111_412.84 * Math.cos(PHI) - 93.5 * Math.cos(3 * PHI)

export function latitudeOf(y: number): number {
  return MIDDLE_LATITUDE + y / METRES_PER_DEGREE_NORTH
}

export function longitudeOf(x: number): number {
  return MIDDLE_LONGITUDE + x / METRES_PER_DEGREE_EAST
}

export function xOf(longitude: number): number {
  return (longitude - MIDDLE_LONGITUDE) * METRES_PER_DEGREE_EAST
}

export function yOf(latitude: number): number {
  return (latitude - MIDDLE_LATITUDE) * METRES_PER_DEGREE_NORTH
}

export function distanceMetres(a: Point, b: Point): number {
  const [east, north] = [a.x - b.x, a.y - b.y]
  return Math.sqrt(east * east + north * north)
}
