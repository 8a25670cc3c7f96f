import geodesic from 'geographiclib-geodesic'

/** WGS84: equatorial radius in metres and first eccentricity squared. */
const A = 6_378_137
const F = 1 / 298.257223563
const E2 = F * (2 - F)
const RADIANS = Math.PI / 180

/** Up to here the chord, bent to the mean curvature, is within a millimetre of the geodesic. */
const CHORD_METRES = 20_000

/** A point of the ellipsoid's surface in earth-centred metres. */
export interface EarthPoint {
  readonly latitude: number
  readonly longitude: number
  readonly x: number
  readonly y: number
  readonly z: number
}

/** The earth-centred point at a WGS84 latitude and longitude in degrees, at height 0. */
export function earthPoint(latitude: number, longitude: number): EarthPoint {
  const phi = latitude * RADIANS
  const lambda = longitude * RADIANS
  const sin = Math.sin(phi)
  const cos = Math.cos(phi)
  const n = A / Math.sqrt(1 - E2 * sin * sin)
  return {
    latitude,
    longitude,
    x: n * cos * Math.cos(lambda),
    y: n * cos * Math.sin(lambda),
    z: n * (1 - E2) * sin,
  }
}

/** Metres a radian at a latitude in degrees: northwards, and eastwards along its parallel. */
export function radiiOfCurvature(latitude: number): { meridian: number; parallel: number } {
  const sin = Math.sin(latitude * RADIANS)
  const n = A / Math.sqrt(1 - E2 * sin * sin)
  return {
    meridian: (n * (1 - E2)) / (1 - E2 * sin * sin),
    parallel: n * Math.cos(latitude * RADIANS),
  }
}

/** Metres in a straight line through the earth: never more than {@link distanceMetres}. */
function chordMetres(a: EarthPoint, b: EarthPoint): number {
  const x = a.x - b.x
  const y = a.y - b.y
  const z = a.z - b.z
  return Math.sqrt(x * x + y * y + z * z)
}

/**
 * Metres along the WGS84 ellipsoid between two points.
 *
 * Near, the chord c is bent to the geodesic s = c (1 + c^2 / 24 R^2) with R the Gaussian mean
 * radius; the error is under a millimetre (the tests hold it against Karney's method). Far, it is
 * Karney's method itself (C. F. F. Karney, Algorithms for geodesics, J. Geodesy 87, 2013).
 */
export function distanceMetres(a: EarthPoint, b: EarthPoint): number {
  const chord = chordMetres(a, b)
  if (chord > CHORD_METRES) {
    const { s12 } = geodesic.Geodesic.WGS84.Inverse(
      a.latitude,
      a.longitude,
      b.latitude,
      b.longitude,
      geodesic.Geodesic.DISTANCE,
    )
    return s12 ?? Number.NaN
  }
  const sin = a.z / (A * (1 - E2))
  const radius = (A * Math.sqrt(1 - E2)) / (1 - E2 * sin * sin)
  return chord * (1 + (chord * chord) / (24 * radius * radius))
}

/** Degrees of latitude that surely span `metres` northwards anywhere. */
export function latitudeSpanDegrees(metres: number): number {
  // The smallest meridian radius is at the equator: A (1 - E2).
  return metres / (A * (1 - E2)) / RADIANS + 1e-9
}

/**
 * Degrees of longitude either side of a point at `latitude` that surely hold every point within
 * `metres` of it; 180 where the circle holds a pole or nearly does.
 */
export function longitudeSpanDegrees(metres: number, latitude: number): number {
  const furthest = Math.min(90, Math.abs(latitude) + latitudeSpanDegrees(metres))
  const across = A * Math.cos(furthest * RADIANS)
  if (across <= metres) return 180
  return Math.min(180, metres / across / RADIANS + 1e-9)
}
