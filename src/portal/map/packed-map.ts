import type { Instant } from '../../domain/interval.ts'
import type { MapCircle, MapPosition, MapZone, TablePages } from './map-data.ts'
import type { MapBand, MapMark, MapStay } from './map-legs.ts'
import type { Stretch } from './playback.ts'

/** What a page carries for its map. */
export interface MapData {
  readonly positions: readonly MapPosition[]
  readonly gapMinutes: number
  readonly crimes: readonly MapCircle[]
  /** Ids of the wearers whose trails are shown; none where it is clear whose they are. */
  readonly wearers: readonly string[]
  /** Through what a reader may play, where the map is of a window. */
  readonly played?: Stretch | undefined
  readonly zones: readonly MapZone[]
  readonly stays: readonly MapStay[]
  readonly marks: readonly MapMark[]
  /** Beneath the scrubber. */
  readonly bands: readonly MapBand[]
  readonly table: TablePages
}

type PackedPosition = readonly [
  number: number,
  /** Since the one before; short numbers, as most are a minute. */
  capturedAfter: number,
  latitude: number,
  longitude: number,
  mechanism: number,
  device: number,
  outsideWindow: 0 | 1,
  accuracyMetres?: number | null,
  speedKmh?: number | null,
  label?: string | null,
  wearer?: number | null,
  distanceMetres?: number | null,
  overlapShare?: number | null,
  headingDegrees?: number | null,
  /** Since it was captured. */
  recordedAfter?: number | null,
  uploadedAfter?: number | null,
  satellites?: number | null,
  hdop?: number | null,
]

interface PackedMap extends Omit<MapData, 'positions'> {
  readonly mechanisms: readonly string[]
  readonly devices: readonly string[]
  readonly positions: readonly PackedPosition[]
}

/**
 * A map's data as JSON that may stand in a script element: positions as rows without names, a fifth
 * of the bytes, and nothing in it that could end the element or begin a comment.
 */
export function packMap(data: MapData): string {
  const mechanisms = new Map<string, number>()
  const devices = new Map<string, number>()
  let before = 0
  const positions = data.positions.map((position) => {
    const { capturedAt, recordedAt, uploadedAt } = position
    const row: (string | number | null)[] = [
      position.number,
      capturedAt - before,
      position.latitude,
      position.longitude,
      codeOf(mechanisms, position.mechanism),
      codeOf(devices, position.device),
      position.outsideWindow ? 1 : 0,
      position.accuracyMetres ?? null,
      position.speedKmh ?? null,
      position.label ?? null,
      position.wearer ?? null,
      position.distanceMetres ?? null,
      position.overlapShare ?? null,
      position.headingDegrees ?? null,
      recordedAt === undefined ? null : recordedAt - capturedAt,
      uploadedAt === undefined ? null : uploadedAt - capturedAt,
      position.satellites ?? null,
      position.hdop ?? null,
    ]
    before = capturedAt
    while (row.at(-1) === null) row.pop()
    return row
  })
  return scriptJson({
    ...data,
    mechanisms: [...mechanisms.keys()],
    devices: [...devices.keys()],
    positions,
  })
}

/** The inverse of {@link packMap}. */
export function unpackMap(json: string): MapData {
  const { mechanisms, devices, ...packed } = JSON.parse(json) as PackedMap
  let capturedAt = 0
  const positions = packed.positions.map((row): MapPosition => {
    const [number, after, latitude, longitude, mechanism, device, outside] = row
    capturedAt += after
    const [, , , , , , , accuracyMetres, speedKmh, label, wearer, distanceMetres] = row
    const [share, headingDegrees, recordedAfter, uploadedAfter, satellites, hdop] = row.slice(
      12,
    ) as (number | null | undefined)[]
    return {
      number,
      capturedAt,
      latitude,
      longitude,
      mechanism: mechanisms[mechanism] ?? '',
      device: devices[device] ?? '',
      outsideWindow: outside === 1,
      accuracyMetres: accuracyMetres ?? undefined,
      speedKmh: speedKmh ?? undefined,
      label: label ?? undefined,
      wearer: wearer ?? undefined,
      distanceMetres: distanceMetres ?? undefined,
      overlapShare: share ?? undefined,
      headingDegrees: headingDegrees ?? undefined,
      recordedAt: instantAfter(capturedAt, recordedAfter),
      uploadedAt: instantAfter(capturedAt, uploadedAfter),
      satellites: satellites ?? undefined,
      hdop: hdop ?? undefined,
    }
  })
  return { ...packed, positions }
}

function instantAfter(at: Instant, after: number | null | undefined): Instant | undefined {
  return after === null || after === undefined ? undefined : at + after
}

/** A script element ends at `</script` and changes its mind at `<!--`, wherever they stand. */
function scriptJson(value: unknown): string {
  return JSON.stringify(value).replaceAll('<', '\\u003c').replaceAll('>', '\\u003e')
}

function codeOf(codes: Map<string, number>, text: string): number {
  const known = codes.get(text)
  if (known !== undefined) return known
  codes.set(text, codes.size)
  return codes.size - 1
}
