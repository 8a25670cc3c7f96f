/** Longitude before latitude, in degrees. */
export type Corner = readonly [longitude: number, latitude: number]

/** Of each polygon its outer ring and its holes; a ring's first corner may come again at its end. */
export type Polygons = readonly (readonly (readonly Corner[])[])[]

/** What a GeoJSON geometry (RFC 7946) draws: polygons, or one place. */
export type Drawn = { readonly polygons: Polygons } | { readonly point: Corner }

const NOT_DEGREES =
  'a corner is no pair of numbers, expected longitude (-180 to 180) before latitude (-90 to 90)'

/**
 * Reads a zone's GeoJSON geometry: WGS84, a Point, a Polygon or a MultiPolygon.
 *
 * @returns what it draws, or what is wrong with it, in words that go on after "…: ". Whether its rings close and hold
 * together is not looked at (see geometryFaults).
 */
export function drawnBy(geometry: unknown): Drawn | string {
  if (geometry === null || typeof geometry !== 'object') {
    return 'it is no GeoJSON geometry, expected a Polygon, MultiPolygon or Point'
  }
  const { type, coordinates } = geometry as { type?: unknown; coordinates?: unknown }
  if (type === 'Point') return isCorner(coordinates) ? { point: coordinates } : NOT_DEGREES
  if (type !== 'Polygon' && type !== 'MultiPolygon') {
    return `its type is ${JSON.stringify(type) ?? 'missing'}, expected Polygon, MultiPolygon or Point`
  }
  const polygons: unknown = type === 'Polygon' ? [coordinates] : coordinates
  if (!Array.isArray(polygons) || polygons.length === 0) return 'it has no polygon'
  for (const rings of polygons) {
    if (!Array.isArray(rings) || rings.length === 0) return 'a polygon has no ring'
    if (!rings.every((ring) => Array.isArray(ring) && ring.every(isCorner))) return NOT_DEGREES
  }
  return { polygons: polygons as Polygons }
}

/** A height after the two is let be. */
function isCorner(value: unknown): value is Corner {
  if (!Array.isArray(value)) return false
  const [longitude, latitude]: unknown[] = value
  return isWithin(longitude, 180) && isWithin(latitude, 90)
}

function isWithin(value: unknown, most: number): boolean {
  return typeof value === 'number' && Math.abs(value) <= most
}
