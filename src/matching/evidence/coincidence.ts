import type { ClosedWindow } from '../../domain/interval.ts'
import { londonClock, sameLondonTime } from '../../domain/london-clock.ts'
import type { EvidenceParameters } from './parameters.ts'
import type { ScenePlace } from './scene.ts'
import type { Timelines } from './timelines.ts'
import { walkWindow } from './walk-window.ts'

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
  const { start, from, to } = timelines
  const first = start[wearer]!
  const end = start[wearer + 1]!
  if (first === end) return { comparableDays: 0, coincidenceDays: 0 }
  const then = closenessOf(timelines, wearer, scene, window, parameters)
  const weekend = isWeekend(window.from)
  let comparableDays = 0
  let coincidenceDays = 0
  for (let days = -parameters.historyDays; days <= parameters.historyDays; days++) {
    if (days === 0) continue
    const opens = sameLondonTime(window.from, days)
    const closes = opens + (window.to - window.from)
    if (closes < from[first]! || opens > to[end - 1]! || isWeekend(opens) !== weekend) continue
    const day = closenessOf(timelines, wearer, scene, { from: opens, to: closes }, parameters)
    if (day.known < LEAST_KNOWN) continue
    comparableDays++
    if (day.closeness >= then.closeness) coincidenceDays++
  }
  return { comparableDays, coincidenceDays }
}

/** The chance density of the window's places were the wearer at the scene, over what is known of it. */
function closenessOf(
  timelines: Timelines,
  wearer: number,
  scene: ScenePlace,
  window: ClosedWindow,
  parameters: EvidenceParameters,
): { closeness: number; known: number } {
  let closeness = 0
  let known = 0
  const add = (weight: number, here: number): void => {
    known += weight
    closeness += weight * here
  }
  walkWindow(timelines, wearer, scene, window, parameters, {
    knot: (_, weight, here) => add(weight, here),
    way: (_, __, weight, here) => add(weight, here),
    gap: () => {},
  })
  return { closeness, known }
}

function isWeekend(instant: number): boolean {
  const { weekday } = londonClock(instant)
  return weekday === 0 || weekday === 6
}
