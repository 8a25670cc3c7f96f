import type { CrimeVersion } from '../domain/crime.ts'
import { capturedAt } from '../domain/held-positions.ts'
import { atOnce, type InPieces } from '../domain/in-pieces.ts'
import type { ClosedWindow } from '../domain/interval.ts'
import type { LawfulIntervals } from '../domain/lawful-intervals.ts'
import { DistanceBounds } from '../geo/distance-bounds.ts'
import { earthPoint } from '../geo/ellipsoid.ts'
import type { ArrangedPositions } from './arrange-positions.ts'
import { bridgedWindow, Candidates, type PairsMode } from './candidates.ts'
import type { Evidence, EvidenceEngine } from './evidence/weigh-evidence.ts'
import { lowerBound } from './lower-bound.ts'
import type { MatchingParameters } from './parameters.ts'
import type { PositionIndex } from './position-index.ts'
import { type Proximity, paddedWindow, weighProximity } from './proximity.ts'
import { trailInWindow } from './trail-in-window.ts'

/** A wearer and a crime version, with how near the one came to the other. */
export interface Match {
  readonly crime: CrimeVersion
  readonly deviceWearerId: string
  readonly proximity: Proximity
  readonly evidence: Evidence
}

/** Where and when a crime was. */
interface Scene {
  readonly place: DistanceBounds
  readonly window: ClosedWindow
}

/**
 * Compares crimes with trails. Pure: the same positions, crimes, lawful intervals and parameters
 * give the same matches in the same order, whatever order they came in.
 */
export class Matcher {
  readonly #arranged: ArrangedPositions
  readonly #lawful: LawfulIntervals
  readonly #parameters: MatchingParameters
  readonly candidates: Candidates
  readonly #deviceNumbers: ReadonlyMap<string, number>
  readonly #evidence: EvidenceEngine
  readonly #scenes = new WeakMap<CrimeVersion, Scene>()
  #instants = new Float64Array(4096)

  /**
   * @param arranged positions of the crimes' windows, and for the bridge's length either side.
   * @param evidence what weighs pairs, over these positions and those of the wearers' other days.
   * @param index of the same positions, where there is one already.
   */
  constructor(
    arranged: ArrangedPositions,
    lawful: LawfulIntervals,
    parameters: MatchingParameters,
    evidence: EvidenceEngine,
    index?: PositionIndex,
  ) {
    this.#evidence = evidence
    this.#arranged = arranged
    this.#lawful = lawful
    this.#parameters = parameters
    this.candidates = new Candidates(arranged, lawful, parameters, index)
    this.#deviceNumbers = new Map(arranged.positions.deviceIds.map((id, number) => [id, number]))
  }

  /** The crime's pairs, the strongest evidence of presence first, then by wearer. */
  match(crime: CrimeVersion, mode: PairsMode): Match[] {
    return atOnce(this.matching(crime, mode))
  }

  /** As {@link match}, with a pause after each pair. */
  *matching(crime: CrimeVersion, mode: PairsMode): InPieces<Match[]> {
    const scene = this.#sceneOf(crime)
    const matches: Match[] = []
    for (const deviceWearerId of this.candidates.of(crime, mode)) {
      matches.push(this.#weigh(crime, deviceWearerId, scene))
      yield
    }
    return matches.sort(byStrength)
  }

  /** One pair, near or not. */
  pair(crime: CrimeVersion, deviceWearerId: string): Match {
    return this.#weigh(crime, deviceWearerId, this.#sceneOf(crime))
  }

  /** Lets go of what was worked out of a wearer. */
  forget(deviceWearerId: string): void {
    this.#evidence.forget(deviceWearerId)
  }

  /** One for all of a crime's pairs: of a window, what was worked out is known again. */
  #sceneOf(crime: CrimeVersion): Scene {
    let scene = this.#scenes.get(crime)
    if (!scene) {
      scene = {
        place: new DistanceBounds(earthPoint(crime.latitude, crime.longitude)),
        window: paddedWindow(crime.window, this.#parameters.padMinutes),
      }
      this.#scenes.set(crime, scene)
    }
    return scene
  }

  #weigh(crime: CrimeVersion, deviceWearerId: string, { place, window }: Scene): Match {
    const { positions } = this.#arranged
    const rows = this.rowsAround(crime, deviceWearerId)
    const instants = this.#instantsOf(rows)
    const first = lowerBound(instants, window.from, 0, rows.length)
    const end = lowerBound(instants, window.to + 1, first, rows.length)
    const proximity = weighProximity(positions, rows.slice(first, end), place, this.#parameters)
    const nearest = Math.min(
      proximity.closest?.distanceMetres ?? Infinity,
      this.#metresTo(rows[first - 1], place),
      this.#metresTo(rows[end], place),
    )
    const evidence = this.#evidence.weigh(crime, deviceWearerId, window, instants, nearest)
    return { crime, deviceWearerId, proximity, evidence }
  }

  /** Good until the next pair. */
  #instantsOf(rows: readonly number[]): Float64Array {
    if (rows.length > this.#instants.length) this.#instants = new Float64Array(2 * rows.length)
    for (let i = 0; i < rows.length; i++) {
      this.#instants[i] = capturedAt(this.#arranged.positions, rows[i]!)
    }
    return this.#instants.subarray(0, rows.length)
  }

  #metresTo(row: number | undefined, place: DistanceBounds): number {
    const { latitude, longitude } = this.#arranged.positions
    return row === undefined ? Infinity : place.metres(latitude[row]!, longitude[row]!)
  }

  /** A wearer's lawful rows by time, in a crime's padded window and for the bridge's length either side. */
  rowsAround(crime: CrimeVersion, deviceWearerId: string): number[] {
    const window = paddedWindow(crime.window, this.#parameters.padMinutes)
    const intervals = this.#lawful.ofWearer(deviceWearerId)
    const around = bridgedWindow(window, this.#parameters)
    return trailInWindow(this.#arranged, intervals, around, (id) => this.#deviceNumbers.get(id))
  }
}

/** The strongest evidence of presence first, then by wearer. */
export function byStrength(a: Match, b: Match): number {
  return (
    written(b.evidence.log10Lr) - written(a.evidence.log10Lr) ||
    (a.deviceWearerId < b.deviceWearerId ? -1 : 1)
  )
}

/** Compared as the files state it, so that rows that read the same stand in order of wearer. */
function written(log10Lr: number): number {
  return Math.round(log10Lr * 1000)
}

/** Crimes in the order the files list them: force, reference, version. */
export function byCrime(a: CrimeVersion, b: CrimeVersion): number {
  return (
    compareText(a.policeForce, b.policeForce) ||
    compareText(a.crimeReference, b.crimeReference) ||
    a.version - b.version
  )
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
