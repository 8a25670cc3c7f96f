import type { Interval } from '../domain/interval.ts'
import { metresBetween, type Spot } from './trail-points.ts'

/** A stay as places are made of it. */
export interface Visit extends Interval, Spot {
  readonly radiusMetres: number
  readonly certainty: number
}

/** Somewhere somebody has been: stays that may be of one place. */
export interface UsualPlace extends Spot {
  readonly radiusMetres: number
  /** In order of time. */
  readonly visits: readonly Visit[]
  readonly minutes: number
}

const MINUTE = 60_000
/** Stays so near to each other are of one place: a building and its yard. */
const ONE_PLACE_METRES = 100
/** A larger circle names no place. */
const MOST_RADIUS = 250

export function isPlaced({ radiusMetres }: Visit): boolean {
  return radiusMetres <= MOST_RADIUS
}

/**
 * The places of some stays, the one with the most time first. Stays whose circle is too large to name a place are in none.
 *
 * @param visits stays of one person, in any order.
 */
export function placesOf(visits: readonly Visit[]): readonly UsualPlace[] {
  const byLength = visits
    .filter(isPlaced)
    .toSorted((a, b) => lengthOf(b) - lengthOf(a) || a.from - b.from)
  const places: { at: Visit; visits: Visit[] }[] = []
  for (const visit of byLength) {
    const [nearest] = places
      .filter(({ at }) => isSamePlace(at, visit))
      .toSorted((a, b) => metresBetween(a.at, visit) - metresBetween(b.at, visit))
    if (nearest) nearest.visits.push(visit)
    else places.push({ at: visit, visits: [visit] })
  }
  return places
    .map(({ at: { latitude, longitude, radiusMetres }, visits: of }) => ({
      ...{ latitude, longitude, radiusMetres },
      visits: of.toSorted((a, b) => a.from - b.from),
      minutes: of.reduce((sum, visit) => sum + lengthOf(visit), 0) / MINUTE,
    }))
    .toSorted((a, b) => b.minutes - a.minutes)
}

export function isSamePlace(a: Visit, b: Visit): boolean {
  return metresBetween(a, b) <= ONE_PLACE_METRES + Math.hypot(a.radiusMetres, b.radiusMetres)
}

function lengthOf({ from, to }: Interval): number {
  return to - from
}
