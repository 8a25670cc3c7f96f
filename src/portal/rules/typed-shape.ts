import { z } from 'zod'
import type { FromNationalGrid } from '../../geo/national-grid.ts'
import { typedPlace } from '../../geo/typed-place.ts'
import type { FoundShape } from '../../ingest/zone-file.ts'
import { type ZoneGeometry, zoneGeometry } from '../../ingest/zone-geometry.ts'
import type { FieldFault } from '../components/error-summary.tsx'
import type { FormValues } from '../form-values.ts'

const RADIUS_METRES = { least: 10, most: 50_000 }
/** A shape with more corners than these is kept as its file has it: nobody edits that by hand. */
const MOST_TYPED_CORNERS = 60

interface Shape {
  readonly geometry: ZoneGeometry
  readonly radiusMetres?: number
}

const found = z.array(z.object({ name: z.string().max(200).optional(), geometry: z.unknown() }))

/** The shape a form describes; what is wrong with it is added to `faults`. */
export function readShape(
  values: FormValues,
  fromNationalGrid: FromNationalGrid,
  faults: FieldFault[],
): Shape | undefined {
  const { text } = values
  const by = text('shapeBy')
  if (by === 'corners') return readCorners(text('corners'), fromNationalGrid, faults)
  if (by === 'file') {
    const shapes = foundShapes(values)
    const chosen = shapes[Number(text('chosen') || (shapes.length === 1 ? '0' : 'none'))]
    if (chosen) return withRadius(chosen.geometry, text('radius'), faults)
    faults.push(
      shapes.length === 0
        ? { field: 'file', text: 'Choose a file and read it' }
        : { field: 'chosen', text: 'Choose one of the shapes of the file' },
    )
    return undefined
  }
  if (by !== 'place') {
    faults.push({ field: 'shapeBy', text: 'Choose how the zone’s shape is given' })
    return undefined
  }
  const place = typedPlace(text('place'), fromNationalGrid)
  if (!place) {
    const example = 'such as 53.8000, -4.4000 or SC 41234 45678'
    faults.push({
      field: 'place',
      text: `Enter a place as coordinates or a grid reference, ${example}`,
    })
  }
  const { longitude = 0, latitude = 0 } = place ?? {}
  const shape = withRadius(
    { type: 'Point', coordinates: [longitude, latitude] },
    text('radius'),
    faults,
  )
  return place && shape
}

function withRadius(
  geometry: ZoneGeometry,
  typed: string,
  faults: FieldFault[],
): Shape | undefined {
  if (geometry.type !== 'Point') return { geometry }
  const radiusMetres = Number(typed)
  const { least, most } = RADIUS_METRES
  if (typed !== '' && radiusMetres >= least && radiusMetres <= most)
    return { geometry, radiusMetres }
  faults.push({ field: 'radius', text: `Enter a radius from ${least} to ${most} metres` })
  return undefined
}

/** A corner a line, each as any place is typed; the last leads back to the first. */
function readCorners(
  typed: string,
  fromNationalGrid: FromNationalGrid,
  faults: FieldFault[],
): Shape | undefined {
  const lines = typed.split(/\r?\n/).filter((line) => line.trim() !== '')
  const fault = (text: string) => {
    faults.push({ field: 'corners', text })
    return undefined
  }
  if (lines.length < 3) return fault('Enter at least three corners, one a line')
  const corners = lines.map((line) => typedPlace(line, fromNationalGrid))
  const unread = corners.indexOf(undefined)
  if (unread >= 0) {
    return fault(
      `Corner ${unread + 1} (“${(lines[unread] ?? '').slice(0, 40)}”) is no place: expected 53.8000, -4.4000 or SC 41234 45678`,
    )
  }
  const ring = corners.map((corner) => [corner?.longitude ?? 0, corner?.latitude ?? 0])
  const [first] = ring
  const last = ring.at(-1)
  const closed = first?.[0] === last?.[0] && first?.[1] === last?.[1] ? ring : [...ring, first]
  const geometry = zoneGeometry({ type: 'Polygon', coordinates: [closed] })
  return typeof geometry === 'string'
    ? fault(`These corners make no zone: ${geometry}`)
    : { geometry }
}

/** The shapes that a file held, as the form carries them from page to page. */
export function foundShapes({ typed }: Pick<FormValues, 'typed'>): FoundShape[] {
  const parsed = found.safeParse(parsedJson(typed('found')))
  if (!parsed.success) return []
  return parsed.data.flatMap(({ name, geometry }) => {
    const shape = zoneGeometry(geometry)
    return typeof shape === 'string' ? [] : [{ name, geometry: shape }]
  })
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** A shape as a form's fields: where it can be typed, as typed. */
export function shapeFields(
  geometry: unknown,
  radiusMetres: number | undefined,
): Record<string, string> {
  const shape = zoneGeometry(geometry)
  if (typeof shape === 'string') return { shapeBy: '' }
  if (shape.type === 'Point') {
    const [longitude, latitude] = shape.coordinates
    const place = cornerText([longitude, latitude])
    return { shapeBy: 'place', place, ...(radiusMetres && { radius: String(radiusMetres) }) }
  }
  const [ring, ...holes] = shape.type === 'Polygon' ? shape.coordinates : []
  if (ring && holes.length === 0 && ring.length <= MOST_TYPED_CORNERS) {
    return { shapeBy: 'corners', corners: ring.slice(0, -1).map(cornerText).join('\n') }
  }
  return { shapeBy: 'file', found: JSON.stringify([{ geometry: shape }]), chosen: '0' }
}

/** `53.8000000, -4.4000000`: latitude first, as people write it. */
function cornerText([longitude, latitude]: readonly [number, number]): string {
  return `${latitude.toFixed(7)}, ${longitude.toFixed(7)}`
}
