import type { CrimeVersion } from '../domain/crime.ts'
import type { PairsMode } from '../matching/candidates.ts'
import { type Match, Matcher } from '../matching/match-crimes.ts'
import type { ArrangedDay } from '../matching/trails-across-days.ts'
import { pieceByPiece } from './in-breaths.ts'
import { type MatchingGround, MatchingThreads } from './matching-threads.ts'

/** After so many crimes it is known how many pairs the rest may have. */
const TELLING_CRIMES = 20
/**
 * Threads are worth their start, and over a second in which each warms up, from so many pairs: some seconds of work. From
 * more where there is more to learn.
 */
const WORTH_PAIRS = 8000
const KNOTS_A_PAIR = 2000

/** Threads that may be used for comparing beside the one that asks. */
export interface ThreadsAllowed {
  readonly count: number
  /** From how many pairs they are worth their start; worked out unless it is said. */
  readonly worthPairs?: number
}

/**
 * Compares crimes, at first in this thread, which pauses for whoever waits; in threads of their own once those are
 * worth their start. The answers are the same.
 */
export class Comparer {
  readonly #ground: MatchingGround
  readonly #allowed: ThreadsAllowed
  readonly #worthPairs: number
  #threads: MatchingThreads | undefined
  #left: number
  #done = 0
  #pairs = 0

  /** @param crimes how many are to be compared in all. */
  constructor(ground: MatchingGround, crimes: number, allowed: ThreadsAllowed = { count: 0 }) {
    this.#ground = ground
    this.#left = crimes
    this.#allowed = allowed
    const { length } = ground.engine.timelines.kind
    this.#worthPairs = allowed.worthPairs ?? WORTH_PAIRS + length / KNOTS_A_PAIR
  }

  /**
   * The matches of each crime, in the order given, over positions of all their windows.
   *
   * @throws AppError THREAD_STOPPED where a thread ended by itself.
   */
  async *compare(
    day: ArrangedDay,
    crimes: readonly CrimeVersion[],
    pairs: PairsMode,
  ): AsyncGenerator<Match[]> {
    const { lawful, parameters, engine } = this.#ground
    const matcher = new Matcher(day.arranged, lawful, parameters, engine, day.index)
    let next = 0
    for (const crime of crimes) {
      if (this.#isWorthThreads()) break
      next++
      yield this.#counted(await pieceByPiece(matcher.matching(crime, pairs)))
    }
    if (next === crimes.length) return
    this.#threads ??= new MatchingThreads(this.#allowed.count, this.#ground)
    for await (const matches of this.#threads.match(day, crimes.slice(next), pairs)) {
      yield this.#counted(matches)
    }
  }

  /** Threads end with it. */
  async end(): Promise<void> {
    await this.#threads?.end()
  }

  #counted(matches: Match[]): Match[] {
    this.#left--
    this.#done++
    this.#pairs += matches.length
    return matches
  }

  #isWorthThreads(): boolean {
    if (this.#threads) return true
    if (this.#allowed.count === 0) return false
    if (this.#worthPairs === 0) return true
    if (this.#done < TELLING_CRIMES) return false
    return (this.#pairs / this.#done) * this.#left >= this.#worthPairs
  }
}
