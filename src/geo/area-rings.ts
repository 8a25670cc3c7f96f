/** A ring's corners, longitude before latitude, in degrees; the first may come again at the end. */
type Ring = readonly (readonly [number, number])[]

/** Of each polygon its outer ring and its holes. */
export type Polygons = readonly (readonly Ring[])[]

/** What a GeoJSON geometry (RFC 7946) draws: polygons, or one place. */
export type Drawn = { readonly polygons: Polygons } | { readonly point: readonly [number, number] }

/**
 * Reads the geometry of a zone.
 *
 * @returns what it draws, or what is wrong with it, in words.
 */
export function drawnBy(geometry: unknown): Drawn | string {
  const { type, coordinates } = (geometry ?? {}) as { type?: unknown; coordinates?: unknown }
  if (type === 'Point') {
    return isPlace(coordinates)
      ? { point: coordinates }
      : 'The point has no longitude and latitude in degrees'
  }
  if (type !== 'Polygon' && type !== 'MultiPolygon') {
    return `The geometry is "${String(type)}", expected Polygon, MultiPolygon, or Point with a radius`
  }
  const polygons: unknown = type === 'Polygon' ? [coordinates] : coordinates
  if (!Array.isArray(polygons) || polygons.length === 0) return 'The geometry has no polygons'
  for (const rings of polygons) {
    if (!Array.isArray(rings) || rings.length === 0) return 'A polygon has no ring'
    const fault = rings.map(faultOfRing).find((found) => found !== undefined)
    if (fault) return fault
  }
  return { polygons: polygons as Polygons }
}

function faultOfRing(ring: unknown): string | undefined {
  if (!Array.isArray(ring) || !ring.every(isPlace)) {
    return 'A ring is not a list of longitudes and latitudes in degrees'
  }
  const corners = new Set(ring.map(([longitude, latitude]) => `${longitude} ${latitude}`))
  return corners.size < 3 ? `A ring has ${corners.size} corners, expected 3 or more` : undefined
}

function isPlace(value: unknown): value is readonly [number, number] {
  if (!Array.isArray(value)) return false
  const [longitude, latitude]: unknown[] = value
  return (
    typeof longitude === 'number' &&
    typeof latitude === 'number' &&
    Math.abs(longitude) <= 180 &&
    Math.abs(latitude) < 90
  )
}
