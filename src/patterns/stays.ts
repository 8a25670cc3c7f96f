import type { Stay } from './day-pattern.ts'
import type { Gathering } from './gathering.ts'
import { gatheringsOf } from './gatherings.ts'
import type { PatternSettings } from './pattern-settings.ts'
import { metresBetween, type Spot, type TrailPoint } from './trail-points.ts'

const MINUTE = 60_000
/** A place is no point, and some positions of a stay are of somebody at its door. Metres. */
const DOOR_METRES = 20
/** Ends of a stay are of positions no further off than so many deviations, or a third of what is still there. */
const END_SIGMAS = 2
/** Positions with so small a deviation name a place; so near to the ends of a stay they are of these. */
const FINE_METRES = 100
const ANCHOR_MS = 20 * MINUTE
/** Where they are of one end alone somebody may have gone on unnoticed. */
const UNANCHORED = 0.6
/** Nobody who passes is slower: metres a second. */
const PASSING = 0.7

/** When a trail begins and ends. */
type Ends = readonly [number, number]

/** A stay, and where its first and last position stand in the points it was found in. */
export interface FoundStay {
  readonly stay: Stay
  readonly from: number
  readonly to: number
}

/** The stays of a trail, in order. One that falls silent for longer than is bridged is two with something unknown between. */
export function staysOf(
  points: readonly TrailPoint[],
  settings: PatternSettings,
): readonly FoundStay[] {
  const least = settings.leastStayMinutes * MINUTE
  const ends: Ends = [points[0]?.at ?? 0, points.at(-1)?.at ?? 0]
  return gatheringsOf(points, settings).flatMap((gathering) => {
    if (gathering.last.at - gathering.first.at < least) return []
    const middle = gathering.median()
    const members = trimmed(gathering, middle, settings)
    const pieces = piecesOf(members, settings.bridgeMinutes * MINUTE)
    const length = pieces.reduce((sum, piece) => sum + lengthOf(piece), 0)
    if (length < least) return []
    return pieces.flatMap((piece) => {
      const [first, last] = [piece[0], piece.at(-1)]
      if (!first || !last || first === last || first.at === last.at) return []
      const stay = stayOf(piece, gathering, middle, settings, ends)
      return [{ stay, from: first.place, to: last.place }]
    })
  })
}

/** Without positions at its ends that lie towards somewhere else: somebody comes or goes. */
function trimmed(
  { members, sigma }: Gathering,
  middle: Spot,
  { stayMetres }: PatternSettings,
): readonly TrailPoint[] {
  const isThere = (point: TrailPoint): boolean =>
    metresBetween(middle, point) <=
    Math.max(stayMetres / 2, END_SIGMAS * Math.hypot(point.sigma, sigma))
  const first = members.findIndex(isThere)
  return first < 0 ? [] : members.slice(first, members.findLastIndex(isThere) + 1)
}

function piecesOf(members: readonly TrailPoint[], bridge: number): TrailPoint[][] {
  const pieces: TrailPoint[][] = []
  for (const point of members) {
    const piece = pieces.at(-1)
    const before = piece?.at(-1)
    if (piece && before && point.at - before.at <= bridge) piece.push(point)
    else pieces.push([point])
  }
  return pieces
}

function lengthOf(piece: readonly TrailPoint[]): number {
  return (piece.at(-1)?.at ?? 0) - (piece[0]?.at ?? 0)
}

function stayOf(
  piece: readonly TrailPoint[],
  gathering: Gathering,
  middle: Spot,
  { stayMetres, sigmas }: PatternSettings,
  ends: Ends,
): Stay {
  const first = piece[0] as TrailPoint
  const last = piece.at(-1) as TrailPoint
  const sharpest = Float64Array.from(piece, (point) => point.sigma).sort()
  const typical = sharpest[sharpest.length >> 2] ?? 0
  // Somebody who passes the ground that its circles cannot tell apart takes so long.
  const passing = (2 * Math.max(stayMetres, sigmas * typical)) / PASSING
  const stayed = 1 - Math.exp(-(last.at - first.at) / 1000 / passing)
  return {
    kind: 'stay',
    from: first.at,
    to: last.at,
    latitude: middle.latitude,
    longitude: middle.longitude,
    radiusMetres: Math.hypot(DOOR_METRES, gathering.radiusMetres()),
    positions: piece.length,
    first: first.index,
    last: last.index,
    certainty: isAnchored(piece, gathering, ends) ? stayed : stayed * UNANCHORED,
  }
}

/** Whether positions that are good enough to name a place are near both ends, also such as come or go. Nothing is asked of where the trail is cut. */
function isAnchored(piece: readonly TrailPoint[], { members }: Gathering, ends: Ends): boolean {
  const fine = members.filter(({ sigma }) => sigma <= FINE_METRES)
  const of = [piece[0]?.at ?? 0, piece.at(-1)?.at ?? 0]
  return (
    fine.length > 0 &&
    of.every(
      (end, index) => end === ends[index] || fine.some(({ at }) => Math.abs(at - end) <= ANCHOR_MS),
    )
  )
}
