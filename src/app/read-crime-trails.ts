import { accuracyMetresAt, capturedAt, deviceIdAt, mechanismAt } from '../domain/held-positions.ts'
import type { ClosedWindow, Instant } from '../domain/interval.ts'
import type { LawfulIntervals } from '../domain/lawful-intervals.ts'
import { DEGREES_PER_UNIT } from '../domain/position-columns.ts'
import { overlapShare } from '../geo/circle-overlap.ts'
import { DistanceBounds } from '../geo/distance-bounds.ts'
import { earthPoint } from '../geo/ellipsoid.ts'
import { type ArrangedPositions, arrangePositions } from '../matching/arrange-positions.ts'
import { defaultParameters } from '../matching/parameters.ts'
import { weighProximity } from '../matching/proximity.ts'
import { trailInWindow } from '../matching/trail-in-window.ts'
import type { PositionArchive } from '../store/positions/position-archive.ts'
import { type SaidMovement, withDetails } from './with-details.ts'

/** Where and when a crime was, and how near counts: WGS84 degrees, metres, a closed window. */
export interface CrimeScene {
  readonly latitude: number
  readonly longitude: number
  readonly radiusMetres: number
  readonly window: ClosedWindow
}

/** A position of a wearer as seen from a crime. */
export interface TrailPosition extends SaidMovement {
  readonly deviceWearerId: string
  readonly capturedAt: Instant
  readonly latitude: number
  readonly longitude: number
  readonly accuracyMetres: number | undefined
  readonly mechanism: string
  readonly device: string
  readonly distanceMetres: number
  /** The share of its accuracy circle inside the crime's circle; `undefined` without an accuracy. */
  readonly overlapShare: number | undefined
  /** A1, A2, B1 …: its place among the wearer's visits; `undefined` out of radius or window. */
  readonly label: string | undefined
  readonly outsideWindow: boolean
}

/**
 * The positions of some wearers around a crime, in order of capture: those in its window, and those up
 * to `besideMinutes` before and after it. Labelled as matching labels them.
 *
 * @param lawful of whom and when positions may be compared with crimes; no others are read.
 */
export async function readCrimeTrails(
  archive: PositionArchive,
  lawful: LawfulIntervals,
  scene: CrimeScene,
  besideMinutes: number,
): Promise<TrailPosition[]> {
  const intervals = lawful.deviceWearerIds.flatMap((id) => lawful.ofWearer(id))
  if (intervals.length === 0) return []
  const shown = {
    from: scene.window.from - besideMinutes * 60_000,
    to: scene.window.to + besideMinutes * 60_000,
  }
  // The archive's intervals are half-open.
  const within = { from: shown.from, to: shown.to + 1 }
  const arranged = arrangePositions(await archive.read(intervals, within))
  const trails = lawful.deviceWearerIds
    .flatMap((id) => trailOf(arranged, lawful, id, scene, shown))
    .sort((a, b) => a.capturedAt - b.capturedAt)
  return withDetails(archive, intervals, within, trails)
}

function trailOf(
  arranged: ArrangedPositions,
  lawful: LawfulIntervals,
  deviceWearerId: string,
  { latitude, longitude, radiusMetres, window }: CrimeScene,
  shown: ClosedWindow,
): TrailPosition[] {
  const { positions } = arranged
  const numbers = new Map(positions.deviceIds.map((id, number) => [id, number]))
  const rows = (within: ClosedWindow) =>
    trailInWindow(arranged, lawful.ofWearer(deviceWearerId), within, (id) => numbers.get(id))
  const crime = new DistanceBounds(earthPoint(latitude, longitude))
  const parameters = { ...defaultParameters, radiusMetres }
  const { inRadius } = weighProximity(positions, rows(window), crime, parameters)
  const labels = new Map(inRadius.map(({ row, sequenceLabel }) => [row, sequenceLabel]))
  return rows(shown).map((row) => {
    const at = capturedAt(positions, row)
    const [y, x] = [positions.latitude[row] ?? 0, positions.longitude[row] ?? 0]
    const accuracyMetres = accuracyMetresAt(positions, row)
    const distanceMetres = crime.metres(y, x)
    return {
      deviceWearerId,
      capturedAt: at,
      latitude: y * DEGREES_PER_UNIT,
      longitude: x * DEGREES_PER_UNIT,
      accuracyMetres,
      mechanism: mechanismAt(positions, row),
      device: deviceIdAt(positions, row),
      distanceMetres,
      overlapShare:
        accuracyMetres === undefined
          ? undefined
          : overlapShare(accuracyMetres, radiusMetres, distanceMetres),
      label: labels.get(row),
      outsideWindow: at < window.from || at > window.to,
    }
  })
}
