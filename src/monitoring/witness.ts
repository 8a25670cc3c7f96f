import type { Area } from '../geo/area.ts'
import { localScale } from '../geo/local-scale.ts'
import type { Observation } from './finding.ts'
import type { PresenceSettings } from './presence-settings.ts'

const MINUTE = 60_000
const UNITS_PER_DEGREE = 1e7
/** Metres of deviation for one metre of quoted radius, were circles to hold the truth in 95 of 100. */
const SIGMA_OF_95 = 1 / 2.4477
/** Standard deviations where no radius is quoted, in metres. */
const UNQUOTED: Readonly<Record<string, number>> = { RF: 15, LBS: 800, WIFI: 60 }
const UNQUOTED_ELSE = 30
const LEAST_SIGMA = 3
/** An error three times the usual is what the tail has. */
const TAIL = 3
/** A circle of so many times an area's ground can still tell whether somebody is close to it. */
const TELLS_AREAS = 10

/** The standard deviation of a position, east and north, in metres: its circle grown by how far such circles are to be believed. */
export function sigmaOf(
  { accuracyMetres, mechanism }: Observation,
  { inflation }: PresenceSettings,
): number {
  if (accuracyMetres === undefined) return UNQUOTED[mechanism] ?? UNQUOTED_ELSE
  const grown = inflation[mechanism] ?? inflation[''] ?? 1
  return Math.max(LEAST_SIGMA, accuracyMetres * SIGMA_OF_95 * grown)
}

/**
 * How much more probable a position is of somebody inside an area than of somebody outside: a likelihood ratio.
 *
 * Somebody outside is taken to be close by, anywhere on as much ground as the area has, or as the circle has if that is more:
 * so a circle far larger than the area tells nothing, whichever way. Most who are outside are not so close, by `benefit` times:
 * that is inside's, of circles that can tell such distances at all. Nothing is ever surer than that it may be a mistake.
 */
function ratioOf(
  { longitude, latitude }: Observation,
  sigma: number,
  area: Area,
  { tailShare, mistakenShare, benefit }: PresenceSettings,
): number {
  const share =
    (1 - tailShare) * area.shareInside(longitude, latitude, sigma) +
    tailShare * area.shareInside(longitude, latitude, TAIL * sigma)
  const circles = (2 * Math.PI * sigma * sigma) / area.squareMetres
  const close = Math.min(benefit, Math.max(1, (TELLS_AREAS * benefit) / circles))
  const ratio = (close * Math.max(1, circles) * share) / (1 - share)
  return Math.min(1 / mistakenShare, Math.max(mistakenShare, ratio))
}

/** What positions say of being inside any of some areas. */
export interface Witnesses {
  /** The logarithm of a likelihood ratio each, in their order. */
  readonly said: Float64Array
  /** How much each says that somebody stayed where the one just before it had them, from 0 to 1. */
  readonly stayed: Float64Array
}

/**
 * Errors of one mechanism last for minutes, so a position that says the place of the last of its mechanism again is not another
 * witness: it counts as much as its error can have changed since, by time and by how far the place has moved (against sigma).
 *
 * @param observations in order of time.
 */
export function witnesses(
  areas: readonly Area[],
  observations: readonly Observation[],
  settings: PresenceSettings,
): Witnesses {
  const said = new Float64Array(observations.length)
  const stayed = new Float64Array(observations.length)
  const latest = new Map<string, { readonly of: Observation; readonly sigma: number }>()
  for (const [index, of] of observations.entries()) {
    const sigma = sigmaOf(of, settings)
    let ratio = 0
    for (const area of areas) ratio = Math.max(ratio, ratioOf(of, sigma, area, settings))
    const before = latest.get(of.mechanism)
    const same = before ? sameError(before.of, of, Math.max(sigma, before.sigma), settings) : 0
    said[index] = (1 - same) * Math.log(ratio)
    // Who cannot tell where somebody is cannot tell that they stayed there either.
    const tells = Math.abs((ratio - 1) / (ratio + 1))
    if (before?.of === observations[index - 1]) stayed[index] = same * tells
    latest.set(of.mechanism, { of, sigma })
  }
  return { said, stayed }
}

/** How much of an error is still that of the position before, from 0 to 1. */
function sameError(
  before: Observation,
  of: Observation,
  sigma: number,
  { errorMinutes }: PresenceSettings,
): number {
  const scale = localScale(of.latitude * UNITS_PER_DEGREE)
  const east = (of.longitude - before.longitude) * UNITS_PER_DEGREE * scale.east
  const north = (of.latitude - before.latitude) * UNITS_PER_DEGREE * scale.north
  const minutes = (of.capturedAt - before.capturedAt) / MINUTE
  const lasts = errorMinutes[of.mechanism] ?? errorMinutes[''] ?? 0
  return Math.exp(-minutes / lasts - (east * east + north * north) / (2 * sigma * sigma))
}
