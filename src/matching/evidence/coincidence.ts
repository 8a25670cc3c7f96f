import type { ClosedWindow, Instant } from '../../domain/interval.ts'
import { londonClock, sameLondonTime } from '../../domain/london-clock.ts'
import { COARSE, MOVING } from './knots.ts'
import { firstKnotIn } from './knots-around.ts'
import { NegligibleDistance } from './negligible-distance.ts'
import type { EvidenceParameters } from './parameters.ts'
import { FARTHEST_SQUARED, type ScenePlace } from './scene.ts'
import type { Timelines } from './timelines.ts'
import { TrailBoxes } from './trail-boxes.ts'
import { hereAtKnot, LEG_STEPS, LINGER } from './walk-window.ts'
import { WayBetween } from './way-between.ts'

const MINUTE = 60_000
/** A day is comparable where the trail tells of at least so much of its window. */
const LEAST_KNOWN = 0.5
/** Of the closeness to be compared with, places that add no more than this need not be looked at. */
const LITTLE = 1e-3

/** How often a wearer's other days would have looked the same. */
export interface Coincidence {
  /** Other days of the same kind (weekday, weekend) whose same hours the trail tells of. */
  readonly comparableDays: number
  /** Of these, the days on which the wearer was as near the scene for as long. */
  readonly coincidenceDays: number
}

/**
 * Moves the window to the same London hours of the wearer's other days, weekdays for weekdays and
 * weekends for weekends, and counts those on which closeness to the scene was as high.
 */
export function coincidenceOf(
  timelines: Timelines,
  wearer: number,
  scene: ScenePlace,
  window: ClosedWindow,
  parameters: EvidenceParameters,
): Coincidence {
  const then = closenessOf(timelines, wearer, scene, window, parameters, Infinity)
  const little = LITTLE * then
  const far = new NegligibleDistance(scene, little, parameters)
  const asClose = (day: ClosedWindow): boolean => {
    if (then === 0) return true
    // What is left out adds at most `little`: only in between all of it must be added up.
    const nearly = closenessOf(timelines, wearer, scene, day, parameters, then, far)
    if (nearly >= then || nearly + little < then) return nearly >= then
    return closenessOf(timelines, wearer, scene, day, parameters, then) >= then
  }
  let comparableDays = 0
  let coincidenceDays = 0
  for (const opens of sameHours(window, parameters.historyDays)) {
    const day = { from: opens, to: opens + window.to - window.from }
    if (!isKnown(timelines, wearer, day, parameters)) continue
    comparableDays++
    if (asClose(day)) coincidenceDays++
  }
  return { comparableDays, coincidenceDays }
}

const hoursOf = new WeakMap<ClosedWindow, { historyDays: number; opens: readonly Instant[] }>()

/** When the window begins on other days of its kind: worked out once for all wearers. */
function sameHours(window: ClosedWindow, historyDays: number): readonly Instant[] {
  const known = hoursOf.get(window)
  if (known?.historyDays === historyDays) return known.opens
  const weekend = isWeekend(window.from)
  const opens: Instant[] = []
  for (let days = -historyDays; days <= historyDays; days++) {
    const at = sameLondonTime(window.from, days)
    if (days !== 0 && isWeekend(at) === weekend) opens.push(at)
  }
  hoursOf.set(window, { historyDays, opens })
  return opens
}

/** Whether enough of the window lies between knots near in time, or in a stay. */
function isKnown(
  timelines: Timelines,
  wearer: number,
  window: ClosedWindow,
  { bridgeMinutes }: EvidenceParameters,
): boolean {
  const { start, from, to } = timelines
  const first = start[wearer]!
  const end = start[wearer + 1]!
  const enough = LEAST_KNOWN * Math.max(1, window.to - window.from)
  let known = 0
  for (let knot = firstKnotIn(timelines, wearer, window); knot <= end; knot++) {
    if (known >= enough) return true
    if (isBridged(timelines, knot, first, end, bridgeMinutes)) {
      known += within(to[knot - 1]!, from[knot]!, window)
    } else {
      if (knot > first) known += within(to[knot - 1]!, to[knot - 1]! + LINGER, window)
      if (knot < end) known += within(from[knot]! - LINGER, from[knot]!, window)
    }
    if (knot === end || from[knot]! > window.to) break
    known += within(from[knot]!, to[knot]!, window)
  }
  return known >= enough
}

