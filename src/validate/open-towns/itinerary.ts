import type { Instant } from '../../domain/interval.ts'
import { metresBetween, nearestOf, type Point } from './plain.ts'
import type { Address, Place } from './settlement.ts'

/** A stay somewhere: it ends at `leaveAt`, but lasts at least `leastMs`. */
export interface Visit {
  readonly place: Place
  /** The same place, where it is one the wearer comes back to. */
  readonly address: Address | undefined
  readonly leaveAt: Instant
  readonly leastMs: number
}

/** Where somebody is at every instant: straight lines between corners, in order of time. */
export interface Itinerary {
  readonly at: Float64Array
  readonly x: Float64Array
  readonly y: Float64Array
  /** 1 where the line from this corner on is a stay indoors. */
  readonly indoors: Uint8Array
  /** Of each visit. */
  readonly arrivals: Float64Array
  readonly departures: Float64Array
}

const WALK_METRES = 500
const WALK_METRES_PER_SECOND = 1.35
/** Longer ways may lead over a crossing. */
const LONG_METRES = 1500
/** How far the middle of a bent way is from the straight line, as a share of its length. */
const BEND = 0.12
const CORNERS_A_VISIT = 4

/** Goes from visit to visit, beginning at the first at `start`. */
export function travel(
  visits: readonly Visit[],
  start: Instant,
  metresPerSecond: number,
  crossings: readonly Place[],
): Itinerary {
  const corners = visits.length * CORNERS_A_VISIT
  const at = new Float64Array(corners)
  const x = new Float64Array(corners)
  const y = new Float64Array(corners)
  const indoors = new Uint8Array(corners)
  const arrivals = new Float64Array(visits.length)
  const departures = new Float64Array(visits.length)
  let length = 0
  let now = start
  let here: Place | undefined
  const corner = (point: Point, inside: boolean): void => {
    at[length] = now
    x[length] = point.x
    y[length] = point.y
    indoors[length] = inside ? 1 : 0
    length += 1
  }
  for (const [index, visit] of visits.entries()) {
    if (here !== undefined && here !== visit.place) {
      const way = [here, ...wayBetween(here, visit.place, crossings), visit.place]
      const metres = lengthOf(way)
      const speed =
        metres < WALK_METRES ? Math.min(WALK_METRES_PER_SECOND, metresPerSecond) : metresPerSecond
      for (const [leg, to] of way.entries()) {
        const from = way[leg - 1]
        if (from === undefined) continue
        now += (1000 * metresBetween(from, to)) / speed
        if (to !== visit.place) corner(to, false)
      }
    }
    arrivals[index] = now
    corner(visit.place, visit.place.indoors)
    now = Math.max(now + visit.leastMs, visit.leaveAt)
    departures[index] = now
    corner(visit.place, false)
    here = visit.place
  }
  return {
    at: at.subarray(0, length),
    x: x.subarray(0, length),
    y: y.subarray(0, length),
    indoors: indoors.subarray(0, length),
    arrivals,
    departures,
  }
}

/** The corners between two places: the same there and back, every time and for everybody. */
function wayBetween(from: Place, to: Place, crossings: readonly Place[]): Point[] {
  const middle = { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 }
  const metres = metresBetween(from, to)
  if (metres > LONG_METRES && from.lean + to.lean > 0) {
    const crossing = nearestOf(crossings, middle)
    if (metresBetween(crossing, middle) < metres / 2) return [crossing]
  }
  const bend = BEND * (from.lean - to.lean)
  if (Math.abs(bend) < BEND / 3) return []
  return [{ x: middle.x - bend * (to.y - from.y), y: middle.y + bend * (to.x - from.x) }]
}

function lengthOf(way: readonly Point[]): number {
  return way.reduce((sum, point, i) => sum + metresBetween(point, way[i - 1] ?? point), 0)
}

/** Which visit the person is at, at `instant`; -1 while they are between two. */
export function visitAt({ arrivals, departures }: Itinerary, instant: Instant): number {
  let low = 0
  let high = arrivals.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((arrivals[middle] ?? 0) <= instant) low = middle + 1
    else high = middle
  }
  return instant < (departures[low - 1] ?? 0) ? low - 1 : -1
}
