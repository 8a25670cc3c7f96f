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
  /** Among the points. */
  readonly place: number
  readonly mechanism: string
  /** Standard deviation east and north, in metres. */
  readonly sigma: number
}

/** The positions of a trail by time, each once: in whatever order they come, they say the same. */
export function trailPoints(
  trail: readonly TrailPosition[],
  settings: PatternSettings,
): readonly TrailPoint[] {
  const order = isInOrder(trail) ? undefined : orderOf(trail)
  const points: TrailPoint[] = []
  let before: TrailPosition | undefined
  for (let rank = 0; rank < trail.length; rank++) {
    const index = order?.[rank] ?? rank
    const position = trail[index] as TrailPosition
    if (before && compare(before, position) === 0) continue
    before = position
    const { capturedAt: at, latitude, longitude, mechanism } = position
    const sigma = sigmaOf(position, settings)
    points.push({ latitude, longitude, at, index, place: points.length, mechanism, sigma })
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
  for (let index = 1; index < trail.length; index++) {
    if (compare(trail[index - 1] as TrailPosition, trail[index] as TrailPosition) > 0) return false
  }
  return true
}

function orderOf(trail: readonly TrailPosition[]): readonly number[] {
  const order = trail.map((_, index) => index)
  return order.sort(
    (a, b) => compare(trail[a] as TrailPosition, trail[b] as TrailPosition) || a - b,
  )
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
