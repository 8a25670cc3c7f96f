import type { Instant } from '../../domain/interval.ts'
import { COARSE } from './knots.ts'
import { bandOf, NO_BAND } from './negligible-distance.ts'
import type { Timelines } from './timelines.ts'
import { LEG_STEPS, LINGER } from './walk-window.ts'
import { WayBetween } from './way-between.ts'

/**
 * What each of one wearer's knots, and each way to the next, stands for in a window that holds all of it. Knot `first + i`
 * is at `i`, the step `s` of the way from it at `LEG_STEPS * i + s`.
 */
export class TrailColumns {
  readonly wearer: number
  readonly first: number
  /** Milliseconds: of a knot with the moments beside gaps and the halves of coarse ways; of a way, 0 where there is none, and its places stand nowhere. */
  readonly knotLasting: Float64Array
  readonly wayLasting: Float64Array
  /** Degrees x 1e7, and square metres. */
  readonly latitude: Int32Array
  readonly longitude: Int32Array
  readonly variance: Float64Array
  /** Of variances, by {@link bandOf}; of coarse knots too. */
  readonly knotBand: Uint8Array
  readonly band: Uint8Array

  constructor(timelines: Timelines, wearer: number, bridge: number) {
    const { start, from, to, sigma } = timelines
    const first = start[wearer]!
    const count = start[wearer + 1]! - first
    this.wearer = wearer
    this.first = first
    this.knotLasting = new Float64Array(count)
    this.wayLasting = new Float64Array(count)
    this.latitude = new Int32Array(LEG_STEPS * count)
    this.longitude = new Int32Array(LEG_STEPS * count)
    this.variance = new Float64Array(LEG_STEPS * count)
    this.knotBand = new Uint8Array(count)
    this.band = new Uint8Array(LEG_STEPS * count)
    const way = new WayBetween()
    for (let i = 0; i < count; i++) {
      const knot = first + i
      this.knotBand[i] = bandOf(sigma[knot]! * sigma[knot]!)
      this.knotLasting[i] = knotWithin(timelines, wearer, knot, bridge, -Infinity, Infinity)
      if (i + 1 === count || !isWay(timelines, knot, bridge)) {
        for (let step = 0; step < LEG_STEPS; step++) this.band[LEG_STEPS * i + step] = NO_BAND
        continue
      }
      const opens = to[knot]!
      const closes = from[knot + 1]!
      this.wayLasting[i] = closes - opens
      way.take(timelines, knot, knot + 1)
      for (let step = 0; step < LEG_STEPS; step++) {
        way.goTo(stepOf(opens, closes, step))
        const at = LEG_STEPS * i + step
        this.latitude[at] = way.latitude
        this.longitude[at] = way.longitude
        this.variance[at] = way.variance
        this.band[at] = bandOf(way.variance)
      }
    }
  }
}

/** Whether what lies between a knot and the next is a way between two known places. */
function isWay({ from, to, kind }: Timelines, knot: number, bridge: number): boolean {
  if (kind[knot] === COARSE || kind[knot + 1] === COARSE) return false
  return from[knot + 1]! - to[knot]! <= bridge
}

/** The instant at which a step of a way, or what a window leaves of it, is looked at. */
export function stepOf(opens: Instant, closes: Instant, step: number): Instant {
  return opens + ((closes - opens) * (step + 0.5)) / LEG_STEPS
}

/** Milliseconds of a window that a knot stands for; of a window without length, 1 or 0. */
export function knotWithin(
  timelines: Timelines,
  wearer: number,
  knot: number,
  bridge: number,
  opens: Instant,
  closes: Instant,
): number {
  const { start, from, to } = timelines
  const begins = from[knot]!
  const ends = to[knot]!
  const before = knot > start[wearer]! ? to[knot - 1]! : -Infinity
  const after = knot + 1 < start[wearer + 1]! ? from[knot + 1]! : Infinity
  let lasting = within(begins, ends, opens, closes)
  if (begins - before > bridge) lasting += within(begins - LINGER, begins, opens, closes)
  else if (!isWay(timelines, knot - 1, bridge)) {
    lasting += nearerSteps(before, begins, opens, closes, false)
  }
  if (after - ends > bridge) lasting += within(ends, ends + LINGER, opens, closes)
  else if (!isWay(timelines, knot, bridge)) {
    lasting += nearerSteps(ends, after, opens, closes, true)
  }
  return lasting
}

/** Of what lies between two knots of which one is coarse, the steps that are nearer in time to the earlier, or the later. */
function nearerSteps(
  before: Instant,
  begins: Instant,
  opens: Instant,
  closes: Instant,
  earlier: boolean,
): number {
  const between = within(before, begins, opens, closes)
  if (between <= 0) return 0
  let lasting = 0
  for (let step = 0; step < LEG_STEPS; step++) {
    const at = stepOf(Math.max(before, opens), Math.min(begins, closes), step)
    if (at - before < begins - at === earlier) lasting += between / LEG_STEPS
  }
  return lasting
}

/** Milliseconds that a stretch shares with a window; of a window without length, 1 or 0. */
export function within(from: Instant, to: Instant, opens: Instant, closes: Instant): number {
  if (opens === closes) return from <= opens && opens < to ? 1 : 0
  return Math.max(0, Math.min(to, closes) - Math.max(from, opens))
}
