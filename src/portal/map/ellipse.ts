import { DEGREES_PER_UNIT } from '../../domain/position-columns.ts'
import { localScale } from '../../geo/local-scale.ts'
import type { MapCircle } from './map-data.ts'
import { MERCATOR_RADIUS, mercator } from './mercator.ts'

const RADIANS = Math.PI / 180

/** A circle on the ellipsoid is, at the size of a town, an ellipse on the map. Projected units. */
export interface Ellipse {
  readonly x: number
  readonly y: number
  readonly across: number
  readonly up: number
}

/** Where to draw a circle of metres; a Mercator circle would be wrong by a third of a percent. */
export function ellipseOf(circle: Omit<MapCircle, 'title'>): Ellipse {
  const { latitude, longitude, radiusMetres } = circle
  const [x, y] = mercator(longitude, latitude)
  const scale = localScale(latitude / DEGREES_PER_UNIT)
  const unitsPerDegree = DEGREES_PER_UNIT * RADIANS * MERCATOR_RADIUS
  return {
    x,
    y,
    across: (radiusMetres / scale.east) * unitsPerDegree,
    up: ((radiusMetres / scale.north) * unitsPerDegree) / Math.cos(latitude * RADIANS),
  }
}
