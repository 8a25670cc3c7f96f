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
  const visits: { -readonly [Key in keyof Visit]: Visit[Key] }[] = []
  const inside = (place: SeenFromScene): boolean =>
    Math.hypot(place.east, place.north) <= radiusMetres
  let open: (typeof visits)[number] | undefined
  trail.forEach((place, i) => {
    if (!open && inside(place)) {
      open = { from: place.at, to: place.at, positions: 0, arrived: false, left: false }
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
      const [from, to] = [instant(enters), instant(leaves)]
      open = { from, to, positions: 0, arrived: true, left: false }
      visits.push(open)
    } else open.to = instant(leaves)
    if (leaves < 1 && !inside(next)) {
      open.left = true
      open = undefined
    }
  })
  return visits
    .filter(({ from, to }) => from <= window.to && to >= window.from)
    .map(({ from, to, positions, arrived, left }) => ({
      from: Math.max(from, window.from),
      to: Math.min(to, window.to),
      positions,
      arrived: arrived && from >= window.from,
      left: left && to <= window.to,
    }))
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
