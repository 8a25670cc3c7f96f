import type { ClosedWindow } from '../../domain/interval.ts'
import { COARSE } from './knots.ts'
import { firstKnotIn } from './knots-around.ts'
import type { EvidenceParameters } from './parameters.ts'
import type { ScenePlace } from './scene.ts'
import type { Timelines } from './timelines.ts'

const SECOND = 1000
const MINUTE = 60 * SECOND
/** Error circles are taken at so many deviations: beyond lies about one position in a hundred. */
const SIGMAS = 3

/** Where a trail and the laws of motion let a wearer have been in a window. */
export interface Reach {
  /** At top speed between any two positions, however close in time. */
  readonly reachable: boolean
  /** Whether a gap longer than the bridge would have let them reach the scene and be back. */
  readonly reachableInGap: boolean
  /** How far the bridged trail stayed from the scene, errors taken off; `Infinity` without a trail. */
  readonly clearMetres: number
}

/**
 * Space-time prisms (Hägerstrand 1970; Miller 1991) over a window: between two knots, whatever could
 * be travelled to and from at top speed within the time between them could have been visited.
 * Whether an error circle or the margin around the scene helps, it is counted as help.
 */
export function reachOf(
  timelines: Timelines,
  wearer: number,
  scene: ScenePlace,
  window: ClosedWindow,
  parameters: EvidenceParameters,
): Reach {
  const { start, from, to, sigma } = timelines
  const first = start[wearer]!
  const end = start[wearer + 1]!
  const margin = parameters.absenceMarginMetres
  let clear = Infinity
  let reachable = false
  let reachableInGap = false
  const metresTo = (knot: number): number =>
    Math.max(0, scene.metresToKnot(timelines, knot) - SIGMAS * sigma[knot]!)
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
    else clear = Math.min(clear, clearOfLeg(timelines, a, b, scene, window))
  }
  let knot = firstKnotIn(timelines, wearer, window)
  leg(knot - 1, knot)
  for (; knot < end && from[knot]! <= window.to; knot++) {
    const away = metresTo(knot)
    clear = Math.min(clear, away)
    if (away <= margin) reachable = true
    leg(knot, knot + 1)
  }
  return { reachable, reachableInGap, clearMetres: clear }
}

/** How far the straight line between two knots, within the window, stays from the scene. */
function clearOfLeg(
  timelines: Timelines,
  a: number,
  b: number,
  scene: ScenePlace,
  window: ClosedWindow,
): number {
  const { from, to, sigma, kind } = timelines
  const length = Math.max(1, from[b]! - to[a]!)
  const shareAt = (instant: number): number => Math.max(0, Math.min(1, (instant - to[a]!) / length))
  const metres = scene.metresToLeg(timelines, a, b, shareAt(window.from), shareAt(window.to))
  if (kind[a] === COARSE && kind[b] === COARSE) {
    return Math.max(0, metres - SIGMAS * Math.max(sigma[a]!, sigma[b]!))
  }
  return Math.max(0, metres - SIGMAS * Math.max(sigma[a]!, sigma[b]!) - 30)
}
