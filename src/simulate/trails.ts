import type { Instant } from '../domain/interval.ts'
import type { Place } from './places.ts'
import type { Point } from './plane.ts'
import type { RoutineDay, Want } from './routines.ts'
import type { TownMap } from './town-map.ts'
import { type Trip, travel } from './travel.ts'
import { HOUR, MINUTE } from './uk-clock.ts'

/**
 * Where a person truly was over [from, to): corners in time order, a straight line at even speed
 * between each two. Metres in the town's plane.
 */
export interface TruthTrail {
  readonly from: Instant
  readonly to: Instant
  readonly at: Float64Array
  readonly x: Float64Array
  readonly y: Float64Array
  /** Until the next corner. */
  readonly surroundings: Uint8Array
  /** Whether a tag that hears no satellite can place itself by wireless networks, until the next. */
  readonly hasWifi: Uint8Array
}

const SHORTEST_STAY = 2 * MINUTE

/** Walks through the day: each want is travelled to and stayed at; the day ends at home. */
export function layTrail(map: TownMap, home: Place, day: RoutineDay): TruthTrail {
  const corners = new Corners(day.from, home)
  let place = home
  /** When the stay at `place` is meant to end, and how soon it can be cut short. */
  let leaves = day.to
  let earliest = day.from
  for (const want of day.wants) {
    if (want.place === place) {
      leaves = Math.max(want.to, earliest)
      continue
    }
    const trip = travel(map, place, want.place, want.journey, want.hasCar)
    const exactly = want.arrival === 'exactly'
    const deadline = exactly ? want.from : day.to - MINUTE
    const wish = want.arrival === 'afterwards' ? leaves : want.from - trip.durationMs
    const departs = Math.min(Math.max(wish, earliest), deadline - MINUTE)
    if (want.arrival === 'on time' && departs + trip.durationMs > busyFrom(day, want)) continue
    // Late people hurry; the margins of the routines leave them time for all but the rarest case.
    const pace = Math.min(1, (deadline - departs) / trip.durationMs)
    corners.stay(departs, place)
    corners.go(departs, trip, pace)
    place = want.place
    earliest = exactly ? want.to : departs + trip.durationMs * pace + SHORTEST_STAY
    leaves = Math.max(want.to, earliest)
  }
  corners.stay(day.to, place)
  return corners.trail(day)
}

/** From when a want must give way: the visit still to come, or the way home. */
function busyFrom(day: RoutineDay, want: Want): Instant {
  const visit = day.wants.find(({ arrival }) => arrival === 'exactly')
  return (visit && visit.from > want.from ? visit.from : day.to) - HOUR
}

/** The true place at an instant of the trail. */
export function locate(trail: TruthTrail, instant: Instant): Point {
  let low = 0
  let high = trail.at.length - 1
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if ((trail.at[middle] ?? 0) <= instant) low = middle
    else high = middle
  }
  const before = trail.at[low] ?? 0
  const length = (trail.at[high] ?? 0) - before
  const share = length > 0 ? Math.min(1, Math.max(0, (instant - before) / length)) : 0
  const [x = 0, nextX = x] = [trail.x[low], trail.x[high]]
  const [y = 0, nextY = y] = [trail.y[low], trail.y[high]]
  return { x: x + share * (nextX - x), y: y + share * (nextY - y) }
}

class Corners {
  readonly #at: number[]
  readonly #x: number[]
  readonly #y: number[]
  readonly #surroundings: number[] = []
  readonly #hasWifi: number[] = []

  constructor(from: Instant, home: Place) {
    this.#at = [from]
    this.#x = [home.address.x]
    this.#y = [home.address.y]
  }

  stay(until: Instant, place: Place): void {
    this.#add(until, place.address.x, place.address.y, place.surroundings, place.hasWifi)
  }

  go(departs: Instant, trip: Trip, pace: number): void {
    for (const [leg, sky] of trip.surroundings.entries()) {
      const after = trip.after[leg + 1] ?? 0
      this.#add(departs + pace * after, trip.x[leg + 1] ?? 0, trip.y[leg + 1] ?? 0, sky, false)
    }
  }

  trail(day: RoutineDay): TruthTrail {
    return {
      from: day.from,
      to: day.to,
      at: Float64Array.from(this.#at),
      x: Float64Array.from(this.#x),
      y: Float64Array.from(this.#y),
      surroundings: Uint8Array.from(this.#surroundings),
      hasWifi: Uint8Array.from(this.#hasWifi),
    }
  }

  #add(at: Instant, x: number, y: number, sky: number, hasWifi: boolean): void {
    this.#at.push(at)
    this.#x.push(x)
    this.#y.push(y)
    this.#surroundings.push(sky)
    this.#hasWifi.push(hasWifi ? 1 : 0)
  }
}
