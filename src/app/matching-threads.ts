import type { CrimeVersion } from '../domain/crime.ts'
import type { LawfulInterval, LawfulIntervals } from '../domain/lawful-intervals.ts'
import type { ArrangedPositions } from '../matching/arrange-positions.ts'
import type { PairsMode } from '../matching/candidates.ts'
import type { Timelines } from '../matching/evidence/timelines.ts'
import type { EvidenceEngine } from '../matching/evidence/weigh-evidence.ts'
import type { ComponentWeights } from '../matching/evidence/whereabouts-model.ts'
import type { PositionIndexParts } from '../matching/index-positions.ts'
import { byStrength, type Match } from '../matching/match-crimes.ts'
import { type PackedMatches, unpackMatches } from '../matching/packed-matches.ts'
import type { MatchingParameters } from '../matching/parameters.ts'
import type { ArrangedDay } from '../matching/trails-across-days.ts'
import { ThreadPool } from './thread-pool.ts'

/** As it was built, from `src/` and `dist/` alike. */
const PROGRAM = new URL('../../dist/app/matching-thread.js', import.meta.url)
/** Crimes asked at once: some tenths of a second of work. */
const CRIMES_AT_ONCE = 16
/** How far a thread may be ahead of the slowest: wearers differ, and what is done waits in memory. */
const AHEAD = 24

/** What everybody's comparisons need. */
export interface MatchingGround {
  readonly lawful: LawfulIntervals
  readonly parameters: MatchingParameters
  readonly engine: EvidenceEngine
}

/** What one of `of` threads begins with: columns of numbers are shared, the rest is copied. */
export interface ThreadData {
  readonly number: number
  readonly of: number
  readonly parameters: MatchingParameters
  readonly byWearer: ReadonlyMap<string, readonly LawfulInterval[]>
  readonly byDevice: ReadonlyMap<string, readonly LawfulInterval[]>
  readonly timelines: Timelines
  readonly componentWeights: ComponentWeights
}

export interface CrimesToMatch {
  readonly crimes: readonly CrimeVersion[]
  readonly pairs: PairsMode
}

export interface AskedOfThread {
  /** Where these crimes' positions are not those of the crimes before. */
  readonly ground:
    | { readonly arranged: ArrangedPositions; readonly index: PositionIndexParts }
    | undefined
  readonly match: CrimesToMatch
}

/**
 * Compares crimes in threads. Each has wearers of its own, as what is learned of a wearer serves all their pairs; a
 * crime's matches are put together here, and are what one thread would have found, in the same order.
 */
export class MatchingThreads {
  readonly #pool: ThreadPool<AskedOfThread, PackedMatches>

  constructor(count: number, { lawful, parameters, engine }: MatchingGround) {
    const byWearer = new Map(lawful.deviceWearerIds.map((id) => [id, lawful.ofWearer(id)]))
    const devices = [...byWearer.values()].flat().map(({ deviceId }) => deviceId)
    const byDevice = new Map(devices.map((id) => [id, lawful.ofDevice(id)]))
    const { timelines, componentWeights } = engine
    const shared = { parameters, byWearer, byDevice, timelines, componentWeights }
    const data = Array.from({ length: count }, (_, number): ThreadData => {
      return { ...shared, number, of: count }
    })
    this.#pool = new ThreadPool(PROGRAM, data)
  }

  /**
   * The matches of each crime, in the order given.
   *
   * @throws AppError THREAD_STOPPED where a thread ended; or what comparing threw.
   */
  async *match(
    { arranged, index }: ArrangedDay,
    crimes: readonly CrimeVersion[],
    pairs: PairsMode,
  ): AsyncGenerator<Match[]> {
    const ground = { arranged, index: index.parts }
    const asked: { readonly some: readonly CrimeVersion[]; readonly told: Told }[] = []
    let next = 0
    for (;;) {
      for (; next < crimes.length && asked.length < AHEAD; next += CRIMES_AT_ONCE) {
        const some = crimes.slice(next, next + CRIMES_AT_ONCE)
        const match = { crimes: some, pairs }
        const told = this.#pool.askAll({ ground: next === 0 ? ground : undefined, match })
        // Whoever waits for it hears of a failure; until then it is nobody's.
        told.catch(() => undefined)
        asked.push({ some, told })
      }
      const first = asked.shift()
      if (!first) return
      const parts = (await first.told).map((packed) => unpackMatches(packed, first.some))
      for (const number of first.some.keys()) {
        yield parts.flatMap((part) => part[number] ?? []).sort(byStrength)
      }
    }
  }

  end(): Promise<void> {
    return this.#pool.end()
  }
}

type Told = Promise<PackedMatches[]>
