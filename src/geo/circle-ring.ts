import { radiiOfCurvature } from './ellipsoid.ts'

const CORNERS = 72

/** A circle on the ground as a closed ring of [longitude, latitude], in degrees; its corners lie on the circle. */
export function circleRing(
  { latitude, longitude }: { readonly latitude: number; readonly longitude: number },
  radiusMetres: number,
): [longitude: number, latitude: number][] {
  const { meridian, parallel } = radiiOfCurvature(latitude)
  const degrees = (metres: number, radius: number) => ((metres / radius) * 180) / Math.PI
  return Array.from({ length: CORNERS + 1 }, (_, corner) => {
    const angle = (2 * Math.PI * (corner % CORNERS)) / CORNERS
    return [
      longitude + degrees(radiusMetres * Math.sin(angle), parallel),
      latitude + degrees(radiusMetres * Math.cos(angle), meridian),
    ]
  })
}
