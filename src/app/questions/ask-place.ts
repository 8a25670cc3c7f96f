import type { CrimeVersion } from '../../domain/crime.ts'
import type { EvidenceSummary } from '../../domain/evidence-summary.ts'
import { capturedAt } from '../../domain/held-positions.ts'
import type { ClosedWindow, Instant } from '../../domain/interval.ts'
import type { LawfulIntervals } from '../../domain/lawful-intervals.ts'
import { DistanceBounds } from '../../geo/distance-bounds.ts'
import { earthPoint } from '../../geo/ellipsoid.ts'
import { arrangePositions } from '../../matching/arrange-positions.ts'
import { bridgedWindow, gateOf } from '../../matching/candidates.ts'
import { historyDays } from '../../matching/history-days.ts'
import { Matcher } from '../../matching/match-crimes.ts'
import type { MatchingParameters } from '../../matching/parameters.ts'
import { comparable } from '../check-pair.ts'
import type { DataFolder } from '../data-folder.ts'
import { intervalsIn } from '../days-in-memory.ts'
import { pieceByPiece } from '../in-breaths.ts'
import type { QuestionGround } from './question-ground.ts'

/** A pair of twelve hours takes some twenty milliseconds, and somebody waits. */
const MOST_WEIGHED = 40

/** A place and a window of which somebody asks whether anybody was there; nothing of it becomes a crime. */
export type AskedPlace = Pick<CrimeVersion, 'latitude' | 'longitude' | 'crimeType' | 'window'>

/** One wearer near a place, with the evidence. */
interface WearerNear {
  readonly deviceWearerId: string
  readonly evidence: EvidenceSummary
  readonly positionsInWindow: number
  readonly positionsInRadius: number
  /** Of the positions in the window; metres. */
  readonly closestMetres: number | undefined
  readonly closestAt: Instant | undefined
}

/** What can be said of a place. Counts are of everybody, whoever asks. */
export interface PlaceAnswer {
  /** The run whose fit the evidence was weighed with. */
  readonly runId: number
  /** Who could lawfully be compared at some instant of the window. */
  readonly compared: number
  /** Of them, whose tags reported nothing at all in the window: they may have been anywhere. */
  readonly silent: number
  /** Who came within reach too, but less near than so many others that they were not weighed. */
  readonly unweighed: number
  /** Who came near and was weighed, the strongest evidence of presence first. */
  readonly near: readonly WearerNear[]
}

/**
 * Who was near a place in a window, weighed as a matching run weighs crimes: candidates first, evidence for them alone.
 *
 * @param parameters with the radius that was asked for, also as how near is near.
 * @throws AppError INPUT_INVALID while no whole run is kept.
 */
export async function askPlace(
  { archive }: DataFolder,
  questions: QuestionGround,
  place: AskedPlace,
  parameters: MatchingParameters,
): Promise<PlaceAnswer> {
  const ground = await questions.stand()
  const { lawful, runId } = ground
  const scene: CrimeVersion = { ...noCrime, ...place }
  const around = bridgedWindow(place.window, parameters)
  const everyone = await nearestFirst(archive, lawful, place, parameters)
  const wearers = everyone.slice(0, MOST_WEIGHED).sort()
  const trails = intervalsIn(lawful, wearers, around)
  const arranged = arrangePositions(
    await archive.read(trails, { from: around.from, to: around.to + 1 }),
  )
  const isHistory = historyDays([scene], parameters)
  const engine = await questions.engineOver(ground, wearers, isHistory)
  const matcher = new Matcher(arranged, lawful, parameters, engine)
  const near = await pieceByPiece(matcher.matching(scene, 'near'))
  const compared = lawful.deviceWearerIds.filter((id) => comparable(lawful, id, place.window))
  return {
    runId,
    compared: compared.length,
    silent: await silentOf(archive, lawful, compared, place.window),
    unweighed: everyone.length - wearers.length,
    near: near.map(({ deviceWearerId, evidence, proximity }) => ({
      deviceWearerId,
      evidence,
      positionsInWindow: proximity.positionsInWindow,
      positionsInRadius: proximity.inRadius.length,
      closestMetres: proximity.closest?.distanceMetres,
      closestAt: proximity.closest && capturedAt(arranged.positions, proximity.closest.row),
    })),
  }
}

/** Whoever had a lawful position near enough, by how near the nearest was. */
async function nearestFirst(
  archive: DataFolder['archive'],
  lawful: LawfulIntervals,
  { latitude, longitude, window }: AskedPlace,
  parameters: MatchingParameters,
): Promise<string[]> {
  const { within: radiusMetres, when } = gateOf('near', window, parameters)
  const everyone = intervalsIn(lawful, lawful.deviceWearerIds, when)
  const near = await archive.readNear(everyone, [{ latitude, longitude, radiusMetres, ...when }])
  const centre = new DistanceBounds(earthPoint(latitude, longitude))
  const intervals = near.deviceIds.map((id) => lawful.ofDevice(id))
  const nearest = new Map<string, number>()
  for (let row = 0; row < near.length; row++) {
    const metres = centre.metres(near.latitude[row] ?? 0, near.longitude[row] ?? 0)
    if (metres > radiusMetres) continue
    const at = capturedAt(near, row)
    for (const { deviceWearerId, from, to } of intervals[near.device[row] ?? -1] ?? []) {
      if (at < from || at >= to) continue
      nearest.set(deviceWearerId, Math.min(metres, nearest.get(deviceWearerId) ?? Infinity))
    }
  }
  return [...nearest]
    .sort(([one, a], [other, b]) => a - b || (one < other ? -1 : 1))
    .map(([deviceWearerId]) => deviceWearerId)
    .filter((id) => comparable(lawful, id, window))
}

async function silentOf(
  archive: DataFolder['archive'],
  lawful: LawfulIntervals,
  compared: readonly string[],
  window: ClosedWindow,
): Promise<number> {
  const heard = await archive.devicesHeard({ from: window.from, to: window.to + 1 })
  return compared.filter(
    (id) => !intervalsIn(lawful, [id], window).some(({ deviceId }) => heard.has(deviceId)),
  ).length
}

/** What the engine never looks at. */
const noCrime = {
  policeForce: '',
  crimeReference: '',
  batchId: '',
  crimeText: '',
  version: 1,
  changes: [],
  location: { kind: 'degrees', latitude: 0, longitude: 0 },
} as const
