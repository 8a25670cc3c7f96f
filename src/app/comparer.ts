import type { CrimeVersion } from '../domain/crime.ts'
import type { InPieces } from '../domain/in-pieces.ts'
import type { PairsMode } from '../matching/candidates.ts'
import { type Match, Matcher } from '../matching/match-crimes.ts'
import { matchesByCrime, type WeighedPairs } from '../matching/matches-by-crime.ts'
import { listPairs, type PairsToWeigh, partsOf } from '../matching/pairs-to-weigh.ts'
import type { ArrangedDay } from '../matching/trails-across-days.ts'
import { weighPairs } from '../matching/weigh-pairs.ts'
import { pieceByPiece } from './in-breaths.ts'
import { type MatchingGround, MatchingThreads } from './matching-threads.ts'

/** Pairs weighed before any of their crimes is told of: some 200 MB, and every wearer is met once. */
const PAIRS_AT_ONCE = 500_000
/** Pairs of a part: some tenths of a second of work. */
const PAIRS_A_PART = 1000
/** Threads are worth their start, and over a second in which each warms up, from so many pairs: some seconds of work. */
const WORTH_PAIRS = 8000

/** Threads that may be used for comparing beside the one that asks. */
export interface ThreadsAllowed {
  readonly count: number
  /** From how many pairs they are worth their start; worked out unless it is said. */
  readonly worthPairs?: number
}

/**
 * Compares crimes: in this thread, which pauses for whoever waits, or in threads of their own where those are worth their
 * start. The answers are the same.
 */
export class Comparer {
  readonly #ground: MatchingGround
  readonly #allowed: ThreadsAllowed
  readonly #wearerNumbers: ReadonlyMap<string, number>
  #threads: MatchingThreads | undefined

  constructor(ground: MatchingGround, allowed: ThreadsAllowed = { count: 0 }) {
    this.#ground = ground
    this.#allowed = allowed
    this.#wearerNumbers = new Map(ground.lawful.deviceWearerIds.map((id, number) => [id, number]))
  }

  /**
   * The matches of each crime, in the order given, over positions of all their windows.
   *
   * @param weighed told now and then which share of the crimes' pairs is weighed.
   * @throws AppError THREAD_STOPPED where a thread ended by itself.
   */
  async *compare(
    day: ArrangedDay,
    crimes: readonly CrimeVersion[],
    mode: PairsMode,
    weighed: (share: number) => void = () => undefined,
  ): AsyncGenerator<Match[]> {
    const { lawful, parameters, engine } = this.#ground
    const matcher = new Matcher(day.arranged, lawful, parameters, engine, day.index)
    const { candidates } = matcher
    // Threads start while pairs are listed still.
    const listed = (pairs: number) => void (this.#isWorthThreads(pairs) && this.#inThreads())
    for (let from = 0; from < crimes.length; ) {
      const pairs = await pieceByPiece(
        listPairs(candidates, crimes, mode, this.#wearerNumbers, from, PAIRS_AT_ONCE, listed),
      )
      const parts = partsOf(pairs, PAIRS_A_PART)
      const share = (done: number) =>
        weighed((from + ((pairs.next - from) * done) / parts.length) / crimes.length)
      const found = this.#isWorthThreads(pairs.wearers.length)
        ? await this.#inThreads().weigh(day, crimes, parts, share)
        : await pieceByPiece(this.#weighing(matcher, crimes, parts, share))
      yield* matchesByCrime(found, crimes, lawful.deviceWearerIds, from, pairs.next)
      from = pairs.next
    }
  }

  /** Threads end with it. */
  async end(): Promise<void> {
    await this.#threads?.end()
  }

  *#weighing(
    matcher: Matcher,
    crimes: readonly CrimeVersion[],
    parts: readonly PairsToWeigh[],
    weighed: (parts: number) => void,
  ): InPieces<WeighedPairs[]> {
    const weighedParts: WeighedPairs[] = []
    for (const part of parts) {
      const found = yield* weighPairs(matcher, part, crimes, this.#ground.lawful.deviceWearerIds)
      weighedParts.push({ ...part, found })
      weighed(weighedParts.length)
    }
    return weighedParts
  }

  #inThreads(): MatchingThreads {
    this.#threads ??= new MatchingThreads(this.#allowed.count, this.#ground)
    return this.#threads
  }

  #isWorthThreads(pairs: number): boolean {
    if (this.#allowed.count === 0) return false
    return this.#threads !== undefined || pairs >= (this.#allowed.worthPairs ?? WORTH_PAIRS)
  }
}
