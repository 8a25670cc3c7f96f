// How close a trail comes to a scene: columns of trail-columns.ts, summed as closeness.ts says.
import { coarseDensity, gaussian, lanes, squaredTo, sumOf } from './densities'

// Where each column begins. North and east are from the wearer's origin, in degrees x 1e7.
export let trailNorth: usize = 0
export let trailEast: usize = 0
export let trailVariance: usize = 0
/** Milliseconds, times how likely an offence looks like a knot of its kind: of those that place nobody in a street, 0. */
export let trailFine: usize = 0
/** Milliseconds of those alone. */
export let trailCoarse: usize = 0
export let stepNorth: usize = 0
export let stepEast: usize = 0
export let stepVariance: usize = 0
export let stepFine: usize = 0

/** How many errors a scene's place may have, and of each its variance, its share, and that of its tail. */
export let errors: i32 = 0
export let errorVariance: usize = 0
export let errorShare: usize = 0
export let errorTail: usize = 0

/** Somebody at a scene may be so far from where a coarse position's error starts. Metres, squared. */
const COARSE_PLACE: f32 = 900
/** A tail's variance, by that of the position. */
const TAIL: f32 = 9

/** Variances up to which a position counts as of a band (negligible-distance.ts). Square metres. */
export let firstBand: f32 = 0
export let secondBand: f32 = 0
export let thirdBand: f32 = 0

/** Of places seen from the scene: a mixture over how wrong its place may be and how heavy errors' tails. */
// @ts-ignore: decorator
@inline
function densityAt(squared: v128, variance: v128): v128 {
  const wide = f32x4.mul(variance, f32x4.splat(TAIL))
  let density = f32x4.splat(0)
  for (let error = 0; error < errors; error++) {
    const own = v128.load32_splat(errorVariance + (error << 2))
    const near = f32x4.mul(
      v128.load32_splat(errorShare + (error << 2)),
      gaussian(squared, f32x4.add(own, variance)),
    )
    const tail = f32x4.mul(
      v128.load32_splat(errorTail + (error << 2)),
      gaussian(squared, f32x4.add(own, wide)),
    )
    density = f32x4.add(density, f32x4.add(near, tail))
  }
  return density
}

/** Of some knots and some steps of ways, milliseconds times density; without what lies beyond, by band of variance. */
export function closeness(
  north: f32,
  east: f32,
  metresNorth: f32,
  metresEast: f32,
  fromKnot: i32,
  toKnot: i32,
  fromStep: i32,
  toStep: i32,
  first: f32,
  second: f32,
  third: f32,
  beyond: f32,
): f64 {
  const y = f32x4.splat(north)
  const x = f32x4.splat(east)
  const up = f32x4.splat(metresNorth)
  const across = f32x4.splat(metresEast)
  let sum = f32x4.splat(0)
  for (let knot = fromKnot; knot < toKnot; knot += 4) {
    const squared = squaredTo(trailNorth, trailEast, knot, y, x, up, across)
    const variance = v128.load(trailVariance + (knot << 2))
    const inIt = lanes(toKnot - knot)
    const near = v128.and(
      inIt,
      f32x4.le(squared, reachOf(variance, first, second, third, beyond)),
    )
    if (v128.any_true(near)) {
      const fine = v128.load(trailFine + (knot << 2))
      sum = f32x4.add(sum, v128.and(near, f32x4.mul(fine, densityAt(squared, variance))))
    }
    const coarse = v128.and(inIt, v128.load(trailCoarse + (knot << 2)))
    if (v128.any_true(coarse)) {
      const wider = f32x4.add(variance, f32x4.splat(COARSE_PLACE))
      const far = f32x4.mul(coarse, coarseDensity(squared, wider))
      sum = f32x4.add(sum, v128.and(inIt, far))
    }
  }
  for (let step = fromStep; step < toStep; step += 4) {
    const squared = squaredTo(stepNorth, stepEast, step, y, x, up, across)
    const variance = v128.load(stepVariance + (step << 2))
    const near = v128.and(
      lanes(toStep - step),
      f32x4.le(squared, reachOf(variance, first, second, third, beyond)),
    )
    if (!v128.any_true(near)) continue
    const fine = v128.load(stepFine + (step << 2))
    sum = f32x4.add(sum, v128.and(near, f32x4.mul(fine, densityAt(squared, variance))))
  }
  return sumOf(sum)
}

/** Beyond which what a position of such a variance adds is negligible. Squared metres. */
// @ts-ignore: decorator
@inline
function reachOf(variance: v128, first: f32, second: f32, third: f32, beyond: f32): v128 {
  let reach = f32x4.splat(beyond)
  const ofThird = f32x4.le(variance, f32x4.splat(thirdBand))
  reach = v128.bitselect(f32x4.splat(third), reach, ofThird)
  const ofSecond = f32x4.le(variance, f32x4.splat(secondBand))
  reach = v128.bitselect(f32x4.splat(second), reach, ofSecond)
  const ofFirst = f32x4.le(variance, f32x4.splat(firstBand))
  return v128.bitselect(f32x4.splat(first), reach, ofFirst)
}
