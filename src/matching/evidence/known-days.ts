import type { Instant } from '../../domain/interval.ts'
import type { Timelines } from './timelines.ts'

const DAY = 86_400_000
/** A place that a wearer often goes to is missed by each other day's trail about every second time. */
const MISSED = 0.5

/** On which days (UTC) each wearer's trail tells anything. */
export class KnownDays {
  readonly #days: readonly (readonly number[])[]
  readonly #historyDays: number

  constructor({ start, from }: Timelines, historyDays: number) {
    this.#historyDays = historyDays
    this.#days = Array.from({ length: start.length - 1 }, (_, wearer) => {
      const days: number[] = []
      for (let knot = start[wearer]!; knot < start[wearer + 1]!; knot++) {
        const day = Math.floor(from[knot]! / DAY)
        if (day !== days.at(-1)) days.push(day)
      }
      return days
    })
  }

  /**
   * The chance that a place no other day tells of is all the same one where the wearer often is: 1 in 2
   * where nothing is known of any other day, and half of that for each day known. Without history
   * nobody's home is unusual for them.
   */
  unseenHaunt(wearer: number, at: Instant): number {
    const day = Math.floor(at / DAY)
    let known = 0
    for (const other of this.#days[wearer] ?? []) {
      const away = Math.abs(other - day)
      if (away > 1 && away <= this.#historyDays) known++
    }
    return MISSED ** (known + 1)
  }
}
