import type { ClosedWindow, Instant } from '../../domain/interval.ts'
import { londonOffset } from '../../domain/london-clock.ts'
import { localScale } from '../../geo/local-scale.ts'
import { LONG, SHORT } from './knots.ts'
import type { Timelines } from './timelines.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR
/** London hours of the night when people are at home, and how long a rest there makes a night. */
const NIGHT = { from: 1, to: 5 }
const LEAST_REST = HOUR
/** Stays so near a place are stays at it. Metres. */
export const SAME_PLACE = 50
/** A place is usual when visited on so many days. */
const SEVERAL_DAYS = 3
/** So long around a window nothing is another day. */
const APART = 24 * HOUR

/** Where a wearer stays, and on how many nights or days. Degrees x 1e7. */
export interface StayedPlace {
  readonly latitude: number
  readonly longitude: number
  readonly days: number
}

interface Stay {
  readonly latitude: number
  readonly longitude: number
  readonly day: number
  readonly length: number
}

/** Where a wearer rests on most nights; `undefined` where the trail tells of no night. */
export function homeOf(timelines: Timelines, wearer: number): StayedPlace | undefined {
  const rests = staysOf(timelines, wearer).flatMap((stay) => {
    const night = nightOf(stay.day)
    const length = Math.min(stay.to, night.to) - Math.max(stay.from, night.from)
    return length >= LEAST_REST ? [{ ...stay, length }] : []
  })
  return placesOf(rests)[0]
}

/** Places where a wearer stays on several days other than the window's, the most visited first. */
export function usualPlacesOf(
  timelines: Timelines,
  wearer: number,
  window: ClosedWindow,
): StayedPlace[] {
  const others = staysOf(timelines, wearer).filter(
    ({ from, to }) => to < window.from - APART || from > window.to + APART,
  )
  return placesOf(others).filter(({ days }) => days >= SEVERAL_DAYS)
}

function staysOf({ start, from, to, latitude, longitude, kind }: Timelines, wearer: number) {
  const stays: (Stay & { from: Instant; to: Instant })[] = []
  for (let knot = start[wearer]!; knot < start[wearer + 1]!; knot++) {
    if (kind[knot] !== SHORT && kind[knot] !== LONG) continue
    const middle = (from[knot]! + to[knot]!) / 2
    stays.push({
      from: from[knot]!,
      to: to[knot]!,
      latitude: latitude[knot]!,
      longitude: longitude[knot]!,
      day: Math.floor((middle + londonOffset(middle)) / DAY),
      length: to[knot]! - from[knot]!,
    })
  }
  return stays
}

/** The night of a London day: `from` to `to` by its clocks, as they are at three. */
function nightOf(day: number): ClosedWindow {
  const offset = londonOffset(day * DAY + 3 * HOUR)
  return {
    from: day * DAY + NIGHT.from * HOUR - offset,
    to: day * DAY + NIGHT.to * HOUR - offset,
  }
}

/** Stays gathered around the longest of them; most days first, then the longest stay. */
function placesOf(stays: readonly Stay[]): StayedPlace[] {
  const places: { latitude: number; longitude: number; days: Set<number> }[] = []
  const longestFirst = [...stays].sort((a, b) => b.length - a.length || a.day - b.day)
  for (const { latitude, longitude, day } of longestFirst) {
    const here = places.find((place) => metresBetween(place, { latitude, longitude }) <= SAME_PLACE)
    if (here) here.days.add(day)
    else places.push({ latitude, longitude, days: new Set([day]) })
  }
  return places
    .map(({ latitude, longitude, days }) => ({ latitude, longitude, days: days.size }))
    .sort((a, b) => b.days - a.days)
}

/** Metres between two places in degrees x 1e7 that are not far apart. */
export function metresBetween(
  a: { readonly latitude: number; readonly longitude: number },
  b: { readonly latitude: number; readonly longitude: number },
): number {
  const scale = localScale(a.latitude)
  return Math.hypot(
    (a.longitude - b.longitude) * scale.east,
    (a.latitude - b.latitude) * scale.north,
  )
}
