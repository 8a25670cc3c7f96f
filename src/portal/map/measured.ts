import { distanceMetres, earthPoint } from '../../geo/ellipsoid.ts'

const RADIANS = Math.PI / 180
const winds = [
  'north',
  'north-east',
  'east',
  'south-east',
  'south',
  'south-west',
  'west',
  'north-west',
] as const

/** A place in WGS84 degrees. */
export interface Place {
  readonly latitude: number
  readonly longitude: number
}

/** `1.24 km, north-east (47°)`: how far, as the crow flies, and where to. */
export function measuredText(from: Place, to: Place): string {
  const metres = distanceMetres(
    earthPoint(from.latitude, from.longitude),
    earthPoint(to.latitude, to.longitude),
  )
  if (metres < 0.5) return '0 m'
  const far = metres < 1000 ? `${Math.round(metres)} m` : `${(metres / 1000).toFixed(2)} km`
  return `${far}, ${bearingText(bearingDegrees(from, to))}`
}

/** `north-east (47°)`. @param degrees clockwise from north. */
export function bearingText(degrees: number): string {
  return `${windOf(degrees)} (${Math.round(degrees) % 360}°)`
}

/** The nearest of eight winds. @param degrees clockwise from north. */
export function windOf(degrees: number): string {
  return winds[Math.round(degrees / 45) % 8] ?? winds[0]
}

/** Which way a straight line sets out: clockwise from north, 0 to 360, on a sphere. */
function bearingDegrees(from: Place, to: Place): number {
  const [start, end] = [from.latitude * RADIANS, to.latitude * RADIANS]
  const turn = (to.longitude - from.longitude) * RADIANS
  const east = Math.sin(turn) * Math.cos(end)
  const north = Math.cos(start) * Math.sin(end) - Math.sin(start) * Math.cos(end) * Math.cos(turn)
  return (Math.atan2(east, north) / RADIANS + 360) % 360
}
