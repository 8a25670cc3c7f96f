import { circleRing } from '../../geo/circle-ring.ts'
import { fromNationalGrid } from '../../geo/national-grid.ts'
import { typedPlace } from '../../geo/typed-place.ts'

/** What a form says of a shape, as it stands in its fields. */
export interface Typed {
  readonly by: string
  readonly place: string
  readonly radius: string
  readonly corners: string
  readonly found: string
  readonly chosen: string
}

type Corner = readonly number[]

/** GeoJSON of the shape that a form describes, as far as it can be drawn; the server says what is wrong with it. */
export function typedShape(typed: Typed): { type: string; coordinates: unknown } | undefined {
  if (typed.by === 'place') return circle(typedPlace(typed.place, fromNationalGrid), typed.radius)
  if (typed.by === 'corners') {
    const lines = typed.corners.split(/\r?\n/).filter((line) => line.trim() !== '')
    const corners = lines.map((line) => typedPlace(line, fromNationalGrid))
    const ring = corners.flatMap((corner) => (corner ? [[corner.longitude, corner.latitude]] : []))
    const [first] = ring
    return first && ring.length >= 3 && ring.length === lines.length
      ? { type: 'Polygon', coordinates: [[...ring, first]] }
      : undefined
  }
  const shapes = JSON.parse(typed.found || '[]') as {
    geometry: { type: string; coordinates: unknown }
  }[]
  const geometry = shapes[Number(typed.chosen || '0')]?.geometry
  if (geometry?.type !== 'Point') return geometry
  const [longitude = 0, latitude = 0] = geometry.coordinates as Corner
  return circle({ latitude, longitude }, typed.radius)
}

function circle(middle: { latitude: number; longitude: number } | undefined, radius: string) {
  const metres = Number(radius)
  if (!middle || !(metres > 0)) return undefined
  return { type: 'Polygon', coordinates: [circleRing(middle, metres)] }
}

/** Corners as people type them, a line each; a ring's last, which is its first again, is left out. */
export function cornersText(corners: readonly Corner[]): string {
  const [first, last] = [corners[0], corners.at(-1)]
  const closed = corners.length > 1 && first?.[0] === last?.[0] && first?.[1] === last?.[1]
  return (closed ? corners.slice(0, -1) : corners)
    .map(([longitude = 0, latitude = 0]) => `${latitude.toFixed(6)}, ${longitude.toFixed(6)}`)
    .join('\n')
}
