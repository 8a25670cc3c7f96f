import { DEGREES_PER_UNIT } from '../domain/position-columns.ts'

const RADIANS = Math.PI / 180

/** Metres in one unit (1e-7 degrees) of longitude and of latitude. */
export interface LocalScale {
  readonly east: number
  readonly north: number
}

/**
 * How long a unit is around a latitude: the series of the WGS84 meridian and parallel (NIMA
 * TR8350.2). Good to a metre in a kilometre 50 km away, which is what weighing needs; what is
 * written in files is measured on the ellipsoid itself.
 *
 * @param latitude degrees x 1e7.
 */
export function localScale(latitude: number): LocalScale {
  const phi = latitude * DEGREES_PER_UNIT * RADIANS
  const north = 111_132.954 - 559.822 * Math.cos(2 * phi) + 1.175 * Math.cos(4 * phi)
  const east = 111_412.84 * Math.cos(phi) - 93.5 * Math.cos(3 * phi)
  return { east: Math.max(1, east) * DEGREES_PER_UNIT, north: north * DEGREES_PER_UNIT }
}
