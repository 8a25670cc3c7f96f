import type { Instant } from '../domain/interval.ts'
import { DEGREES_PER_UNIT } from '../domain/position-columns.ts'
import { localScale } from '../geo/local-scale.ts'

/** What one picture of a map shows. Places in WGS84 degrees. */
export interface MapScene {
  readonly crime: {
    readonly latitude: number
    readonly longitude: number
    readonly radiusMetres: number
  }
  /** In order of capture. */
  readonly positions: readonly ScenePosition[]
  /** Longer steps between positions are drawn dashed. */
  readonly gapMinutes: number
  /** `trail`: all that is shown fits; `detail`: the crime's circle and what lies near it. */
  readonly view: 'trail' | 'detail'
  readonly ground?: SceneGround | undefined
}

export interface ScenePosition {
  /** As the table of positions calls it. */
  readonly label: string
  readonly capturedAt: Instant
  readonly latitude: number
  readonly longitude: number
  readonly accuracyMetres?: number | undefined
  readonly mechanism: string
  readonly device: string
  /** Counted from 1, where a map shows several people together; their labels begin with it. */
  readonly person?: number
  readonly inRadius: boolean
  readonly outsideWindow: boolean
}

/** What lies beneath the positions, as GeoJSON of the kinds that the simulated town's ground has. */
export interface SceneGround {
  readonly attribution: string
  readonly features: readonly GroundFeature[]
}

export interface GroundFeature {
  readonly kind: 'land' | 'centre' | 'park' | 'street' | 'main' | 'haunt'
  readonly name?: string | undefined
  /** Rings, lines, or one place each, of [longitude, latitude]. */
  readonly parts: readonly (readonly (readonly [number, number])[])[]
}

/** The map's frame within a picture, in the picture's units. */
export const FRAME = { width: 800, height: 620 }
const DETAIL_RADII = 1.6
const BORDER = 0.1
const LEAST_METRES = 150

/** Where places lie in the frame: north up, the same number of metres to a unit both ways. */
export interface SceneView {
  readonly metresPerUnit: number
  readonly at: (longitude: number, latitude: number) => readonly [x: number, y: number]
  readonly placeAt: (
    x: number,
    y: number,
  ) => { readonly longitude: number; readonly latitude: number }
}

export function viewOf({ crime, positions, view }: MapScene): SceneView {
  const near = crime.radiusMetres * DETAIL_RADII
  return viewAround(crime, (metres) => [
    [-crime.radiusMetres, -crime.radiusMetres],
    [crime.radiusMetres, crime.radiusMetres],
    ...(view === 'detail'
      ? ([
          [-near, -near],
          [near, near],
        ] as const)
      : positions.map(({ longitude, latitude }) => metres(longitude, latitude))),
  ])
}

type Metres = readonly [east: number, north: number]

/**
 * A view of everything that has to be seen around a place, which must be something.
 *
 * @param seen given how far a place lies east and north of it, says what has to be within the frame. Metres.
 */
export function viewAround(
  middle: { readonly longitude: number; readonly latitude: number },
  seen: (metres: (longitude: number, latitude: number) => Metres) => readonly Metres[],
): SceneView {
  const scale = localScale(middle.latitude / DEGREES_PER_UNIT)
  const east = scale.east / DEGREES_PER_UNIT
  const north = scale.north / DEGREES_PER_UNIT
  const metres = (longitude: number, latitude: number): Metres => [
    (longitude - middle.longitude) * east,
    (latitude - middle.latitude) * north,
  ]
  const corners = seen(metres)
  const xs = corners.map(([x]) => x)
  const ys = corners.map(([, y]) => y)
  const [west, right] = [Math.min(...xs), Math.max(...xs)]
  const [south, top] = [Math.min(...ys), Math.max(...ys)]
  const across = Math.max(LEAST_METRES, right - west) * (1 + 2 * BORDER)
  const up = Math.max(LEAST_METRES, top - south) * (1 + 2 * BORDER)
  const metresPerUnit = Math.max(across / FRAME.width, up / FRAME.height)
  const [middleX, middleY] = [(west + right) / 2, (south + top) / 2]
  return {
    metresPerUnit,
    at(longitude, latitude) {
      const [x, y] = metres(longitude, latitude)
      return [
        FRAME.width / 2 + (x - middleX) / metresPerUnit,
        FRAME.height / 2 - (y - middleY) / metresPerUnit,
      ]
    },
    placeAt(x, y) {
      const metresX = (x - FRAME.width / 2) * metresPerUnit + middleX
      const metresY = (FRAME.height / 2 - y) * metresPerUnit + middleY
      return {
        longitude: middle.longitude + metresX / east,
        latitude: middle.latitude + metresY / north,
      }
    },
  }
}
