import type { Instant } from '../domain/interval.ts'
import type { TrailPosition } from './day-pattern.ts'
import type { PatternSettings } from './pattern-settings.ts'

const RADIANS = Math.PI / 180
/** Of a degree at the latitudes of Britain, give or take one in a thousand: of longitude at the equator, and of latitude. */
const EAST_METRES = 111_560
const NORTH_METRES = 111_300
/** Metres of deviation for one metre of quoted radius, were circles to hold the truth in 95 of 100. */
const SIGMA_OF_95 = 1 / 2.4477
const LEAST_SIGMA = 3

/** A place in degrees. */
export interface Spot {
  readonly latitude: number
  readonly longitude: number
}

/** A position as stays are found from it. */
export interface TrailPoint extends Spot {
  readonly at: Instant
  /** In the trail it came in. */
  readonly index: number
  readonly mechanism: string
  /** Standard deviation east and north, in metres. */
  readonly sigma: number
}

/** The positions of a trail by time, each once: in whatever order they come, they say the same. */
export function trailPoints(
  trail: readonly TrailPosition[],
  settings: PatternSettings,
): readonly TrailPoint[] {
  const order = trail.map((_, index) => index)
  const at = (index: number): TrailPosition => trail[index] as TrailPosition
  if (!isInOrder(trail)) order.sort((a, b) => compare(at(a), at(b)) || a - b)
  const points: TrailPoint[] = []
  for (const [place, index] of order.entries()) {
    const position = at(index)
    const before = order[place - 1]
    if (before !== undefined && compare(at(before), position) === 0) continue
    points.push({
      latitude: position.latitude,
      longitude: position.longitude,
      at: position.capturedAt,
      index,
      mechanism: position.mechanism,
      sigma: sigmaOf(position, settings),
    })
  }
  return points
}

/** Metres, good to one in a thousand over some kilometres. */
export function metresBetween(a: Spot, b: Spot): number {
  const east = (b.longitude - a.longitude) * EAST_METRES * Math.cos(a.latitude * RADIANS)
  const north = (b.latitude - a.latitude) * NORTH_METRES
  return Math.sqrt(east * east + north * north)
}

/** The standard deviation of a position, east and north, in metres: its circle grown by how far such circles are to be believed. */
function sigmaOf(
  { accuracyMetres, mechanism }: TrailPosition,
  { inflation, unquotedMetres }: PatternSettings,
): number {
  const known = <T>(of: Readonly<Record<string, T>>): T | undefined => of[mechanism] ?? of['']
  if (accuracyMetres === undefined) return known(unquotedMetres) ?? 30
  return Math.max(LEAST_SIGMA, accuracyMetres * SIGMA_OF_95 * (known(inflation) ?? 1))
}

function isInOrder(trail: readonly TrailPosition[]): boolean {
  return trail.every((position, index) => {
    const before = trail[index - 1]
    return before === undefined || compare(before, position) <= 0
  })
}

function compare(a: TrailPosition, b: TrailPosition): number {
  return (
    a.capturedAt - b.capturedAt ||
    a.latitude - b.latitude ||
    a.longitude - b.longitude ||
    (a.accuracyMetres ?? -1) - (b.accuracyMetres ?? -1) ||
    (a.mechanism < b.mechanism ? -1 : a.mechanism > b.mechanism ? 1 : 0)
  )
}
