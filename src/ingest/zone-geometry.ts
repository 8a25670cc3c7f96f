import { z } from 'zod'

type Position = readonly [longitude: number, latitude: number]
type Rings = readonly (readonly Position[])[]

/** A zone's shape as it is kept: GeoJSON, WGS84, longitude before latitude, rings closed. */
export type ZoneGeometry =
  | { readonly type: 'Point'; readonly coordinates: Position }
  | { readonly type: 'Polygon'; readonly coordinates: Rings }
  | { readonly type: 'MultiPolygon'; readonly coordinates: readonly Rings[] }

/** A zone is drawn by people; more corners than these are a coastline. */
export const MOST_CORNERS = 2000

const position = z.tuple([z.number(), z.number()]).rest(z.number())
const ring = z.array(position)
const area = z.union([
  z.object({ type: z.literal('Polygon'), coordinates: z.array(ring) }),
  z.object({ type: z.literal('MultiPolygon'), coordinates: z.array(z.array(ring)) }),
])
const point = z.object({ type: z.literal('Point'), coordinates: position })
const collection = z.object({
  type: z.literal('GeometryCollection'),
  geometries: z.array(z.unknown()).max(MOST_CORNERS),
})
const typed = z.object({ type: z.string() })

/**
 * A shape of GeoJSON, checked and rounded to 1e-7 degrees; several polygons in a collection become one shape of
 * several parts. Or what is wrong with it, as the end of a sentence about it.
 */
export function zoneGeometry(value: unknown): ZoneGeometry | string {
  const many = collection.safeParse(value)
  if (many.success) return collected(many.data.geometries)
  const one = point.safeParse(value)
  if (one.success) {
    const [x, y] = one.data.coordinates
    return placeFault([x, y]) ?? { type: 'Point', coordinates: rounded([x, y]) }
  }
  const parsed = area.safeParse(value)
  if (!parsed.success) return notArea(value)
  const polygons =
    parsed.data.type === 'Polygon' ? [parsed.data.coordinates] : parsed.data.coordinates
  const fault = polygonsFault(polygons)
  if (fault !== undefined) return fault
  const [first, ...others] = polygons.map((rings) =>
    rings.map((each) => each.map(([x, y]) => rounded([x, y]))),
  )
  if (!first) return 'has no corners'
  return others.length === 0
    ? { type: 'Polygon', coordinates: first }
    : { type: 'MultiPolygon', coordinates: [first, ...others] }
}

/** Parts of one thing: all of them areas, and no collection within a collection. */
function collected(geometries: readonly unknown[]): ZoneGeometry | string {
  const polygons: unknown[] = []
  for (const each of geometries) {
    const parsed = area.safeParse(each)
    if (!parsed.success) return notArea(each)
    const { type, coordinates } = parsed.data
    polygons.push(...(type === 'Polygon' ? [coordinates] : coordinates))
  }
  return zoneGeometry({ type: 'MultiPolygon', coordinates: polygons })
}

function notArea(value: unknown): string {
  const { data } = typed.safeParse(value)
  if (data?.type === 'LineString' || data?.type === 'MultiLineString') {
    return 'is a line, and a zone is an area: draw it as a polygon that ends where it began'
  }
  if (data?.type === 'MultiPoint') return 'is several points, and a zone is one place or an area'
  if (data?.type === 'Polygon' || data?.type === 'MultiPolygon') {
    return 'has corners that are not pairs of numbers, longitude and latitude'
  }
  return 'has no area: expected a Polygon, a MultiPolygon or a Point'
}

function polygonsFault(
  polygons: readonly (readonly (readonly number[][])[])[],
): string | undefined {
  const rings = polygons.flat()
  if (rings.length === 0 || polygons.some((each) => each.length === 0)) return 'has no corners'
  const corners = rings.reduce((sum, each) => sum + each.length, 0)
  if (corners > MOST_CORNERS) {
    return `has ${corners} corners, and a zone has at most ${MOST_CORNERS}: make it simpler`
  }
  for (const corners of rings) {
    const [first = [], last = []] = [corners[0], corners.at(-1)]
    if (corners.length < 4) return 'has a ring of fewer than three corners'
    if (first[0] !== last[0] || first[1] !== last[1]) {
      return 'is not closed: its last corner must be its first again'
    }
    for (const [x = Number.NaN, y = Number.NaN] of corners) {
      const fault = placeFault([x, y])
      if (fault !== undefined) return fault
    }
    if (crossesItself(corners)) return 'crosses itself: draw it so that its edges do not meet'
  }
  return undefined
}

/** Where the service works; whoever swapped longitude and latitude lands far outside it. */
function placeFault([longitude, latitude]: Position): string | undefined {
  const isHere = longitude >= -8.5 && longitude <= 2.6 && latitude >= 49.5 && latitude <= 61.5
  return isHere
    ? undefined
    : `has a corner at longitude ${longitude}, latitude ${latitude}, outside Great Britain and the Irish Sea (longitude comes first)`
}

/** Whether two edges of a closed ring that are not neighbours meet. */
function crossesItself(corners: readonly (readonly number[])[]): boolean {
  const edges = corners.length - 1
  const at = (index: number): Position => [
    corners[index % edges]?.[0] ?? 0,
    corners[index % edges]?.[1] ?? 0,
  ]
  for (let a = 0; a < edges; a++) {
    for (let b = a + 2; b < edges; b++) {
      if (a === 0 && b === edges - 1) continue
      if (meet(at(a), at(a + 1), at(b), at(b + 1))) return true
    }
  }
  return false
}

function meet(a: Position, b: Position, c: Position, d: Position): boolean {
  const side = (p: Position, q: Position, r: Position) =>
    Math.sign((q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0]))
  return side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0
}

function rounded([longitude, latitude]: Position): Position {
  return [Math.round(longitude * 1e7) / 1e7, Math.round(latitude * 1e7) / 1e7]
}
