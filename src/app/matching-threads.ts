import type { CrimeVersion } from '../domain/crime.ts'
import type { LawfulInterval, LawfulIntervals } from '../domain/lawful-intervals.ts'
import type { ArrangedPositions } from '../matching/arrange-positions.ts'
import type { Timelines } from '../matching/evidence/timelines.ts'
import type { EvidenceEngine, LearnedEvidence } from '../matching/evidence/weigh-evidence.ts'
import type { PositionIndexParts } from '../matching/index-positions.ts'
import type { WeighedPairs } from '../matching/matches-by-crime.ts'
import type { PackedMatches } from '../matching/packed-matches.ts'
import type { PairsToWeigh } from '../matching/pairs-to-weigh.ts'
import type { MatchingParameters } from '../matching/parameters.ts'
import type { ArrangedDay } from '../matching/trails-across-days.ts'
import { ThreadPool } from './thread-pool.ts'

/** As it was built, from `src/` and `dist/` alike. */
const PROGRAM = new URL('../../dist/app/matching-thread.js', import.meta.url)

/** What everybody's comparisons need. */
export interface MatchingGround {
  readonly lawful: LawfulIntervals
  readonly parameters: MatchingParameters
  readonly engine: EvidenceEngine
}

/** What a thread begins with: columns of numbers are shared, the rest is copied. */
export interface ThreadData {
  readonly parameters: MatchingParameters
  readonly byWearer: ReadonlyMap<string, readonly LawfulInterval[]>
  readonly byDevice: ReadonlyMap<string, readonly LawfulInterval[]>
  readonly timelines: Timelines
  readonly learned: LearnedEvidence
}

/** The crimes whose pairs are asked for next, and the positions of all their windows. */
interface CrimesToKnow {
  readonly crimes: readonly CrimeVersion[]
  readonly arranged: ArrangedPositions
  readonly index: PositionIndexParts
}

export type AskedOfThread = { readonly know: CrimesToKnow } | { readonly weigh: PairsToWeigh }
/** Nothing, of what it is to know. */
export type ToldByThread = PackedMatches | undefined

/** Weighs pairs in threads: whichever is free takes the next wearers. What is found is what one thread would have found. */
export class MatchingThreads {
  readonly #pool: ThreadPool<AskedOfThread, ToldByThread>

  constructor(count: number, { lawful, parameters, engine }: MatchingGround) {
    const byWearer = new Map(lawful.deviceWearerIds.map((id) => [id, lawful.ofWearer(id)]))
    const devices = [...byWearer.values()].flat().map(({ deviceId }) => deviceId)
    const byDevice = new Map(devices.map((id) => [id, lawful.ofDevice(id)]))
    const { timelines } = engine
    const learned = engine.learned()
    const data: ThreadData = { parameters, byWearer, byDevice, timelines, learned }
    this.#pool = new ThreadPool(PROGRAM, Array(count).fill(data))
  }

  /**
   * What is found of each part's pairs, in their order.
   *
   * @param weighed told now and then how many parts there are.
   * @throws AppError THREAD_STOPPED where a thread ended; or what weighing threw.
   */
  async weigh(
    { arranged, index }: ArrangedDay,
    crimes: readonly CrimeVersion[],
    parts: readonly PairsToWeigh[],
    weighed: (parts: number) => void,
  ): Promise<WeighedPairs[]> {
    const know = { crimes, arranged, index: index.parts }
    const questions = parts.map((weigh) => ({ weigh }))
    const told = await this.#pool.ask({ know }, questions, weighed)
    return parts.flatMap((part, number) => {
      const found = told[number]
      return found ? [{ ...part, found }] : []
    })
  }

  end(): Promise<void> {
    return this.#pool.end()
  }
}
