/** Of Web Mercator, the projection of all maps and tiles here: a sphere of the equator's radius. */
export const MERCATOR_RADIUS = 6_378_137

const RADIANS = Math.PI / 180

/** Degrees to projected units. */
export function mercator(longitude: number, latitude: number): readonly [x: number, y: number] {
  return [
    MERCATOR_RADIUS * longitude * RADIANS,
    MERCATOR_RADIUS * Math.log(Math.tan(Math.PI / 4 + (latitude * RADIANS) / 2)),
  ]
}
