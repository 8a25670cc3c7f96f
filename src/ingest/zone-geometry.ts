import { z } from 'zod'
import { geometryFaults } from '../geo/geometry-faults.ts'

type Position = readonly [longitude: number, latitude: number]
type Rings = readonly (readonly Position[])[]

/** A zone's shape as it is kept: GeoJSON, WGS84, longitude before latitude, rings closed. */
export type ZoneGeometry =
  | { readonly type: 'Point'; readonly coordinates: Position }
  | { readonly type: 'Polygon'; readonly coordinates: Rings }
  | { readonly type: 'MultiPolygon'; readonly coordinates: readonly Rings[] }

/** A zone is drawn by people; more corners than these are a coastline. */
const MOST_CORNERS = 2000

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
 * several parts. Or what is wrong with it.
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
  if (!first) return 'it has no polygon'
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
    return 'it is a line, and a zone is an area: draw it as a polygon that ends where it began'
  }
  if (data?.type === 'MultiPoint') return 'it is several points, and a zone is one place or an area'
  if (data?.type === 'Polygon' || data?.type === 'MultiPolygon') {
    return 'its corners are not pairs of numbers, longitude and latitude'
  }
  return 'it has no area, expected a Polygon, MultiPolygon or Point'
}

function polygonsFault(
  polygons: readonly (readonly (readonly number[][])[])[],
): string | undefined {
  const corners = polygons.flat(2)
  if (corners.length > MOST_CORNERS) {
    return `it has ${corners.length} corners, expected at most ${MOST_CORNERS}: make it simpler`
  }
  const [fault] = geometryFaults({ type: 'MultiPolygon', coordinates: polygons })
  if (fault !== undefined) return fault
  for (const [x = Number.NaN, y = Number.NaN] of corners) {
    const elsewhere = placeFault([x, y])
    if (elsewhere !== undefined) return elsewhere
  }
  return undefined
}

/** Where the service works; whoever swapped longitude and latitude lands far outside it. */
function placeFault([longitude, latitude]: Position): string | undefined {
  const isHere = longitude >= -8.5 && longitude <= 2.6 && latitude >= 49.5 && latitude <= 61.5
  return isHere
    ? undefined
    : `it has a corner at longitude ${longitude}, latitude ${latitude}, outside Great Britain and the Irish Sea (longitude comes first)`
}

function rounded([longitude, latitude]: Position): Position {
  return [Math.round(longitude * 1e7) / 1e7, Math.round(latitude * 1e7) / 1e7]
}
