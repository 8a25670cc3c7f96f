import { type Corner, drawnBy } from './drawn-by.ts'

/** A zone is drawn by people; more corners than these are a coastline, and every pair of a ring's sides is looked at. */
const MOST_CORNERS = 2000

/**
 * What is wrong with a zone's GeoJSON: a Polygon or MultiPolygon of closed rings that do not cross themselves, or a
 * Point; WGS84 degrees, longitude before latitude, at most 2,000 corners together. Empty where nothing is.
 */
export function geometryFaults(geometry: unknown): string[] {
  const drawn = drawnBy(geometry)
  if (typeof drawn === 'string') return [drawn]
  if ('point' in drawn) return []
  const rings = drawn.polygons.flat()
  const corners = rings.reduce((sum, ring) => sum + ring.length, 0)
  if (corners > MOST_CORNERS) {
    return [`it has ${corners} corners, expected at most ${MOST_CORNERS}: make it simpler`]
  }
  return [...new Set(rings.flatMap((ring) => ringFault(ring) ?? []))]
}

function ringFault(ring: readonly Corner[]): string | undefined {
  if (ring.length < 4) {
    return `a ring has ${ring.length} corners, expected at least 4 with the first again`
  }
  const [first, last] = [ring[0], ring[ring.length - 1]] as [Corner, Corner]
  if (first[0] !== last[0] || first[1] !== last[1]) return 'a ring does not end where it begins'
  return crossesItself(ring) ? 'a ring crosses itself' : undefined
}

/** Whether two sides that are no neighbours cross; corners that touch are let be, as drawings have them. */
function crossesItself(ring: readonly Corner[]): boolean {
  const sides = ring.length - 1
  for (let one = 0; one < sides; one++) {
    const [a, b] = [ring[one], ring[one + 1]] as [Corner, Corner]
    for (let other = one + 2; other < sides; other++) {
      const [c, d] = [ring[other], ring[other + 1]] as [Corner, Corner]
      if (turn(a, b, c) * turn(a, b, d) < 0 && turn(c, d, a) * turn(c, d, b) < 0) {
        return true
      }
    }
  }
  return false
}

/** To which side of a line from `a` to `b` a corner lies. */
function turn(a: Corner, b: Corner, c: Corner): number {
  return Math.sign((b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]))
}
