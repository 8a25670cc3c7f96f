import type { Instant } from '../../domain/interval.ts'
import { lowerBound } from '../position-index.ts'
import type { Timelines } from './timelines.ts'
import { LINGER } from './walk-window.ts'

const MINUTE = 60_000

/**
 * When wearers' trails tell nothing: between knots too far apart in time to bridge, without the moment either side that a
 * wearer is taken to have been about a knot. There are few, so how much of a window is known is soon said.
 */
export class UnknownStretches {
  /** Wearer `w`'s, by time, are `[#start[w], #start[w + 1])`; the first begins and the last ends never. */
  readonly #start: Uint32Array
  readonly #from: Float64Array
  readonly #to: Float64Array

  constructor({ start, from, to }: Timelines, bridgeMinutes: number) {
    this.#start = new Uint32Array(start.length)
    const opens: Instant[] = []
    const closes: Instant[] = []
    for (let wearer = 0; wearer + 1 < start.length; wearer++) {
      const end = start[wearer + 1]!
      let known = -Infinity
      for (let knot = start[wearer]!; knot < end; knot++) {
        if (from[knot]! - known > bridgeMinutes * MINUTE) {
          opens.push(known + LINGER)
          closes.push(from[knot]! - LINGER)
        }
        known = to[knot]!
      }
      opens.push(known + LINGER)
      closes.push(Infinity)
      this.#start[wearer + 1] = closes.length
    }
    this.#from = Float64Array.from(opens)
    this.#to = Float64Array.from(closes)
  }

  /** Milliseconds of a window of which a wearer's trail tells nothing; of a window without length, 1 or 0. */
  within(wearer: number, from: Instant, to: Instant): number {
    const end = this.#start[wearer + 1]!
    let stretch = lowerBound(this.#to, from, this.#start[wearer]!, end)
    // What ends where a window begins has nothing of it.
    while (stretch < end && this.#to[stretch]! === from) stretch++
    if (from === to) return stretch < end && this.#from[stretch]! <= from ? 1 : 0
    let unknown = 0
    for (; stretch < end && this.#from[stretch]! < to; stretch++) {
      const shared = Math.min(this.#to[stretch]!, to) - Math.max(this.#from[stretch]!, from)
      unknown += Math.max(0, shared)
    }
    return unknown
  }
}
