import type { Zone } from '../../domain/people.ts'
import { circleRing } from '../../geo/circle-ring.ts'
import { geometryFaults } from '../../geo/geometry-faults.ts'
import type { MapZone } from './map-data.ts'

type Corners = readonly (readonly [longitude: number, latitude: number])[]

/** A zone as a map draws it; `undefined` where its geometry cannot be drawn. */
export function zoneOnMap(
  zone: Pick<Zone, 'geometry' | 'radiusMetres' | 'bufferMetres'> & Pick<MapZone, 'kind'>,
  title: string,
): MapZone | undefined {
  const { kind, geometry, radiusMetres = 0, bufferMetres } = zone
  if (geometryFaults(geometry).length > 0) return undefined
  const shape = geometry as
    | { type: 'Point'; coordinates: [number, number] }
    | { type: 'Polygon'; coordinates: Corners[] }
    | { type: 'MultiPolygon'; coordinates: Corners[][] }
  if (shape.type === 'Point') {
    const [longitude, latitude] = shape.coordinates
    const ring = circleRing({ latitude, longitude }, radiusMetres + (bufferMetres ?? 0))
    return { title, kind, rings: [ring] }
  }
  const rings = shape.type === 'Polygon' ? shape.coordinates : shape.coordinates.flat()
  return {
    title,
    kind,
    rings: rings.map((ring) => ring.map(([x, y]) => [x, y] as const)),
    ...(bufferMetres && { bufferMetres }),
  }
}

/** `Exclusion zone “Market Square”`; without a name, its id. */
export function zoneTitle({
  kind,
  name,
  id,
}: Pick<Zone, 'kind' | 'name'> & { id?: string }): string {
  const called = name === undefined ? ` ${id ?? ''}` : ` “${name}”`
  return `${kind.charAt(0).toUpperCase()}${kind.slice(1)} zone${called}`.trimEnd()
}
