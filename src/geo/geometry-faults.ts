type Corner = readonly [number, number]

/** More corners than anybody draws; every pair of a ring's sides is looked at. */
const MOST_CORNERS = 5000

/**
 * What is wrong with a zone's GeoJSON: a Polygon or MultiPolygon of closed rings that do not cross themselves, or a
 * Point; WGS84 degrees, longitude before latitude, at most 5,000 corners together. Empty where nothing is.
 */
export function geometryFaults(geometry: unknown): string[] {
  if (geometry === null || typeof geometry !== 'object') {
    return ['it is no GeoJSON geometry, expected a Polygon, MultiPolygon or Point']
  }
  const { type, coordinates } = geometry as { type?: unknown; coordinates?: unknown }
  if (type === 'Point') return isCorner(coordinates) ? [] : [NOT_DEGREES]
  if (type === 'Polygon') return polygonsFaults([coordinates])
  if (type === 'MultiPolygon') {
    return Array.isArray(coordinates) && coordinates.length > 0
      ? polygonsFaults(coordinates)
      : ['it has no polygon']
  }
  return [
    `its type is ${JSON.stringify(type) ?? 'missing'}, expected Polygon, MultiPolygon or Point`,
  ]
}

const NOT_DEGREES =
  'a corner is no pair of numbers, expected longitude (-180 to 180) before latitude (-90 to 90)'

function polygonsFaults(polygons: readonly unknown[]): string[] {
  const rings: unknown[] = []
  for (const polygon of polygons) {
    if (!Array.isArray(polygon) || polygon.length === 0) return ['a polygon has no ring']
    for (const ring of polygon) rings.push(ring)
  }
  const corners = rings.reduce<number>(
    (sum, ring) => sum + (Array.isArray(ring) ? ring.length : 0),
    0,
  )
  if (corners > MOST_CORNERS) return [`it has ${corners} corners, expected at most ${MOST_CORNERS}`]
  return [...new Set(rings.flatMap((ring) => ringFault(ring) ?? []))]
}

function ringFault(ring: unknown): string | undefined {
  if (!Array.isArray(ring) || !ring.every(isCorner)) return NOT_DEGREES
  if (ring.length < 4)
    return `a ring has ${ring.length} corners, expected at least 4 with the first again`
  const [first, last] = [ring[0], ring[ring.length - 1]] as [Corner, Corner]
  if (first[0] !== last[0] || first[1] !== last[1]) return 'a ring does not end where it begins'
  return crossesItself(ring) ? 'a ring crosses itself' : undefined
}

function isCorner(value: unknown): value is Corner {
  if (!Array.isArray(value) || value.length < 2) return false
  const [longitude, latitude] = value as unknown[]
  return isWithin(longitude, 180) && isWithin(latitude, 90)
}

function isWithin(value: unknown, most: number): boolean {
  return typeof value === 'number' && Math.abs(value) <= most
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
