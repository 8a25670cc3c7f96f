import type { DayKnots } from '../../domain/day-knots.ts'
import { AppError } from '../../domain/errors.ts'
import type { Instant } from '../../domain/interval.ts'
import { type Engine, readable } from './engine.ts'
import { decodeKnots, encodeKnots } from './native-knots.ts'
import * as sql from './statements.ts'
import type { TouchedDays } from './touched-days.ts'

const DAY = 86_400_000

/**
 * Knots of days, derived from their positions and never older than them: a change drops those of the
 * days it may touch before it begins, so that one cut off anywhere leaves nothing stale; and nothing is
 * kept of a day that was read while anything changed.
 */
export class KeptKnots {
  readonly #engine: Engine
  /** Changes begun, and those of them under way. */
  #begun = 0
  #underWay = 0
  /** Days of changes that failed: an engine may finish one later than it was waited for. */
  readonly #unsure: TouchedDays[] = []
  /** What is being kept; a change waits for it. */
  #keeping: Promise<unknown> = Promise.resolve()

  constructor(engine: Engine) {
    this.#engine = engine
  }

  /** As {@link PositionArchive.dayKnots}. */
  async of(day: Instant, madeFrom: string, tie: () => Promise<DayKnots>): Promise<DayKnots> {
    const doing = 'read knots'
    const begun = this.#begun
    const quiet = this.#underWay === 0
    const parameters = { day: day / DAY, madeFrom }
    const answer = await this.#engine.native(doing, 'bulk', sql.selectKnots, parameters)
    const kept = readable(doing, () => decodeKnots(answer, day))
    if (kept) return kept
    const knots = await tie()
    const sure = quiet && begun === this.#begun && !this.#unsure.some((touched) => touched(day))
    if (sure) {
      const keeping = this.#keep(madeFrom, knots)
      this.#keeping = Promise.allSettled([this.#keeping, keeping])
      await keeping
    }
    return knots
  }

  /** Does a change of positions once nothing is kept of the days it touches. */
  async change<T>(touched: TouchedDays, work: () => Promise<T>): Promise<T> {
    this.#begun++
    this.#underWay++
    let done = false
    try {
      await this.#keeping
      await this.#drop(touched)
      const result = await work()
      done = true
      return result
    } finally {
      this.#underWay--
      if (!done) this.#unsure.push(touched)
    }
  }

  /** @throws AppError STORE_UNAVAILABLE where any is left that {@link change} should have dropped. */
  async expectNone(touched: TouchedDays): Promise<void> {
    const left = await this.#days(touched)
    if (left.length === 0) return
    throw new AppError(
      'STORE_UNAVAILABLE',
      `Cannot erase positions: knots of ${left.length} days were still there, expected none`,
    )
  }

  /** Of other people or another method nothing stays beside it. */
  async #keep(madeFrom: string, knots: DayKnots): Promise<void> {
    await this.#drop((day) => day === knots.day)
    await this.#engine.insert('keep knots', sql.insertKnots, encodeKnots(madeFrom, knots))
  }

  async #drop(touched: TouchedDays): Promise<void> {
    for (const day of await this.#days(touched)) {
      await this.#engine.run('drop knots', 'bulk', sql.dropKnots, { day: day / DAY })
    }
  }

  /** Not asked in the bulk lane, where it would stand behind the batch before. */
  async #days(touched: TouchedDays): Promise<Instant[]> {
    const rows = await this.#engine.rows('list knots', 'interactive', sql.selectDaysOfKnots)
    return rows.map(([day]) => Number(day) * DAY).filter(touched)
  }
}
