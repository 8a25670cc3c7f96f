import { type AbsenceRefusal, absenceRefusals } from '../matching/evidence/verdict.ts'
import {
  approachClass,
  crimeTypeClass,
  hauntDistanceClass,
  homeDistanceClass,
  type PairTraitName,
  windowLengthClass,
} from './pair-traits.ts'

/** What the engine may answer; a verdict's code is its index. */
export const verdicts = [
  'no_data',
  'supports_absence',
  'inconclusive',
  'supports_presence',
] as const

const mechanismClasses = ['gps', 'lbs', 'other', 'none'] as const

/** A crime and a wearer: what was said of them, and what is so. */
export interface ScoredPair {
  /** 0 where the engine did not list the pair. Finite. */
  readonly log10Lr: number
  /** Whether the wearer was at the scene. */
  readonly isTrue: boolean
  readonly verdict: (typeof verdicts)[number]
  /** Share of the window, 0 to 1. */
  readonly coverage: number
  /** What stood first against saying absence; `undefined` where nothing did, or without data. */
  readonly refusal: AbsenceRefusal | undefined
  /** How near the trail came; `undefined` without data. */
  readonly approachMetres: number | undefined
  readonly positionsInRadius: number
  readonly overlappingPositions: number
  /** `undefined` without a position in the window. */
  readonly closestMetres: number | undefined
  readonly crimeType: string
  readonly windowMinutes: number
  /** Of most of the wearer's positions in the window. */
  readonly mechanism: (typeof mechanismClasses)[number]
  /** From the crime to the wearer's home. */
  readonly homeMetres: number | undefined
  /** Of the crime's planted offence, the same for each of its pairs; `undefined` where there is none. */
  readonly metresFromHaunt: number | undefined
}

/** Scored pairs as columns: 29 bytes a pair, so that ten million of them stay in memory. */
export interface ScoredPairs {
  readonly length: number
  readonly log10Lr: Float64Array
  readonly isTrue: Uint8Array
  /** Index into {@link verdicts}. */
  readonly verdict: Uint8Array
  readonly coverage: Float32Array
  /** 0 where nothing stood against saying absence, else 1 and the index into `absenceRefusals`. */
  readonly refusal: Uint8Array
  /** Counts stop at 65,535. */
  readonly positionsInRadius: Uint16Array
  readonly overlappingPositions: Uint16Array
  /** NaN without a position in the window. */
  readonly closestMetres: Float32Array
  /** Index into the trait's classes. */
  readonly traits: Readonly<Record<PairTraitName, Uint8Array>>
}

/** Columns that grow as pairs are scored: one builder for all towns of a mode. */
export class ScoredPairsBuilder {
  #length = 0
  #columns: ReturnType<typeof emptyColumns>

  constructor(capacity = 1024) {
    this.#columns = emptyColumns(capacity)
  }

  /** @throws RangeError when the ratio is no finite number: it could be neither ranked nor averaged. */
  add(pair: ScoredPair): void {
    if (!Number.isFinite(pair.log10Lr)) {
      throw new RangeError(
        `Cannot add a pair: its log10 LR is ${pair.log10Lr}, not a finite number`,
      )
    }
    const row = this.#length
    if (row === this.#columns.isTrue.length) this.#grow(Math.ceil(row * 1.6) + 1024)
    const columns = this.#columns
    columns.log10Lr[row] = pair.log10Lr
    columns.isTrue[row] = pair.isTrue ? 1 : 0
    columns.verdict[row] = verdicts.indexOf(pair.verdict)
    columns.coverage[row] = pair.coverage
    columns.refusal[row] = pair.refusal ? 1 + absenceRefusals.indexOf(pair.refusal) : 0
    columns.positionsInRadius[row] = Math.min(pair.positionsInRadius, 0xffff)
    columns.overlappingPositions[row] = Math.min(pair.overlappingPositions, 0xffff)
    columns.closestMetres[row] = pair.closestMetres ?? Number.NaN
    columns.crimeType[row] = crimeTypeClass(pair.crimeType)
    columns.windowLength[row] = windowLengthClass(pair.windowMinutes)
    columns.mechanism[row] = mechanismClasses.indexOf(pair.mechanism)
    columns.homeDistance[row] = homeDistanceClass(pair.homeMetres)
    columns.hauntDistance[row] = hauntDistanceClass(pair.metresFromHaunt)
    columns.approach[row] = approachClass(pair.approachMetres)
    this.#length = row + 1
  }

  /** The columns, without copying; the builder must not be used after. */
  build(): ScoredPairs {
    const length = this.#length
    const columns = this.#columns
    return {
      length,
      log10Lr: columns.log10Lr.subarray(0, length),
      isTrue: columns.isTrue.subarray(0, length),
      verdict: columns.verdict.subarray(0, length),
      coverage: columns.coverage.subarray(0, length),
      refusal: columns.refusal.subarray(0, length),
      positionsInRadius: columns.positionsInRadius.subarray(0, length),
      overlappingPositions: columns.overlappingPositions.subarray(0, length),
      closestMetres: columns.closestMetres.subarray(0, length),
      traits: {
        crimeType: columns.crimeType.subarray(0, length),
        windowLength: columns.windowLength.subarray(0, length),
        mechanism: columns.mechanism.subarray(0, length),
        homeDistance: columns.homeDistance.subarray(0, length),
        hauntDistance: columns.hauntDistance.subarray(0, length),
        approach: columns.approach.subarray(0, length),
      },
    }
  }

  #grow(capacity: number): void {
    const grown = emptyColumns(capacity)
    for (const name of Object.keys(grown) as (keyof typeof grown)[]) {
      grown[name].set(this.#columns[name])
    }
    this.#columns = grown
  }
}

/** The pairs of several towns as one. */
export function joinScoredPairs(all: readonly ScoredPairs[]): ScoredPairs {
  const length = all.reduce((sum, pairs) => sum + pairs.length, 0)
  const joined = emptyColumns(length)
  let at = 0
  for (const { traits, length: rows, ...columns } of all) {
    for (const [name, column] of Object.entries({ ...columns, ...traits })) {
      joined[name as keyof typeof joined].set(column, at)
    }
    at += rows
  }
  const { log10Lr, isTrue, verdict, coverage, refusal, positionsInRadius, ...rest } = joined
  const { overlappingPositions, closestMetres, ...traits } = rest
  return {
    length,
    log10Lr,
    isTrue,
    verdict,
    coverage,
    refusal,
    positionsInRadius,
    overlappingPositions,
    closestMetres,
    traits,
  }
}

function emptyColumns(capacity: number) {
  return {
    log10Lr: new Float64Array(capacity),
    isTrue: new Uint8Array(capacity),
    verdict: new Uint8Array(capacity),
    coverage: new Float32Array(capacity),
    refusal: new Uint8Array(capacity),
    positionsInRadius: new Uint16Array(capacity),
    overlappingPositions: new Uint16Array(capacity),
    closestMetres: new Float32Array(capacity),
    crimeType: new Uint8Array(capacity),
    windowLength: new Uint8Array(capacity),
    mechanism: new Uint8Array(capacity),
    homeDistance: new Uint8Array(capacity),
    hauntDistance: new Uint8Array(capacity),
    approach: new Uint8Array(capacity),
  }
}
