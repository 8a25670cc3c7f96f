import type { ClosedWindow, Instant } from '../../domain/interval.ts'
import { londonClock, sameLondonTime } from '../../domain/london-clock.ts'
import { NegligibleDistance } from './negligible-distance.ts'
import type { EvidenceParameters } from './parameters.ts'
import type { SeenTrail } from './seen-trail.ts'

/** A day is comparable where the trail tells of at least so much of its window. */
const LEAST_KNOWN = 0.5
/** Of the closeness to be compared with, places that add no more than this need not be looked at. */
const LITTLE = 1e-2

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
 *
 * @param seen how close it came in the window itself.
 */
export function coincidenceOf(
  trail: SeenTrail,
  window: ClosedWindow,
  seen: number,
  parameters: EvidenceParameters,
): Coincidence {
  const { unknown, wearer, scene } = trail
  const length = window.to - window.from
  const leastUnknown = (1 - LEAST_KNOWN) * Math.max(1, length)
  const little = LITTLE * seen
  const far = NegligibleDistance.of(scene, little / Math.max(1, length), parameters)
  let comparableDays = 0
  let coincidenceDays = 0
  for (const opens of sameHours(window, parameters.historyDays)) {
    const closes = opens + length
    // Widened to more than a day, a window lies across the same hours of the next: what is seen there is no coincidence.
    if (opens < window.to && window.from < closes) continue
    if (unknown.within(wearer, opens, closes) > leastUnknown) continue
    comparableDays++
    // What is left out adds at most `little`: only in between all of it must be added up.
    let near = seen === 0 ? 0 : trail.closeness(opens, closes, far, seen)
    if (near < seen && near + little >= seen) {
      near = trail.closeness(opens, closes, NegligibleDistance.nothing, seen)
    }
    if (near >= seen) coincidenceDays++
  }
  return { comparableDays, coincidenceDays }
}

/** When windows begin on other days of their kind: of the crimes of a run, which all their wearers ask for. */
const known = new Map<
  Instant,
  { readonly historyDays: number; readonly opens: readonly Instant[] }
>()
const MOST_KNOWN = 10_000

function sameHours({ from }: ClosedWindow, historyDays: number): readonly Instant[] {
  const before = known.get(from)
  if (before?.historyDays === historyDays) return before.opens
  const weekend = isWeekend(from)
  const opens: Instant[] = []
  for (let days = -historyDays; days <= historyDays; days++) {
    const at = sameLondonTime(from, days)
    if (days !== 0 && isWeekend(at) === weekend) opens.push(at)
  }
  if (known.size >= MOST_KNOWN) known.clear()
  known.set(from, { historyDays, opens })
  return opens
}

function isWeekend(instant: number): boolean {
  const { weekday } = londonClock(instant)
  return weekday === 0 || weekday === 6
}
