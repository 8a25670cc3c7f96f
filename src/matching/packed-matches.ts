import type { CrimeVersion } from '../domain/crime.ts'
import type { Verdict } from '../domain/evidence-summary.ts'
import type { PresenceRatios } from './evidence/presence-ratios.ts'
import { absenceRefusals } from './evidence/verdict.ts'
import type { Evidence } from './evidence/weigh-evidence.ts'
import type { Match } from './match-crimes.ts'

const VERDICTS: readonly Verdict[] = [
  'supports_presence',
  'inconclusive',
  'supports_absence',
  'no_data',
]
/** Numbers of each pair, beside those of its devices and of its positions in radius. */
const OF_A_PAIR = 21

/** No row of positions: nothing came closest; or nothing stood against absence. */
const NONE = -1

/**
 * What was found of pairs as a few arrays and one text: a tenth of the memory that as many objects take, and from thread
 * to thread in a hundredth of the time.
 */
export interface PackedMatches {
  readonly numbers: Float64Array<ArrayBuffer>
  /** Where each pair's numbers begin, and its labels. */
  readonly starts: Uint32Array<ArrayBuffer>
  readonly firstLabels: Uint32Array<ArrayBuffer>
  /** Labels of positions in radius, one after another. */
  readonly labels: string
}

/** What is said of a pair, whoever it is. */
export type OfPair = Pick<Match, 'proximity' | 'evidence'>

/** Packs pairs as they are found. */
export class MatchPacker {
  #numbers = new Float64Array(4096)
  #length = 0
  readonly #starts: number[] = []
  readonly #firstLabels: number[] = []
  readonly #labels: string[] = []

  add({ proximity, evidence }: OfPair): void {
    const { closest, devices, inRadius } = proximity
    this.#makeRoom(OF_A_PAIR + devices.length + 3 * inRadius.length)
    this.#starts.push(this.#length)
    this.#firstLabels.push(this.#labels.length)
    this.#put(proximity.positionsInWindow)
    this.#put(proximity.overlappingPositions)
    this.#put(closest?.row ?? NONE)
    this.#put(closest?.distanceMetres ?? 0)
    this.#put(devices.length)
    for (const device of devices) this.#put(device)
    this.#put(inRadius.length)
    for (const { row, sequenceLabel, distanceMetres, overlapShare } of inRadius) {
      this.#put(row)
      this.#put(distanceMetres)
      this.#put(overlapShare)
      this.#labels.push(sequenceLabel)
    }
    // In the order in which PackedMatchReader reads them.
    this.#put(evidence.windowCoverage)
    this.#put(evidence.log10Lr)
    this.#put(evidence.log10LrPopulation)
    this.#put(evidence.coincidenceDays)
    this.#put(evidence.comparableDays)
    this.#put(VERDICTS.indexOf(evidence.verdict))
    this.#put(Number(evidence.reachable))
    this.#put(evidence.refusal ? absenceRefusals.indexOf(evidence.refusal) : NONE)
    this.#put(Number(evidence.ratios !== undefined))
    if (evidence.ratios) this.#putRatios(evidence.approachMetres ?? 0, evidence.ratios)
  }

  #putRatios(approachMetres: number, ratios: PresenceRatios): void {
    this.#put(approachMetres)
    this.#put(ratios.knownShare)
    this.#put(ratios.own)
    this.#put(ratios.population)
    this.#put(ratios.possible)
    this.#put(ratios.unseen)
  }

  packed(): PackedMatches {
    return {
      numbers: this.#numbers.slice(0, this.#length),
      starts: Uint32Array.from(this.#starts),
      firstLabels: Uint32Array.from(this.#firstLabels),
      labels: this.#labels.join(' '),
    }
  }

  #put(value: number): void {
    this.#numbers[this.#length++] = value
  }

  #makeRoom(more: number): void {
    if (this.#length + more <= this.#numbers.length) return
    const larger = new Float64Array(2 * (this.#length + more))
    larger.set(this.#numbers)
    this.#numbers = larger
  }
}

/** Reads pairs that were packed, in any order. */
export class PackedMatchReader {
  readonly #packed: PackedMatches
  readonly #labels: readonly string[]
  #at = 0

  constructor(packed: PackedMatches) {
    this.#packed = packed
    this.#labels = packed.labels.split(' ')
  }

  /** @param pair in the order they were packed; the crime and the wearer are its own. */
  match(pair: number, crime: CrimeVersion, deviceWearerId: string): Match {
    this.#at = this.#packed.starts[pair]!
    const proximity = this.#proximity(this.#packed.firstLabels[pair]!)
    return { crime, deviceWearerId, proximity, evidence: this.#evidence() }
  }

  // Objects are written out: put together of others they take several times as long, and a run has hundreds of thousands.
  #proximity(firstLabel: number): Match['proximity'] {
    const positionsInWindow = this.#next()
    const overlappingPositions = this.#next()
    const row = this.#next()
    const distanceMetres = this.#next()
    const devices = this.#times(this.#next(), () => this.#next())
    const inRadius = this.#times(this.#next(), (number) => ({
      row: this.#next(),
      sequenceLabel: this.#labels[firstLabel + number]!,
      distanceMetres: this.#next(),
      overlapShare: this.#next(),
    }))
    if (row === NONE) return { positionsInWindow, overlappingPositions, devices, inRadius }
    const closest = { row, distanceMetres }
    return { positionsInWindow, overlappingPositions, closest, devices, inRadius }
  }

  #evidence(): Evidence {
    const windowCoverage = this.#next()
    const log10Lr = this.#next()
    const log10LrPopulation = this.#next()
    const coincidenceDays = this.#next()
    const comparableDays = this.#next()
    const verdict = VERDICTS[this.#next()]!
    const reachable = this.#next() === 1
    const refusal = absenceRefusals[this.#next()]
    const hasData = this.#next() === 1
    if (!hasData) {
      return {
        windowCoverage,
        log10Lr,
        log10LrPopulation,
        coincidenceDays,
        comparableDays,
        verdict,
        reachable,
      }
    }
    return {
      windowCoverage,
      log10Lr,
      log10LrPopulation,
      coincidenceDays,
      comparableDays,
      verdict,
      reachable,
      refusal,
      approachMetres: this.#next(),
      ratios: this.#ratios(),
    }
  }

  #ratios(): PresenceRatios {
    return {
      knownShare: this.#next(),
      own: this.#next(),
      population: this.#next(),
      possible: this.#next(),
      unseen: this.#next(),
    }
  }

  #next(): number {
    return this.#packed.numbers[this.#at++]!
  }

  #times<T>(count: number, make: (number: number) => T): T[] {
    const made: T[] = []
    for (let number = 0; number < count; number++) made.push(make(number))
    return made
  }
}
