import type { ClosedWindow, Instant } from '../../domain/interval.ts'
import { londonClock, sameLondonTime } from '../../domain/london-clock.ts'
import { COARSE, MOVING } from './knots.ts'
import { firstKnotIn } from './knots-around.ts'
import type { EvidenceParameters } from './parameters.ts'
import type { ScenePlace } from './scene.ts'
import type { Timelines } from './timelines.ts'
import { hereAtKnot, LEG_STEPS, LINGER, onTheWay } from './walk-window.ts'

const MINUTE = 60_000
/** A day is comparable where the trail tells of at least so much of its window. */
const LEAST_KNOWN = 0.5

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
  let comparableDays = 0
  let coincidenceDays = 0
  for (const opens of sameHours(window, parameters.historyDays)) {
    const day = { from: opens, to: opens + window.to - window.from }
    if (knownOf(timelines, wearer, day, parameters) < LEAST_KNOWN) continue
    comparableDays++
    if (closenessOf(timelines, wearer, scene, day, parameters, then) >= then) coincidenceDays++
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

/** The share of the window between knots near in time, or in a stay. */
function knownOf(
  timelines: Timelines,
  wearer: number,
  window: ClosedWindow,
  { bridgeMinutes }: EvidenceParameters,
): number {
  const { start, from, to } = timelines
  const first = start[wearer]!
  const end = start[wearer + 1]!
  let known = 0
  for (let knot = firstKnotIn(timelines, wearer, window); knot <= end; knot++) {
    if (isBridged(timelines, knot, first, end, bridgeMinutes)) {
      known += within(to[knot - 1]!, from[knot]!, window)
    } else {
      if (knot > first) known += within(to[knot - 1]!, to[knot - 1]! + LINGER, window)
      if (knot < end) known += within(from[knot]! - LINGER, from[knot]!, window)
    }
    if (knot === end || from[knot]! > window.to) break
    known += within(from[knot]!, to[knot]!, window)
  }
  return window.to > window.from ? known / (window.to - window.from) : known
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
): number {
  const { start, from, to } = timelines
  const first = start[wearer]!
  const end = start[wearer + 1]!
  const length = window.to > window.from ? window.to - window.from : 1
  let closeness = 0
  const about = (knot: number, opens: Instant, closes: Instant): void => {
    const weight = within(opens, closes, window) / length
    if (weight > 0) closeness += weight * hereAtKnot(timelines, knot, scene, parameters)
  }
  for (let knot = firstKnotIn(timelines, wearer, window); knot <= end; knot++) {
    if (closeness >= enough) return closeness
    if (isBridged(timelines, knot, first, end, parameters.bridgeMinutes)) {
      const weight = within(to[knot - 1]!, from[knot]!, window) / length
      if (weight > 0) {
        closeness += weight * closenessOnTheWay(timelines, knot - 1, scene, window, parameters)
      }
    } else {
      if (knot > first) about(knot - 1, to[knot - 1]!, to[knot - 1]! + LINGER)
      if (knot < end) about(knot, from[knot]! - LINGER, from[knot]!)
    }
    if (knot === end || from[knot]! > window.to) break
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

/** The mean over the way from one knot to the next. */
function closenessOnTheWay(
  timelines: Timelines,
  knot: number,
  scene: ScenePlace,
  window: ClosedWindow,
  parameters: EvidenceParameters,
): number {
  const { from, to, kind } = timelines
  const opens = to[knot]!
  const closes = from[knot + 1]!
  const earliest = Math.max(opens, window.from)
  const latest = Math.min(closes, window.to)
  const coarse = kind[knot] === COARSE || kind[knot + 1] === COARSE
  let sum = 0
  for (let step = 0; step < LEG_STEPS; step++) {
    const at = earliest + ((latest - earliest) * (step + 0.5)) / LEG_STEPS
    if (coarse) {
      const nearer = at - opens < closes - at ? knot : knot + 1
      sum += hereAtKnot(timelines, nearer, scene, parameters)
      continue
    }
    const place = onTheWay(timelines, knot, knot + 1, at, scene)
    if (!place) continue
    const squared = scene.squaredMetres(place.latitude, place.longitude)
    sum += parameters.seenAs[MOVING] * scene.density(squared, place.sigma ** 2)
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
