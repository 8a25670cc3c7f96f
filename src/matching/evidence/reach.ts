import type { ClosedWindow, Instant } from '../../domain/interval.ts'
import { COARSE } from './knots.ts'
import { firstKnotIn } from './knots-around.ts'
import type { EvidenceParameters } from './parameters.ts'
import type { ScenePlace } from './scene.ts'
import type { Timelines } from './timelines.ts'
import { mostVarianceOn } from './way-between.ts'

const SECOND = 1000
const MINUTE = 60 * SECOND
/** Error circles are taken at so many deviations: beyond lies about one position in a hundred. */
const SIGMAS = 3
/** Positions of a stay lie so near its middle. */
const STAY_METRES = 60

/** Where a trail and the laws of motion let a wearer have been in a window. */
export interface Reach {
  /** At top speed between any two positions, however close in time. */
  readonly reachable: boolean
  /** Whether a gap longer than the bridge would have let them reach the scene and be back. */
  readonly reachableInGap: boolean
  /** How far the bridged trail stayed from the scene, as it stands; `Infinity` without a trail. */
  readonly trailMetres: number
  /** The same, errors taken off. */
  readonly clearMetres: number
  /** Whether errors of the trail and the margin together make up what lay between, on the whole of it. */
  readonly withinErrors: boolean
}

/**
 * Space-time prisms (Hägerstrand 1970; Miller 1991) over a window: between two knots, whatever could
 * be travelled to and from at top speed within the time between them could have been visited.
 * Whether an error circle or the margin around the scene helps, it is counted as help.
 *
 * @param capturedAt instants of the wearer's positions in the window and for the bridge's length either
 *   side, in order: within a stay, a knot tells where they were, these how long nothing was seen.
 */
export function reachOf(
  timelines: Timelines,
  wearer: number,
  scene: ScenePlace,
  window: ClosedWindow,
  parameters: EvidenceParameters,
  capturedAt: ArrayLike<Instant> = [],
): Reach {
  const { start, from, to, sigma, kind } = timelines
  const first = start[wearer]!
  const end = start[wearer + 1]!
  const margin = parameters.absenceMarginMetres
  let [trail, clear] = [Infinity, Infinity]
  let withinErrors = false
  let reachable = false
  let reachableInGap = false
  const metresTo = (knot: number): number =>
    Math.max(0, scene.metresToKnot(timelines, knot) - SIGMAS * sigma[knot]!)
  const keepNearest = (metres: number, away: number): void => {
    trail = Math.min(trail, metres)
    clear = Math.min(clear, away)
  }
  const leg = (a: number, b: number): void => {
    const opens = a < first ? -Infinity : to[a]!
    const closes = b >= end ? Infinity : from[b]!
    if (opens > window.to || closes < window.from) return
    const beyond = (knot: number, bound: boolean): number =>
      bound ? Math.max(0, metresTo(knot) - margin) / (parameters.topSpeed / SECOND) : 0
    const earliest = Math.max(window.from, opens + beyond(a, a >= first))
    const latest = Math.min(window.to, closes - beyond(b, b < end))
    const possible = earliest <= latest
    reachable ||= possible
    if (closes - opens > parameters.bridgeMinutes * MINUTE) reachableInGap ||= possible
    else {
      const metres = metresToLeg(timelines, a, b, scene, window)
      const away = Math.max(0, metres - errorOfLeg(timelines, a, b))
      keepNearest(metres, away)
      if (kind[a] === COARSE || kind[b] === COARSE) withinErrors ||= away <= margin
      else withinErrors ||= together(metres, mostVarianceOn(timelines, a), margin)
    }
  }
  let knot = firstKnotIn(timelines, wearer, window)
  leg(knot - 1, knot)
  for (; knot < end && from[knot]! <= window.to; knot++) {
    const metres = scene.metresToKnot(timelines, knot)
    const away = metresTo(knot)
    keepNearest(metres, away)
    withinErrors ||=
      kind[knot] === COARSE ? away <= margin : together(metres, sigma[knot]! ** 2, margin)
    if (away <= margin) reachable = true
    leg(knot, knot + 1)
  }
  reachable ||= reachableBetween(timelines, wearer, metresTo, window, capturedAt, parameters)
  return { reachable, reachableInGap, trailMetres: trail, clearMetres: clear, withinErrors }
}

/**
 * Whether an error of so much variance and one of the reported place, which the margin stands for, make up
 * the way to the scene. Neither knows of the other, so they add as squares. Of coarse positions, whose errors'
 * tails nobody has measured, they are taken to add as they are.
 */
function together(metres: number, variance: number, margin: number): boolean {
  return metres * metres <= margin * margin + SIGMAS * SIGMAS * variance
}

/** Whether any two positions leave time to go from a stay to the scene and back to it. */
function reachableBetween(
  timelines: Timelines,
  wearer: number,
  metresTo: (knot: number) => number,
  window: ClosedWindow,
  capturedAt: ArrayLike<Instant>,
  { topSpeed, absenceMarginMetres }: EvidenceParameters,
): boolean {
  const { from, to, start } = timelines
  const end = start[wearer + 1]!
  let knot = firstKnotIn(timelines, wearer, { from: capturedAt[0] ?? window.from, to: window.to })
  for (let i = 1; i < capturedAt.length; i++) {
    const opens = capturedAt[i - 1]!
    const closes = capturedAt[i]!
    while (knot < end && to[knot]! < closes) knot++
    if (closes < window.from || opens > window.to) continue
    // Between two knots their own way is looked at.
    if (knot >= end || from[knot]! > opens) continue
    const way = Math.max(0, metresTo(knot) - STAY_METRES - absenceMarginMetres)
    const each = (way / topSpeed) * SECOND
    if (Math.max(window.from, opens + each) <= Math.min(window.to, closes - each)) return true
  }
  return false
}

/** How far the straight line between two knots, within the window, stays from the scene. */
function metresToLeg(
  timelines: Timelines,
  a: number,
  b: number,
  scene: ScenePlace,
  window: ClosedWindow,
): number {
  const { from, to } = timelines
  const length = Math.max(1, from[b]! - to[a]!)
  const shareAt = (instant: number): number => Math.max(0, Math.min(1, (instant - to[a]!) / length))
  return scene.metresToLeg(timelines, a, b, shareAt(window.from), shareAt(window.to))
}

/** How much nearer the way between two knots may have come than the line. Metres. */
function errorOfLeg({ sigma, kind }: Timelines, a: number, b: number): number {
  const ends = SIGMAS * Math.max(sigma[a]!, sigma[b]!)
  return kind[a] === COARSE && kind[b] === COARSE ? ends : ends + 30
}
