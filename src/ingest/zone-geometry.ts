import { type Corner, drawnBy, type Polygons } from '../geo/drawn-by.ts'
import { geometryFaults } from '../geo/geometry-faults.ts'

/** A zone's shape as it is kept: GeoJSON, WGS84, longitude before latitude, rings closed. */
export type ZoneGeometry =
  | { readonly type: 'Point'; readonly coordinates: Corner }
  | { readonly type: 'Polygon'; readonly coordinates: Polygons[number] }
  | { readonly type: 'MultiPolygon'; readonly coordinates: Polygons }

/**
 * A shape of GeoJSON, checked and rounded to 1e-7 degrees; several polygons in a collection become one shape of
 * several parts. Or what is wrong with it.
 */
export function zoneGeometry(value: unknown): ZoneGeometry | string {
  const { type, geometries } = (value ?? {}) as { type?: unknown; geometries?: unknown }
  if (type === 'GeometryCollection' && Array.isArray(geometries)) return collected(geometries)
  const hint = notArea(type)
  if (hint !== undefined) return hint
  const drawn = drawnBy(value)
  if (typeof drawn === 'string') return drawn
  return 'point' in drawn ? pointAt(drawn.point) : polygonsOf(drawn.polygons)
}

/** Parts of one thing: all of them areas, and no collection within a collection. */
function collected(geometries: readonly unknown[]): ZoneGeometry | string {
  const polygons: Polygons[number][] = []
  for (const each of geometries) {
    const hint = notArea((each as { type?: unknown } | null)?.type)
    if (hint !== undefined) return hint
    const drawn = drawnBy(each)
    if (typeof drawn === 'string') return drawn
    if ('point' in drawn) return 'it is several things, and one of them has no area'
    polygons.push(...drawn.polygons)
  }
  return polygonsOf(polygons)
}

/** What files hold that whoever made them takes for a zone. */
function notArea(type: unknown): string | undefined {
  if (type === undefined) return 'it has no area, expected a Polygon, MultiPolygon or Point'
  if (type === 'LineString' || type === 'MultiLineString') {
    return 'it is a line, and a zone is an area: draw it as a polygon that ends where it began'
  }
  return type === 'MultiPoint'
    ? 'it is several points, and a zone is one place or an area'
    : undefined
}

function pointAt(point: Corner): ZoneGeometry | string {
  return placeFault(point) ?? { type: 'Point', coordinates: rounded(point) }
}

function polygonsOf(polygons: Polygons): ZoneGeometry | string {
  const [fault] = geometryFaults({ type: 'MultiPolygon', coordinates: polygons })
  if (fault !== undefined) return fault
  for (const corner of polygons.flat(2)) {
    const elsewhere = placeFault(corner)
    if (elsewhere !== undefined) return elsewhere
  }
  const [first, ...others] = polygons.map((rings) => rings.map((ring) => ring.map(rounded)))
  if (!first) return 'it has no polygon'
  return others.length === 0
    ? { type: 'Polygon', coordinates: first }
    : { type: 'MultiPolygon', coordinates: [first, ...others] }
}

/** Where the service works; whoever swapped longitude and latitude lands far outside it. */
function placeFault([longitude, latitude]: Corner): string | undefined {
  const isHere = longitude >= -8.5 && longitude <= 2.6 && latitude >= 49.5 && latitude <= 61.5
  return isHere
    ? undefined
    : `it has a corner at longitude ${longitude}, latitude ${latitude}, outside Great Britain and the Irish Sea (longitude comes first)`
}

function rounded([longitude, latitude]: Corner): Corner {
  return [Math.round(longitude * 1e7) / 1e7, Math.round(latitude * 1e7) / 1e7]
}
