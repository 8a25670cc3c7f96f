import type { ClosedWindow, Instant } from '../../domain/interval.ts'
import { type LocalScale, localScale } from '../../geo/local-scale.ts'
import { coarseDensity } from './coarse-density.ts'
import { COARSE, MOVING } from './knots.ts'
import { firstKnotIn } from './knots-around.ts'
import type { EvidenceParameters } from './parameters.ts'
import { FARTHEST_SQUARED, type ScenePlace } from './scene.ts'
import type { Timelines } from './timelines.ts'

const SECOND = 1000
const MINUTE = 60 * SECOND
/** A leg between two knots is looked at at so many instants, a gap at so many. */
export const LEG_STEPS = 2
const GAP_STEPS = 5
/** Somebody at a scene may be so far from where a coarse position's error starts. Metres. */
const COARSE_PLACE = 30
/** Of a scene whose place is reported so far wrong, gaps still say that it could be reached. Metres. */
const GAP_PLACE = 80
/** About a knot beside a gap somebody is taken to have been for so long more. Milliseconds. */
export const LINGER = MINUTE
/** What a path strays from the straight line between two knots: squared metres a second. */
const STRAYING = { still: 4, perSpeedSquared: 0.6 }

/** A place on the way between two knots. Degrees x 1e7; metres. */
export interface PlaceOnTheWay {
  readonly latitude: number
  readonly longitude: number
  readonly sigma: number
  /** The knot the way begins at and the step of it; -1 where a window cuts the way short. */
  readonly leg: number
  readonly step: number
}

const FAR_AWAY: PlaceOnTheWay = { latitude: 0, longitude: 0, sigma: 1, leg: -1, step: 0 }

/** What is met on a walk; weights are shares of the window and add up to at most 1. */
export interface WindowVisitor {
  /** @param here the density of the knot's place if the wearer was at the scene and looked so. */
  knot(knot: number, weight: number, here: number): void
  way(place: PlaceOnTheWay, at: Instant, weight: number, here: number): void
  /**
   * Between knots too far apart in time to bridge, or beyond the first or last.
   *
   * @param metresASecond that reaching the scene by then, and the next knot from there, would take.
   */
  gap(weight: number, metresASecond: number): void
}

/** Walks through a wearer's knots over a window, instant by instant, as seen from a scene. */
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
  const share = (opens: Instant, closes: Instant): number => {
    if (length === 0) return opens <= window.from && window.from < closes ? 1 : 0
    return Math.max(0, Math.min(closes, window.to) - Math.max(opens, window.from)) / length
  }
  const meetKnot = (knot: number, weight: number): void => {
    if (weight === 0) return
    visitor.knot(knot, weight, hereAtKnot(timelines, knot, scene, parameters))
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
    const steps = LEG_STEPS
    const earliest = Math.max(opens, window.from)
    const latest = Math.min(closes, window.to)
    for (let step = 0; step < steps; step++) {
      const at = earliest + ((latest - earliest) * (step + 0.5)) / steps
      if (kind[a] === COARSE || kind[b] === COARSE) {
        meetKnot(at - opens < closes - at ? a : b, weight / steps)
      } else {
        const place = onTheWay(timelines, a, b, at, scene)
        if (place === undefined) visitor.way(FAR_AWAY, at, weight / steps, 0)
        else {
          const whole = opens >= window.from && closes <= window.to
          const squared = scene.squaredMetres(place.latitude, place.longitude)
          const here = parameters.seenAs[MOVING] * scene.density(squared, place.sigma ** 2)
          visitor.way({ ...place, leg: whole ? a : -1, step }, at, weight / steps, here)
        }
      }
    }
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
export function hereAtKnot(
  { latitude, longitude, sigma, kind }: Timelines,
  knot: number,
  scene: ScenePlace,
  parameters: EvidenceParameters,
): number {
  const squared = scene.squaredMetres(latitude[knot]!, longitude[knot]!)
  const of = kind[knot]!
  if (of === COARSE) return coarseDensity(squared, Math.hypot(sigma[knot]!, COARSE_PLACE))
  if (squared > FARTHEST_SQUARED) return 0
  return parameters.seenAs[of]! * scene.density(squared, sigma[knot]! ** 2)
}

/**
 * Between two knots at an instant: the straight line, less certain in its middle. `undefined` where
 * that is too far from the scene for any density.
 */
export function onTheWay(
  { latitude, longitude, sigma, from, to }: Timelines,
  a: number,
  b: number,
  at: Instant,
  scene: ScenePlace,
): { latitude: number; longitude: number; sigma: number } | undefined {
  const opens = to[a]!
  const length = Math.max(1, from[b]! - opens)
  const share = Math.min(1, Math.max(0, (at - opens) / length))
  const north = Math.round(latitude[a]! + share * (latitude[b]! - latitude[a]!))
  const east = Math.round(longitude[a]! + share * (longitude[b]! - longitude[a]!))
  if (scene.squaredMetres(north, east) > FARTHEST_SQUARED) return undefined
  // Of the way itself, not of the scene: the same way is the same place for every crime.
  const scale = scaleAround(latitude[a]!)
  const y = (latitude[b]! - latitude[a]!) * scale.north
  const x = (longitude[b]! - longitude[a]!) * scale.east
  const seconds = length / SECOND
  const speedSquared = (x * x + y * y) / (seconds * seconds)
  const straying =
    (STRAYING.still + STRAYING.perSpeedSquared * speedSquared) * seconds * share * (1 - share)
  const own = (1 - share) * sigma[a]! + share * sigma[b]!
  return { latitude: north, longitude: east, sigma: Math.sqrt(own * own + straying) }
}

const BAND = 100_000
let band = Number.NaN
let scaleOfBand = localScale(0)

/** The scale in the middle of a hundredth of a degree of latitude: right to a part in 5,000. */
function scaleAround(latitude: number): LocalScale {
  const of = Math.floor(latitude / BAND)
  if (of !== band) {
    band = of
    scaleOfBand = localScale((of + 0.5) * BAND)
  }
  return scaleOfBand
}
