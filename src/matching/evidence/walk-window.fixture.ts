import type { ClosedWindow, Instant } from '../../domain/interval.ts'
import { coarseDensity } from './coarse-density.fixture.ts'
import { COARSE, MOVING } from './knots.ts'
import { firstKnotIn } from './knots-around.ts'
import type { EvidenceParameters } from './parameters.ts'
import { FARTHEST_SQUARED, type ScenePlace } from './scene.ts'
import type { PlaceOnTheWay } from './seen-trail.ts'
import type { Timelines } from './timelines.ts'
import { LINGER } from './unknown-stretches.ts'
import { squaredSpeedOn, strayingOn } from './way-between.ts'
import { LEG_STEPS } from './wearer-columns.ts'

const SECOND = 1000
const MINUTE = 60 * SECOND
/** A gap is looked at at so many instants. */
const GAP_STEPS = 5
/** Somebody at a scene may be so far from where a coarse position's error starts. Metres. */
const COARSE_PLACE = 30
/** Of a scene whose place is reported so far wrong, gaps still say that it could be reached. Metres. */
const GAP_PLACE = 80
/** What is met on a walk; weights are shares of the window and add up to at most 1. */
export interface WindowVisitor {
  /** @param here the density of the knot's place if the wearer was at the scene and looked so. */
  knot(knot: number, weight: number, here: number): void
  /** @param here over the steps of the way, of which `place` is the middle. */
  way(place: PlaceOnTheWay, at: Instant, weight: number, here: number): void
  /**
   * Between knots too far apart in time to bridge, or beyond the first or last.
   *
   * @param metresASecond that reaching the scene by then, and the next knot from there, would take.
   */
  gap(weight: number, metresASecond: number): void
}

/**
 * Walks through a wearer's knots over a window, instant by instant, as seen from a scene: what seen-trail.ts and gaps.ts sum,
 * written out.
 */
export function walkWindow(
  timelines: Timelines,
  wearer: number,
  scene: ScenePlace,
  window: ClosedWindow,
  parameters: EvidenceParameters,
  visitor: WindowVisitor,
): void {
  const { start, from, to, kind, sigma } = timelines
  const first = start[wearer]!
  const end = start[wearer + 1]!
  const length = window.to - window.from
  const way = new WayBetween()
  const share = (opens: Instant, closes: Instant): number => {
    if (length === 0) return opens <= window.from && window.from < closes ? 1 : 0
    return Math.max(0, Math.min(closes, window.to) - Math.max(opens, window.from)) / length
  }
  const meetKnot = (knot: number, weight: number): void => {
    if (weight === 0) return
    const here = hereAtKnot(timelines, knot, scene, parameters)
    visitor.knot(knot, weight, here * (kind[knot] === MOVING ? slowed(slowestAround(knot)) : 1))
  }
  /** Of a move at a squared speed. */
  const slowed = (squaredSpeed: number): number => {
    const { metresASecond, least } = parameters.passing
    return Math.max(least, 1 / (1 + squaredSpeed / metresASecond ** 2))
  }
  const slowestAround = (knot: number): number => {
    const isLeg = (a: number): boolean =>
      a >= first &&
      a + 1 < end &&
      kind[a] !== COARSE &&
      kind[a + 1] !== COARSE &&
      from[a + 1]! - to[a]! <= parameters.bridgeMinutes * MINUTE
    const legs = [knot - 1, knot].filter(isLeg)
    return legs.length > 0 ? Math.min(...legs.map((a) => squaredSpeedOn(timelines, a))) : 0
  }
  const surelyAway = (knot: number): number =>
    Math.max(0, scene.metresToKnot(timelines, knot) - 2 * sigma[knot]! - GAP_PLACE)
  /** A wearer is taken to have been about a knot for a moment more, either side of a gap. */
  const acrossGap = (a: number, b: number, opens: Instant, closes: Instant): void => {
    const leaves = a < first ? opens : opens + LINGER
    const returns = b >= end ? closes : closes - LINGER
    if (a >= first) meetKnot(a, share(opens, leaves))
    const weight = share(leaves, returns)
    const earliest = Math.max(leaves, window.from)
    const latest = Math.min(returns, window.to)
    for (let step = 0; weight > 0 && step < GAP_STEPS; step++) {
      const at = earliest + ((latest - earliest) * (step + 0.5)) / GAP_STEPS
      const there = a < first ? 0 : surelyAway(a) / ((at - opens) / SECOND)
      const back = b >= end ? 0 : surelyAway(b) / ((closes - at) / SECOND)
      visitor.gap(weight / GAP_STEPS, Math.max(there, back))
    }
    if (b < end) meetKnot(b, share(returns, closes))
  }
  const between = (a: number, b: number): void => {
    const opens = a < first ? -Infinity : to[a]!
    const closes = b >= end ? Infinity : from[b]!
    const weight = share(opens, closes)
    if (weight === 0) return
    if (closes - opens > parameters.bridgeMinutes * MINUTE) {
      acrossGap(a, b, opens, closes)
      return
    }
    const coarse = kind[a] === COARSE || kind[b] === COARSE
    if (!coarse) way.take(timelines, a, b)
    const earliest = Math.max(opens, window.from)
    const latest = Math.min(closes, window.to)
    let [latitude, longitude, variance, here] = [0, 0, 0, 0]
    for (let step = 0; step < LEG_STEPS; step++) {
      const at = earliest + ((latest - earliest) * (step + 0.5)) / LEG_STEPS
      if (coarse) {
        meetKnot(at - opens < closes - at ? a : b, weight / LEG_STEPS)
        continue
      }
      way.goTo(at)
      latitude += way.latitude / LEG_STEPS
      longitude += way.longitude / LEG_STEPS
      variance += way.variance / LEG_STEPS
      const squared = scene.squaredMetres(way.latitude, way.longitude)
      const looks = parameters.seenAs[MOVING] * slowed(squaredSpeedOn(timelines, a))
      here += (looks * scene.density(squared, way.variance)) / LEG_STEPS
    }
    if (coarse) return
    const leg = opens >= window.from && closes <= window.to ? a : -1
    const middle = { latitude, longitude, sigma: Math.sqrt(variance), leg }
    visitor.way(middle, (earliest + latest) / 2, weight, here)
  }
  let knot = firstKnotIn(timelines, wearer, window)
  between(knot - 1, knot)
  for (; knot < end && from[knot]! <= window.to; knot++) {
    const weight = share(from[knot]!, to[knot]!)
    if (weight > 0) meetKnot(knot, weight)
    between(knot, knot + 1)
  }
}

