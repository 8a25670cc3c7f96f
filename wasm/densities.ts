// Densities of four numbers at a time.

/** e^-x is 0 from here on. */
const NOTHING: f32 = 45
const PEAK: f32 = 0.15915494309189535

/**
 * e^-x of four numbers from 0 on: 2 to a whole power, and to what is left of it by the polynomial of least largest error;
 * right to 3 parts in a million up to 1, to 7 at 45, and 0 from there on.
 */
// @ts-ignore: decorator
@inline
export function exponential(x: v128): v128 {
  const scaled = f32x4.mul(f32x4.min(x, f32x4.splat(NOTHING)), f32x4.splat(-1.44269504))
  const powers = f32x4.nearest(scaled)
  const rest = f32x4.sub(scaled, powers)
  let sum = f32x4.splat(9.5701013e-3)
  sum = f32x4.add(f32x4.mul(sum, rest), f32x4.splat(5.5917859e-2))
  sum = f32x4.add(f32x4.mul(sum, rest), f32x4.splat(0.24024744))
  sum = f32x4.add(f32x4.mul(sum, rest), f32x4.splat(0.69312179))
  sum = f32x4.add(f32x4.mul(sum, rest), f32x4.splat(0.99999928))
  const scale = i32x4.shl(i32x4.add(i32x4.trunc_sat_f32x4_s(powers), i32x4.splat(127)), 23)
  return v128.and(f32x4.mul(sum, scale), f32x4.lt(x, f32x4.splat(NOTHING)))
}

/** Densities of round normal distributions at squared distances. Per square metre. */
// @ts-ignore: decorator
@inline
export function gaussian(squared: v128, variance: v128): v128 {
  const precision = f32x4.div(f32x4.splat(1), variance)
  const half = f32x4.mul(f32x4.mul(squared, f32x4.splat(0.5)), precision)
  return f32x4.mul(exponential(half), f32x4.mul(precision, f32x4.splat(PEAK)))
}

export function sumOf(four: v128): f64 {
  return (
    <f64>f32x4.extract_lane(four, 0) +
    <f64>f32x4.extract_lane(four, 1) +
    <f64>f32x4.extract_lane(four, 2) +
    <f64>f32x4.extract_lane(four, 3)
  )
}

/** The lanes of four that are before the end. */
// @ts-ignore: decorator
@inline
export function lanes(left: i32): v128 {
  return i32x4.lt_s(i32x4(0, 1, 2, 3), i32x4.splat(left))
}

/** Squared metres from a place, of what lies so far north and east of the wearer's origin. */
// @ts-ignore: decorator
@inline
export function squaredTo(north: usize, east: usize, at: i32, y: v128, x: v128, up: v128, across: v128): v128 {
  const n = f32x4.mul(f32x4.sub(v128.load(north + (at << 2)), y), up)
  const e = f32x4.mul(f32x4.sub(v128.load(east + (at << 2)), x), across)
  return f32x4.add(f32x4.mul(n, n), f32x4.mul(e, e))
}

const WIDER: f32 = 6.25

/** Of cell towers, whose errors have heavy tails: one in five is two and a half times as wide. Per square metre. */
// @ts-ignore: decorator
@inline
export function coarseDensity(squared: v128, variance: v128): v128 {
  const precision = f32x4.div(f32x4.splat(1), variance)
  const half = f32x4.mul(f32x4.mul(squared, f32x4.splat(0.5)), precision)
  const narrow = f32x4.mul(f32x4.splat(0.8), exponential(half))
  const wide = f32x4.mul(
    f32x4.splat(0.2 / WIDER),
    exponential(f32x4.mul(half, f32x4.splat(1 / WIDER))),
  )
  return f32x4.mul(f32x4.add(narrow, wide), f32x4.mul(precision, f32x4.splat(PEAK)))
}
