import { distanceMetres, type EarthPoint, earthPoint, radiiOfCurvature } from './ellipsoid.ts'

const DEGREES_PER_UNIT = 1e-7
const RADIANS_PER_UNIT = (DEGREES_PER_UNIT * Math.PI) / 180
/** Half of the way round, and what the plane is trusted for either side: one degree. */
const HALF_ROUND = 1.8e9
const REACH = 1e7
/** Of a row told to lie within reach, positions may be so far beside the circle. */
const BESIDE = 1e5
/** Nearer the poles degrees of longitude shrink too fast for a plane. */
const HIGHEST_LATITUDE = 80
/** Below every radius of curvature of WGS84. */
const SMALLEST_RADIUS = 6_335_000
/** Cover rounding, and the millimetre by which `distanceMetres` may miss the geodesic. */
const SLACK_METRES = 0.002
const SLACK = 1e-6

/** A circle where the surface is taken for a plane. Degrees x 1e7, metres a unit, metres squared. */
export interface PlaneCircle {
  readonly latitude: number
  readonly longitude: number
  readonly north: number
  readonly east: number
  /** Up to here all is within, past the other nothing is. */
  readonly surelyWithin: number
  readonly perhapsWithin: number
}

/**
 * The distance from one point, bounded by multiplication alone: nearly every "is it nearer than this"
 * is answered without trigonometry, and what is left is measured. The tests hold it equal to
 * `distanceMetres`. Positions are in WGS84 degrees x 1e7.
 *
 * Within a degree the surface is taken for a plane with the point's radii of curvature. Over an angle
 * of d radians its scale changes by no more than d tan(latitude) from east to west, and by less from
 * south to north, so the plane's error grows with the distance and is bounded by it.
 */
export class DistanceBounds {
  readonly #point: EarthPoint
  readonly #latitude: number
  readonly #longitude: number
  /** Metres a unit. */
  readonly #north: number
  readonly #east: number
  /** The plane's relative error, a metre from the point. */
  readonly #errorPerMetre: number
  readonly #reach: number
  /** What lies out of reach is at least this far. */
  readonly #reachMetres: number
  /** Of the radius last asked about: plane metres, squared, up to which all is within and past which nothing is. */
  #radiusMetres = Number.NaN
  #surelyWithin = 0
  #perhapsWithin = 0

  constructor(point: EarthPoint) {
    const { meridian, parallel } = radiiOfCurvature(point.latitude)
    const steepest = Math.tan(((Math.abs(point.latitude) + 1) * Math.PI) / 180)
    this.#point = point
    this.#latitude = point.latitude / DEGREES_PER_UNIT
    this.#longitude = point.longitude / DEGREES_PER_UNIT
    this.#north = meridian * RADIANS_PER_UNIT
    this.#east = parallel * RADIANS_PER_UNIT
    this.#errorPerMetre = (steepest + 0.1) / SMALLEST_RADIUS
    const flat = Math.abs(point.latitude) <= HIGHEST_LATITUDE
    this.#reach = flat ? REACH : -1
    this.#reachMetres = flat ? this.#least(Math.min(this.#north, this.#east) * REACH) : 0
  }

  /** Where this is not so, {@link metres} is more than `radiusMetres`. */
  isPerhapsWithin(radiusMetres: number, latitude: number, longitude: number): boolean {
    if (radiusMetres !== this.#radiusMetres) this.#turnTo(radiusMetres)
    const squared = this.#planeSquared(latitude, longitude)
    return squared < 0 ? this.#reachMetres <= radiusMetres : squared <= this.#perhapsWithin
  }

  /** Whether {@link metres} is at most `radiusMetres`. */
  isWithin(radiusMetres: number, latitude: number, longitude: number): boolean {
    if (radiusMetres !== this.#radiusMetres) this.#turnTo(radiusMetres)
    const squared = this.#planeSquared(latitude, longitude)
    if (squared < 0) {
      if (this.#reachMetres > radiusMetres) return false
    } else {
      if (squared <= this.#surelyWithin) return true
      if (squared > this.#perhapsWithin) return false
    }
    return this.metres(latitude, longitude) <= radiusMetres
  }

  /**
   * How far either side of the point's meridian positions between two latitudes may lie: within `least` all of them are
   * within the radius, and beyond `most` none; negative where that is so of all. Units of longitude.
   *
   * @returns `undefined` where the plane does not reach so far.
   */
  reachOfRow(
    radiusMetres: number,
    south: number,
    north: number,
  ): { readonly least: number; readonly most: number } | undefined {
    if (radiusMetres !== this.#radiusMetres) this.#turnTo(radiusMetres)
    const furthest = Math.max(north - this.#latitude, this.#latitude - south)
    const nearest = Math.max(0, south - this.#latitude, this.#latitude - north)
    const most = unitsOf(this.#perhapsWithin, nearest * this.#north, this.#east)
    if (
      furthest > this.#reach ||
      !(this.#perhapsWithin < ((this.#reach - BESIDE) * this.#east) ** 2)
    ) {
      return undefined
    }
    const least = unitsOf(this.#surelyWithin, furthest * this.#north, this.#east)
    // A unit covers the rounding of both.
    return { least: least - 1, most: most < 0 ? most : most + 1 }
  }

  /** A radius in the plane: for positions of rows that {@link reachOfRow} tells of, up to {@link BESIDE} further. */
  planeOf(radiusMetres: number): PlaneCircle {
    if (radiusMetres !== this.#radiusMetres) this.#turnTo(radiusMetres)
    return {
      latitude: this.#latitude,
      longitude: this.#longitude,
      north: this.#north,
      east: this.#east,
      surelyWithin: this.#surelyWithin,
      perhapsWithin: this.#perhapsWithin,
    }
  }

  /** The error grows with the distance: up to a radius it is at most the radius's own. */
  #turnTo(radiusMetres: number): void {
    const error = this.#error(radiusMetres)
    const within = Math.max(0, radiusMetres - error)
    const perhaps = radiusMetres + 2 * error
    this.#radiusMetres = radiusMetres
    this.#surelyWithin = radiusMetres < error ? -1 : within * within
    this.#perhapsWithin = this.#least(perhaps) > radiusMetres ? perhaps * perhaps : Infinity
  }

  /** Metres along the ellipsoid, as `distanceMetres` measures them. */
  metres(latitude: number, longitude: number): number {
    const there = earthPoint(latitude * DEGREES_PER_UNIT, longitude * DEGREES_PER_UNIT)
    return distanceMetres(there, this.#point)
  }

  /** Metres in the plane, squared; negative out of its reach. */
  #planeSquared(latitude: number, longitude: number): number {
    const north = Math.abs(latitude - this.#latitude)
    let east = Math.abs(longitude - this.#longitude)
    if (east > HALF_ROUND) east = 2 * HALF_ROUND - east
    if (north > this.#reach || east > this.#reach) return -1
    const y = north * this.#north
    const x = east * this.#east
    return x * x + y * y
  }

  #error(metres: number): number {
    return metres * (SLACK + this.#errorPerMetre * metres) + SLACK_METRES
  }

  #least(metres: number): number {
    return metres - this.#error(metres)
  }
}

/** How many units east of a meridian the rest of a squared distance is, so far up it. */
function unitsOf(squaredMetres: number, upMetres: number, metresAUnit: number): number {
  const rest = squaredMetres - upMetres * upMetres
  return rest < 0 ? -2 : Math.sqrt(rest) / metresAUnit
}
