import type { Instant } from '../../domain/interval.ts'
import { Columns, OUT_OF_REACH, type Views } from './columns.ts'
import { COARSE, MOVING } from './knots.ts'
import type { EvidenceParameters } from './parameters.ts'
import type { Sums } from './sums.ts'
import type { Timelines } from './timelines.ts'
import { LEG_STEPS, LINGER } from './walk-window.ts'
import { WayBetween } from './way-between.ts'

const MINUTE = 60_000

/** What wasm/trails.ts sums; north and east are from the first knot, in degrees x 1e7. Variances in square metres. */
function sizesOf(knots: number) {
  return {
    trailNorth: ['f32', knots],
    trailEast: ['f32', knots],
    trailVariance: ['f32', knots],
    // Milliseconds that it stands for, times how likely an offence looks so; of coarse ones, which have 0, those alone.
    trailFine: ['f32', knots],
    trailCoarse: ['f32', knots],
    // The step `s` of the way from a knot is at `LEG_STEPS * knot + s`.
    stepNorth: ['f32', LEG_STEPS * knots],
    stepEast: ['f32', LEG_STEPS * knots],
    stepVariance: ['f32', LEG_STEPS * knots],
    stepFine: ['f32', LEG_STEPS * knots],
    // Of a scene.
    errorVariance: ['f32', MOST_ERRORS],
    errorShare: ['f32', MOST_ERRORS],
    errorTail: ['f32', MOST_ERRORS],
  } as const
}

/** A scene's place may be wrong in at most so many ways. */
const MOST_ERRORS = 8

export type TrailViews = Views<ReturnType<typeof sizesOf>>

/**
 * What each of one wearer's knots, and each way to the next, stands for in a window that holds all of it.
 */
export class TrailColumns {
  readonly wearer: number
  readonly first: number
  /** Degrees x 1e7. */
  readonly origin: { readonly latitude: number; readonly longitude: number }
  readonly columns: Columns<ReturnType<typeof sizesOf>>
  readonly views: TrailViews

  /** @param sums where the columns are put; what was there is gone. */
  constructor(
    timelines: Timelines,
    wearer: number,
    { seenAs, bridgeMinutes }: Pick<EvidenceParameters, 'seenAs' | 'bridgeMinutes'>,
    sums: Sums,
  ) {
    const { start, from, to, sigma, kind, latitude, longitude } = timelines
    const first = start[wearer]!
    const count = start[wearer + 1]! - first
    const bridge = bridgeMinutes * MINUTE
    const origin = { latitude: latitude[first]!, longitude: longitude[first]! }
    this.wearer = wearer
    this.first = first
    this.origin = origin
    this.columns = new Columns(sizesOf(count))
    const views = sums.put(this.columns)
    this.views = views
    const { trailNorth, trailEast, trailVariance, trailFine, trailCoarse } = views
    const { stepNorth, stepEast, stepVariance, stepFine } = views
    const way = new WayBetween()
    for (let i = 0; i < count; i++) {
      const knot = first + i
      const of = kind[knot]!
      const lasting = knotWithin(timelines, wearer, knot, bridge, -Infinity, Infinity)
      trailNorth[i] = latitude[knot]! - origin.latitude
      trailEast[i] = longitude[knot]! - origin.longitude
      trailVariance[i] = sigma[knot]! * sigma[knot]!
      trailFine[i] = of === COARSE ? 0 : lasting * seenAs[of]!
      trailCoarse[i] = of === COARSE ? lasting : 0
      const opens = to[knot]!
      const isWayOn = i + 1 < count && isWay(timelines, knot, bridge)
      const closes = isWayOn ? from[knot + 1]! : opens
      if (isWayOn) way.take(timelines, knot, knot + 1)
      for (let step = 0; step < LEG_STEPS; step++) {
        const at = LEG_STEPS * i + step
        if (isWayOn) way.goTo(stepOf(opens, closes, step))
        stepNorth[at] = isWayOn ? way.latitude - origin.latitude : OUT_OF_REACH
        stepEast[at] = isWayOn ? way.longitude - origin.longitude : 0
        stepVariance[at] = isWayOn ? way.variance : 0
        stepFine[at] = ((closes - opens) * seenAs[MOVING]!) / LEG_STEPS
      }
    }
  }
}

/** Whether what lies between a knot and the next is a way between two known places. */
export function isWay({ from, to, kind }: Timelines, knot: number, bridge: number): boolean {
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
