import type { ClosedWindow, Instant } from '../../domain/interval.ts'

/** A place of a trail as seen from the scene: metres east and north of it. */
export interface SeenFromScene {
  readonly at: Instant
  readonly east: number
  readonly north: number
  /** Too coarse to place anybody in a street, so that no way is taken to it or from it. */
  readonly isCoarse?: boolean
}

/** A stretch of time inside the circle around a scene. */
export interface Visit {
  readonly from: Instant
  readonly to: Instant
  /** How many positions in the window lie in it; none where only the straight way between two leads through. */
  readonly positions: number
  /** Whether the trail shows the wearer come in, and go out again, within the window. */
  readonly arrived: boolean
  readonly left: boolean
  /** How far it led along the trail, and from where it came in straight to where it went out; of both alone. Metres. */
  readonly passed?: { readonly metres: number; readonly straightMetres: number }
}

/**
 * When a trail was inside a circle: straight from each position to the next, where they are at most
 * `bridgeMinutes` apart; a position with none so near in time, or a coarse one, is a visit without length.
 *
 * @param trail by time; positions either side of the window tell of its ends.
 */
export function visitsInCircle(
  trail: readonly SeenFromScene[],
  radiusMetres: number,
  window: ClosedWindow,
  bridgeMinutes: number,
): Visit[] {
  const visits: Open[] = []
  const inside = (place: SeenFromScene): boolean =>
    Math.hypot(place.east, place.north) <= radiusMetres
  let open: Open | undefined
  trail.forEach((place, i) => {
    if (!open && inside(place)) {
      open = begun(place, place.at, false)
      visits.push(open)
    }
    if (open && window.from <= place.at && place.at <= window.to) open.positions++
    const next = trail[i + 1]
    if (!next || !isBridged(place, next, bridgeMinutes)) {
      open = undefined
      return
    }
    const within = shareInside(place, next, radiusMetres)
    if (!within) return
    const [enters, leaves] = within
    const instant = (share: number): Instant => Math.round(place.at + share * (next.at - place.at))
    if (!open) {
      open = begun(placeAt(place, next, enters), instant(enters), true)
      visits.push(open)
    }
    open.to = instant(leaves)
    open.metres += (leaves - enters) * Math.hypot(next.east - place.east, next.north - place.north)
    const out = placeAt(place, next, leaves)
    open.straightMetres = Math.hypot(out.east - open.east, out.north - open.north)
    if (leaves < 1 && !inside(next)) {
      open.left = true
      open = undefined
    }
  })
  return visits
    .filter(({ from, to }) => from <= window.to && to >= window.from)
    .map((visit) => {
      const arrived = visit.arrived && visit.from >= window.from
      const left = visit.left && visit.to <= window.to
      const { metres, straightMetres } = visit
      return {
        from: Math.max(visit.from, window.from),
        to: Math.min(visit.to, window.to),
        positions: visit.positions,
        arrived,
        left,
        ...(arrived && left && { passed: { metres, straightMetres } }),
      }
    })
}

interface Open {
  readonly from: Instant
  to: Instant
  positions: number
  readonly arrived: boolean
  left: boolean
  /** Where it began. */
  readonly east: number
  readonly north: number
  metres: number
  straightMetres: number
}

function begun({ east, north }: Place, at: Instant, arrived: boolean): Open {
  const none = { positions: 0, metres: 0, straightMetres: 0 }
  return { from: at, to: at, arrived, left: false, east, north, ...none }
}

type Place = Pick<SeenFromScene, 'east' | 'north'>

function placeAt(a: Place, b: Place, share: number): Place {
  return {
    east: a.east + share * (b.east - a.east),
    north: a.north + share * (b.north - a.north),
  }
}

/** Whether the way between two places that follow each other is taken to be straight. */
export function isBridged(a: SeenFromScene, b: SeenFromScene, bridgeMinutes: number): boolean {
  return !a.isCoarse && !b.isCoarse && b.at - a.at <= bridgeMinutes * 60_000
}

/** The shares of the way from one place to another between which it is inside the circle. */
function shareInside(
  a: SeenFromScene,
  b: SeenFromScene,
  radius: number,
): [number, number] | undefined {
  const [east, north] = [b.east - a.east, b.north - a.north]
  const squared = east * east + north * north
  const toward = a.east * east + a.north * north
  const beyond = a.east * a.east + a.north * a.north - radius * radius
  if (squared === 0) return beyond <= 0 ? [0, 1] : undefined
  const root = toward * toward - squared * beyond
  if (root < 0) return undefined
  const enters = Math.max(0, (-toward - Math.sqrt(root)) / squared)
  const leaves = Math.min(1, (-toward + Math.sqrt(root)) / squared)
  return enters <= leaves ? [enters, leaves] : undefined
}
