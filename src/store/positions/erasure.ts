import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { AppError } from '../../domain/errors.ts'
import type { Engine } from './engine.ts'
import type { Chunk } from './read-plan.ts'
import * as sql from './statements.ts'

/** Marked identities are held in memory, about 60 bytes each, until they are erased. */
const MARKED_AT_ONCE = 1_000_000

/** Positions that arrive while they are erased are erased with a second try; a third is for luck. */
const TRIES = 3

const DOING = 'erase positions'

/**
 * Removes positions from both tables, and is done when they cannot be found in either.
 *
 * They are marked first, by identity: so a repeat goes with its first, both orders lose the same
 * positions, and what is erased was counted. A mutation then writes every part that holds one anew
 * without it; the parts it replaces leave the disk seconds later (see `old_parts_lifetime`), which
 * is waited for as far as the engine lets us.
 */
export class Erasure {
  readonly #engine: Engine
  readonly #id = randomUUID()
  readonly #arrivedBefore: number
  #marked = 0
  #erased = 0

  /** @param arrivedBefore only positions that first arrived before this instant (ms). */
  constructor(engine: Engine, arrivedBefore: number) {
    this.#engine = engine
    this.#arrivedBefore = arrivedBefore
  }

  async add(chunk: Chunk): Promise<void> {
    const mark = 'starts' in chunk ? sql.markApart : sql.markTogether
    await this.#engine.run(DOING, 'bulk', mark, {
      ...chunk,
      erasure: this.#id,
      arrivedBefore: this.#arrivedBefore,
    })
    this.#marked = await this.#count(sql.countMarked)
    if (this.#marked >= MARKED_AT_ONCE) await this.#flush()
  }

  /** @returns how many distinct positions there were. */
  async finish(): Promise<number> {
    await this.#flush()
    await this.#untilOffDisk()
    return this.#erased
  }

  /** To be called however it ends. What cannot be forgotten now is gone with the engine's process. */
  async forget(): Promise<void> {
    await this.#engine
      .run(DOING, 'bulk', sql.forgetMarked, { erasure: this.#id })
      .catch(() => undefined)
  }

  async #flush(): Promise<void> {
    if (this.#marked === 0) return
    for (let left = TRIES; ; left--) {
      for (const statement of sql.eraseMarked) {
        await this.#engine.run(DOING, 'bulk', statement, { erasure: this.#id })
      }
      await this.#untilMutated()
      const rows = await this.#count(sql.countLeft)
      if (rows === 0) break
      if (left === 1) {
        throw new AppError(
          'STORE_UNAVAILABLE',
          `Cannot ${DOING}: ${rows} rows were still there after ${TRIES} tries, expected none`,
        )
      }
    }
    this.#erased += this.#marked
    this.#marked = 0
    await this.#engine.run(DOING, 'bulk', sql.forgetMarked, { erasure: this.#id })
  }

  #count(statement: string): Promise<number> {
    return this.#engine.number(DOING, 'bulk', statement, { erasure: this.#id })
  }

  /** Waits while a mutation makes progress; many days of parts may take many minutes. */
  async #untilMutated(): Promise<void> {
    let toDo = Number.POSITIVE_INFINITY
    let since = Date.now()
    for (let wait = 20; ; wait = Math.min(wait * 2, 1000)) {
      const rows = await this.#engine.rows(DOING, 'interactive', sql.selectMutations)
      if (rows.length === 0) return
      const failure = rows.find(([, , reason]) => reason !== '')
      const now = rows.reduce((sum, [, parts]) => sum + Number(parts), 0)
      if (now < toDo) {
        toDo = now
        since = Date.now()
      }
      if (failure || Date.now() - since > this.#engine.limitMs) {
        throw new AppError(
          'STORE_UNAVAILABLE',
          `Cannot ${DOING}: the positions engine has not written ${now} parts anew; it goes on trying`,
          { cause: failure?.[2] },
        )
      }
      await pause(wait)
    }
  }

  /** A part that a long read still holds stays until that is over; nothing can be read from it. */
  async #untilOffDisk(): Promise<void> {
    const end = Date.now() + Math.min(15_000, this.#engine.limitMs)
    const replaced = new Set(await this.#replacedParts())
    while (Date.now() < end) {
      const now = await this.#replacedParts()
      if (!now.some((part) => replaced.has(part))) return
      await pause(200)
    }
  }

  async #replacedParts(): Promise<string[]> {
    const rows = await this.#engine.rows(DOING, 'interactive', sql.selectReplacedParts)
    return rows.map((row) => row.join('/'))
  }
}
