import type { ClosedWindow, Instant } from '../../domain/interval.ts'
import { lowerBound } from '../lower-bound.ts'
import type { Timelines } from './timelines.ts'

const MINUTE = 60_000
/** About a knot beside a gap somebody is taken to have been for so long more. Milliseconds. */
export const LINGER = MINUTE

/** A stretch of which a trail tells nothing, and the knot that follows it: a wearer's first, one of them, or past the last. */
export interface UnknownStretch {
  readonly from: Instant
  readonly to: Instant
  readonly next: number
}

/**
 * When wearers' trails tell nothing: between knots too far apart in time to bridge, without the moment either side that a
 * wearer is taken to have been about a knot. There are few, so how much of a window is known is soon said.
 */
export class UnknownStretches {
  readonly #timelines: Timelines
  readonly #bridge: number
  readonly #known = new Map<number, Stretches>()

  constructor(timelines: Timelines, bridgeMinutes: number) {
    this.#timelines = timelines
    this.#bridge = bridgeMinutes * MINUTE
  }

  /** Milliseconds of a window of which a wearer's trail tells nothing; of a window without length, 1 or 0. */
  within(wearer: number, opens: Instant, closes: Instant): number {
    const { from, to } = this.#ofWearer(wearer)
    const end = to.length
    let stretch = lowerBound(to, opens, 0, end)
    // What ends where a window begins has nothing of it.
    while (stretch < end && to[stretch]! === opens) stretch++
    if (opens === closes) return stretch < end && from[stretch]! <= opens ? 1 : 0
    let unknown = 0
    for (; stretch < end && from[stretch]! < closes; stretch++) {
      const shared = Math.min(to[stretch]!, closes) - Math.max(from[stretch]!, opens)
      unknown += Math.max(0, shared)
    }
    return unknown
  }

  /** Those of which a window holds some, by time. */
  of(wearer: number, { from: opens, to: closes }: ClosedWindow): UnknownStretch[] {
    const { from, to, next } = this.#ofWearer(wearer)
    const found: UnknownStretch[] = []
    for (let i = lowerBound(to, opens, 0, to.length); i < to.length && from[i]! <= closes; i++) {
      found.push({ from: from[i]!, to: to[i]!, next: next[i]! })
    }
    return found
  }

  /** By time; the first begins and the last ends never. Worked out when they are first asked for. */
  #ofWearer(wearer: number): Stretches {
    const before = this.#known.get(wearer)
    if (before) return before
    const { start, from, to } = this.#timelines
    const stretches = { from: [] as Instant[], to: [] as Instant[], next: [] as number[] }
    const end = start[wearer + 1]!
    let known = -Infinity
    for (let knot = start[wearer]!; knot < end; knot++) {
      if (from[knot]! - known > this.#bridge) {
        stretches.from.push(known + LINGER)
        stretches.to.push(from[knot]! - LINGER)
        stretches.next.push(knot)
      }
      known = to[knot]!
    }
    stretches.from.push(known + LINGER)
    stretches.to.push(Infinity)
    stretches.next.push(end)
    this.#known.set(wearer, stretches)
    return stretches
  }
}

interface Stretches {
  readonly from: readonly Instant[]
  readonly to: readonly Instant[]
  readonly next: readonly number[]
}
