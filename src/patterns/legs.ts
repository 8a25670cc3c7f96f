import { GAP_MINUTES } from '../domain/gap.ts'
import type { Leg, TrailPosition, Trip } from './day-pattern.ts'
import { defaultPatternSettings, type PatternSettings } from './pattern-settings.ts'
import { staysOf } from './stays.ts'
import { metresBetween, type TrailPoint, trailPoints } from './trail-points.ts'

const MINUTE = 60_000
const GAP = GAP_MINUTES * MINUTE
/** Who moved less than so many deviations may not have moved. */
const TOLD_SIGMAS = 2

/**
 * A trail as stays, the trips between them and what is not known: in order, without overlaps, from its first position to its last.
 * The order of the positions is of no account, nor is what comes twice; n log n.
 *
 * @param trail lawful positions of one wearer; `first` and `last` of a leg are indexes in it.
 */
export function legsOf(
  trail: readonly TrailPosition[],
  settings: PatternSettings = defaultPatternSettings,
): Leg[] {
  const points = trailPoints(trail, settings)
  const bridge = settings.bridgeMinutes * MINUTE
  const legs: Leg[] = []
  let next = 0
  for (const { stay, from, to } of staysOf(points, settings)) {
    addBetween(legs, points.slice(next, from + 1), bridge)
    legs.push(stay)
    next = to
  }
  addBetween(legs, points.slice(next), bridge)
  return legs
}

/** Adds what lies between two stays, whose last and first position are among the points. */
function addBetween(legs: Leg[], points: readonly TrailPoint[], bridge: number): void {
  let start = 0
  for (let index = 1; index < points.length; index++) {
    const from = (points[index - 1] as TrailPoint).at
    const to = (points[index] as TrailPoint).at
    if (to - from <= bridge) continue
    addTrip(legs, points.slice(start, index))
    const last = legs.at(-1)
    if (last?.kind === 'unknown') legs[legs.length - 1] = { ...last, to }
    else legs.push({ kind: 'unknown', from, to })
    start = index
  }
  addTrip(legs, points.slice(start))
}

function addTrip(legs: Leg[], points: readonly TrailPoint[]): void {
  const first = points[0]
  const last = points.at(-1)
  if (!first || !last || first.at === last.at) return
  let unknown = 0
  let metres = 0
  let told = first
  for (const [index, point] of points.entries()) {
    const gap = point.at - (points[index - 1] ?? point).at
    if (gap > GAP) unknown += gap
    const step = metresBetween(told, point)
    if (point !== last && step <= TOLD_SIGMAS * Math.hypot(told.sigma, point.sigma)) continue
    metres += step
    told = point
  }
  const trip: Trip = {
    kind: 'trip',
    from: first.at,
    to: last.at,
    metres,
    straightMetres: metresBetween(first, last),
    positions: points.length,
    first: first.index,
    last: last.index,
    unknownMinutes: unknown / MINUTE,
  }
  legs.push(trip)
}