/** The density of a knot's place if the wearer was at the scene and looked so. Per square metre. */
function hereAtKnot(
  { latitude, longitude, sigma, kind }: Timelines,
  knot: number,
  scene: ScenePlace,
  parameters: EvidenceParameters,
): number {
  const squared = scene.squaredMetres(latitude[knot]!, longitude[knot]!)
  const of = kind[knot]!
  if (of === COARSE) return coarseDensity(squared, coarseVariance(sigma[knot]!))
  if (squared > FARTHEST_SQUARED) return 0
  return parameters.seenAs[of]! * scene.density(squared, sigma[knot]! ** 2)
}

/** Of a coarse position seen from a scene. Square metres. */
function coarseVariance(sigma: number): number {
  return sigma * sigma + COARSE_PLACE * COARSE_PLACE
}

/** The straight line between two knots, less certain in its middle; one is used for many legs. */
class WayBetween {
  /** Of the instant gone to: degrees x 1e7, and square metres east and north. */
  latitude = 0
  longitude = 0
  variance = 1
  #timelines: Timelines | undefined
  #a = 0
  #b = 0
  #opens = 0
  #length = 1
  /** Four times the variance that straying adds in the middle. */
  #straying = 0

  /** Takes the way from knot `a` to knot `b`, which follow each other. */
  take(timelines: Timelines, a: number, b: number): void {
    const { from, to } = timelines
    this.#timelines = timelines
    this.#a = a
    this.#b = b
    this.#opens = to[a]!
    this.#length = Math.max(1, from[b]! - this.#opens)
    this.#straying = strayingOn(timelines, a)
  }

  goTo(at: Instant): void {
    const { latitude, longitude, sigma } = this.#timelines!
    const a = this.#a
    const b = this.#b
    const share = Math.min(1, Math.max(0, (at - this.#opens) / this.#length))
    this.latitude = Math.round(latitude[a]! + share * (latitude[b]! - latitude[a]!))
    this.longitude = Math.round(longitude[a]! + share * (longitude[b]! - longitude[a]!))
    const own = (1 - share) * sigma[a]! + share * sigma[b]!
    this.variance = own * own + this.#straying * share * (1 - share)
  }
}
