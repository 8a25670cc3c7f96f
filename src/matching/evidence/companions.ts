import type { ClosedWindow, Instant } from '../../domain/interval.ts'
import { COARSE } from './knots.ts'
import { firstKnotIn } from './knots-around.ts'
import type { Timelines } from './timelines.ts'
import { homeOf, metresBetween } from './usual-places.ts'

const MINUTE = 60_000
const SAME_ADDRESS = 30
const CLOSE_BY = 50
const LEAST_MINUTES = 10
/** So long either side of a window counts as around it, or an offence of a minute had no company. */
const AROUND = 15 * MINUTE

/** How many other wearers share what the trail shows; never who. */
export interface Companions {
  /** Others who rest within 30 m of where the wearer rests. */
  readonly atSameAddress: number
  /** Others who kept within 50 m for ten minutes on end around the window. */
  readonly keptClose: number
}

export function companionsOf(
  timelines: Timelines,
  wearer: number,
  window: ClosedWindow,
  bridgeMinutes: number,
): Companions {
  const home = homeOf(timelines, wearer)
  const around = { from: window.from - AROUND, to: window.to + AROUND }
  const track = placesEachMinute(timelines, wearer, around, bridgeMinutes)
  let atSameAddress = 0
  let keptClose = 0
  for (let other = 0; other + 1 < timelines.start.length; other++) {
    if (other === wearer) continue
    const theirs = home && homeOf(timelines, other)
    if (home && theirs && metresBetween(home, theirs) <= SAME_ADDRESS) atSameAddress++
    if (keepsClose(track, placesEachMinute(timelines, other, around, bridgeMinutes))) keptClose++
  }
  return { atSameAddress, keptClose }
}

interface Place {
  readonly latitude: number
  readonly longitude: number
}

function keepsClose(track: readonly (Place | undefined)[], other: typeof track): boolean {
  let minutes = -1
  for (let i = 0; i < track.length; i++) {
    const [a, b] = [track[i], other[i]]
    minutes = a && b && metresBetween(a, b) <= CLOSE_BY ? minutes + 1 : -1
    if (minutes >= LEAST_MINUTES) return true
  }
  return false
}

/** Where a wearer was at each whole minute of a window; `undefined` where the trail does not say to a street. */
function placesEachMinute(
  timelines: Timelines,
  wearer: number,
  window: ClosedWindow,
  bridgeMinutes: number,
): (Place | undefined)[] {
  const end = timelines.start[wearer + 1]!
  let knot = firstKnotIn(timelines, wearer, window)
  if (knot === end) return []
  const places: (Place | undefined)[] = []
  for (let at = Math.ceil(window.from / MINUTE) * MINUTE; at <= window.to; at += MINUTE) {
    while (knot < end && timelines.to[knot]! < at) knot++
    places.push(placeAt(timelines, wearer, knot, at, bridgeMinutes))
  }
  return places
}

/** @param knot the wearer's first that ends at or after the instant. */
function placeAt(
  { start, from, to, latitude, longitude, kind }: Timelines,
  wearer: number,
  knot: number,
  at: Instant,
  bridgeMinutes: number,
): Place | undefined {
  if (knot >= start[wearer + 1]! || kind[knot] === COARSE) return undefined
  const here = { latitude: latitude[knot]!, longitude: longitude[knot]! }
  if (from[knot]! <= at) return here
  const before = knot - 1
  if (before < start[wearer]! || kind[before] === COARSE) return undefined
  const length = from[knot]! - to[before]!
  if (length > bridgeMinutes * MINUTE) return undefined
  const share = (at - to[before]!) / length
  return {
    latitude: latitude[before]! + share * (here.latitude - latitude[before]!),
    longitude: longitude[before]! + share * (here.longitude - longitude[before]!),
  }
}