/**
 * The chance density of the window's places were the wearer at the scene, over what is known of it;
 * no more of it is added up once it has reached `enough`.
 */
function closenessOf(
  timelines: Timelines,
  wearer: number,
  scene: ScenePlace,
  window: ClosedWindow,
  parameters: EvidenceParameters,
  enough: number,
  far?: NegligibleDistance,
): number {
  const { start, from, to } = timelines
  const first = start[wearer]!
  const end = start[wearer + 1]!
  const length = window.to > window.from ? window.to - window.from : 1
  const boxes = boxesOf(timelines, parameters)
  let closeness = 0
  const about = (knot: number, opens: Instant, closes: Instant): void => {
    const weight = within(opens, closes, window) / length
    if (weight <= 0) return
    closeness += weight * hereAtKnot(timelines, knot, scene, parameters)
  }
  for (let knot = firstKnotIn(timelines, wearer, window); knot <= end; knot++) {
    if (closeness >= enough) return closeness
    if (isBridged(timelines, knot, first, end, parameters.bridgeMinutes)) {
      const weight = within(to[knot - 1]!, from[knot]!, window) / length
      if (weight > 0) {
        closeness += weight * closenessOnTheWay(timelines, knot - 1, scene, window, parameters, far)
      }
    } else {
      if (knot > first) about(knot - 1, to[knot - 1]!, to[knot - 1]! + LINGER)
      if (knot < end) about(knot, from[knot]! - LINGER, from[knot]!)
    }
    if (knot === end || from[knot]! > window.to) break
    if (far && boxes.isBeyond(knot, scene, far)) {
      knot = Math.min(end - 1, boxes.last(knot))
      continue
    }
    about(knot, from[knot]!, to[knot]!)
  }
  return closeness
}

/** Whether a knot and the one before are near enough in time to know what lay between. */
function isBridged(
  { from, to }: Timelines,
  knot: number,
  first: number,
  end: number,
  bridgeMinutes: number,
): boolean {
  return knot > first && knot < end && from[knot]! - to[knot - 1]! <= bridgeMinutes * MINUTE
}

const boxesBy = new WeakMap<Timelines, TrailBoxes>()

/** The boxes around all trails: made once. */
function boxesOf(timelines: Timelines, { bridgeMinutes }: EvidenceParameters): TrailBoxes {
  let boxes = boxesBy.get(timelines)
  if (boxes?.bridgeMinutes !== bridgeMinutes) {
    boxes = new TrailBoxes(timelines, bridgeMinutes)
    boxesBy.set(timelines, boxes)
  }
  return boxes
}

const way = new WayBetween()

/** The mean over the way from one knot to the next; 0 where that is too far to count. */
function closenessOnTheWay(
  timelines: Timelines,
  knot: number,
  scene: ScenePlace,
  window: ClosedWindow,
  parameters: EvidenceParameters,
  far?: NegligibleDistance,
): number {
  const { from, to, kind } = timelines
  const opens = to[knot]!
  const closes = from[knot + 1]!
  const coarse = kind[knot] === COARSE || kind[knot + 1] === COARSE
  if (!coarse) {
    if (scene.passesBeyond(timelines, knot, FARTHEST_SQUARED)) return 0
    way.take(timelines, knot, knot + 1)
    if (far && scene.passesBeyond(timelines, knot, far.squared(way.mostVariance()))) return 0
  }
  const earliest = Math.max(opens, window.from)
  const latest = Math.min(closes, window.to)
  let sum = 0
  for (let step = 0; step < LEG_STEPS; step++) {
    const at = earliest + ((latest - earliest) * (step + 0.5)) / LEG_STEPS
    if (coarse) {
      const nearer = at - opens < closes - at ? knot : knot + 1
      sum += hereAtKnot(timelines, nearer, scene, parameters)
      continue
    }
    way.goTo(at)
    const squared = scene.squaredMetres(way.latitude, way.longitude)
    sum += parameters.seenAs[MOVING] * scene.density(squared, way.variance)
  }
  return sum / LEG_STEPS
}

/** Milliseconds that a stretch shares with the window; of a window without length, 1 or 0. */
function within(opens: Instant, closes: Instant, window: ClosedWindow): number {
  if (window.from === window.to) return opens <= window.from && window.from < closes ? 1 : 0
  return Math.max(0, Math.min(closes, window.to) - Math.max(opens, window.from))
}

function isWeekend(instant: number): boolean {
  const { weekday } = londonClock(instant)
  return weekday === 0 || weekday === 6
}
