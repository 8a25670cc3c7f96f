import type { ClosedWindow } from '../../domain/interval.ts'
import { COARSE } from './knots.ts'
import { firstKnotIn } from './knots-around.ts'
import type { EvidenceParameters } from './parameters.ts'
import { type Reach, reachOf } from './reach.ts'
import type { ScenePlace } from './scene.ts'
import type { Timelines } from './timelines.ts'

/** As many deviations as reach.ts takes off. */
const SIGMAS = 3

/**
 * The coarse knot without which nothing of a trail, errors allowed for, would come within the margin of a
 * scene; of several the one that may reach nearest. `undefined` where finer ones come as near, or none does.
 */
export function coarseNear(
  timelines: Timelines,
  wearer: number,
  scene: ScenePlace,
  window: ClosedWindow,
  parameters: EvidenceParameters,
  reach: Reach,
): number | undefined {
  const comesNear = ({ trailMetres, withinErrors }: Reach): boolean =>
    withinErrors || trailMetres <= parameters.absenceMarginMetres
  if (!comesNear(reach)) return undefined
  const knots = knotsAround(timelines, wearer, window)
  const isCoarse = (knot: number): boolean => timelines.kind[knot] === COARSE
  const coarse = knots.filter(isCoarse)
  if (coarse.length === 0) return undefined
  const finer = only(
    timelines,
    knots.filter((knot) => !isCoarse(knot)),
  )
  if (comesNear(reachOf(finer, 0, scene, window, parameters))) return undefined
  const mayReach = (knot: number): number =>
    scene.metresToKnot(timelines, knot) - SIGMAS * timelines.sigma[knot]!
  return coarse.sort((a, b) => mayReach(a) - mayReach(b))[0]
}

/** In a window, and the ones just before and after it. */
function knotsAround(timelines: Timelines, wearer: number, window: ClosedWindow): number[] {
  const { start, from } = timelines
  const [first, end] = [start[wearer]!, start[wearer + 1]!]
  const knots: number[] = []
  for (let k = Math.max(first, firstKnotIn(timelines, wearer, window) - 1); k < end; k++) {
    knots.push(k)
    if (from[k]! > window.to) break
  }
  return knots
}

function only(timelines: Timelines, knots: readonly number[]): Timelines {
  const { from, to, latitude, longitude, sigma, kind } = timelines
  return {
    deviceWearerIds: [''],
    start: Uint32Array.of(0, knots.length),
    from: Float64Array.from(knots, (k) => from[k]!),
    to: Float64Array.from(knots, (k) => to[k]!),
    latitude: Int32Array.from(knots, (k) => latitude[k]!),
    longitude: Int32Array.from(knots, (k) => longitude[k]!),
    sigma: Float32Array.from(knots, (k) => sigma[k]!),
    kind: Uint8Array.from(knots, (k) => kind[k]!),
    circleErrors: timelines.circleErrors,
  }
}
