// What a trail shows from a scene: columns of wearer-columns.ts, summed as seen-trail.ts says.
import { coarseDensity, gaussian, lanes, squaredTo, sumOf } from './densities'
import {
  COARSE,
  knotFrom,
  knotKind,
  knotLatitude,
  knotLongitude,
  knotSigma,
  knots,
  knotTo,
  LONG,
  MOVING,
  OUT_OF_REACH,
  SHORT,
} from './knots'

/** Knots so near in time are bridged; about one beside a gap somebody is for so long more. Milliseconds. */
export let bridge: f64 = 0
export let linger: f64 = 0
/** By kind, how likely an offence looks like it. */
export let seenAs: usize = 0
/** Of what is on the move, how much less so the faster: half at such a speed, and never less than such a share. */
export let passingSpeed: f64 = 1
export let passingLeast: f64 = 1

// Where each knot and each step of the way to the next lies, and what it stands for where a window holds all of it. North
// and east are from the wearer's first knot, in degrees x 1e7.
export let trailNorth: usize = 0
export let trailEast: usize = 0
export let trailVariance: usize = 0
/** Milliseconds, and how likely an offence looks so: of those that place nobody in a street, AS_COARSE. */
export let trailLasting: usize = 0
export let trailLooks: usize = 0
/** The step `s` of the way from a knot is at `STEPS * knot + s`. */
export let stepNorth: usize = 0
export let stepEast: usize = 0
export let stepVariance: usize = 0
export let stepLasting: usize = 0
export let stepLooks: usize = 0

// What a window cuts, of the same: of which knot, and which step of the way from it, or -1.
export let cutNorth: usize = 0
export let cutEast: usize = 0
export let cutVariance: usize = 0
export let cutLasting: usize = 0
export let cutLooks: usize = 0
export let cutKnot: usize = 0
export let cutStep: usize = 0
// What was seen of each, milliseconds times density.
export let trailSeen: usize = 0
export let stepSeen: usize = 0
export let cutSeen: usize = 0
/** All that was seen, what stays may have hidden, from which knot to which the ways are whole, and how many cuts there are. */
export let told: usize = 0

/** How many errors a scene's place may have, and of each its variance, its share, and that of its tail. */
export let errors: i32 = 0
export let errorVariance: usize = 0
export let errorShare: usize = 0
export let errorTail: usize = 0
/** A call from so far from a stay's middle may leave no trace in it: its variance, and how often it leaves none. */
export let hiddenVariance: f32 = 0
export let hiddenShare: f64 = 0

/** Variances up to which a position counts as of a band (negligible-distance.ts). Square metres. */
export let firstBand: f32 = 0
export let secondBand: f32 = 0
export let thirdBand: f32 = 0

/** What places nobody in a street looks like an offence as likely as anything. */
const AS_COARSE: f64 = -1
/** Steps of a way: LEG_STEPS of wearer-columns.ts. */
const STEPS: i32 = 2
/** Further away there is no density. Metres, squared. */
const FARTHEST: f32 = 4e6
/** Somebody at a scene may be so far from where a coarse position's error starts. Metres, squared. */
const COARSE_PLACE: f32 = 900
/** A tail's variance, by that of the position. */
const TAIL: f32 = 9
/** What a path strays from the straight line (way-between.ts): squared metres a second, and by squared speed. */
const STRAYING_STILL: f64 = 4
const STRAYING_BY_SPEED: f64 = 0.6
/** A hundredth of a degree of latitude has one scale. */
const SCALE_BAND: f64 = 100_000

/** Works out what each knot and each way stands for. */
export function layOutTrail(): void {
  // Halfway round the earth is further than whole numbers of 32 bits reach.
  const latitude = <f64>load<i32>(knotLatitude)
  const longitude = <f64>load<i32>(knotLongitude)
  // Of the ways to a knot and on, squared.
  let speedTo: f64 = Infinity
  for (let knot = 0; knot < knots; knot++) {
    const four = knot << 2
    const sigma = load<f32>(knotSigma + four)
    const leads = isWay(knot)
    const speedOn = leads ? squaredSpeedOn(knot) : Infinity
    store<f32>(trailNorth + four, <f32>(<f64>load<i32>(knotLatitude + four) - latitude))
    store<f32>(trailEast + four, <f32>(<f64>load<i32>(knotLongitude + four) - longitude))
    store<f32>(trailVariance + four, sigma * sigma)
    store<f32>(trailLasting + four, <f32>lastingOf(knot, -Infinity, Infinity))
    store<f32>(trailLooks + four, <f32>looksLike(knot, min<f64>(speedTo, speedOn)))
    speedTo = speedOn
    if (leads) {
      const opens = load<f64>(knotTo + (knot << 3))
      const closes = load<f64>(knotFrom + ((knot + 1) << 3))
      const each = <f32>((closes - opens) / STEPS)
      const looks = <f32>onTheMove(speedOn)
      const straying = strayingOn(knot, speedOn)
      for (let step = 0; step < STEPS; step++) {
        const at = (STEPS * knot + step) << 2
        goTo(knot, straying, stepOf(opens, closes, step))
        store<f32>(stepNorth + at, wayNorth)
        store<f32>(stepEast + at, wayEast)
        store<f32>(stepVariance + at, wayVariance)
        store<f32>(stepLasting + at, each)
        store<f32>(stepLooks + at, looks)
      }
    } else {
      for (let step = 0; step < STEPS; step++) {
        const at = (STEPS * knot + step) << 2
        store<f32>(stepNorth + at, OUT_OF_REACH)
        store<f32>(stepEast + at, 0)
        store<f32>(stepVariance + at, 0)
        store<f32>(stepLasting + at, 0)
        store<f32>(stepLooks + at, 0)
      }
    }
  }
}

/** How likely an offence looks like a knot; of one on the move, by the slower of the ways to it and on, infinite without. */
function looksLike(knot: i32, slower: f64): f64 {
  const kind = <i32>load<u8>(knotKind + knot)
  if (kind === COARSE) return AS_COARSE
  if (kind !== MOVING) return load<f64>(seenAs + (kind << 3))
  return onTheMove(slower === Infinity ? 0 : slower)
}

/** How likely an offence looks like a move at a squared speed: who passes fast is seldom at it. */
function onTheMove(squaredSpeed: f64): f64 {
  const share = 1 / (1 + squaredSpeed / (passingSpeed * passingSpeed))
  return load<f64>(seenAs + (MOVING << 3)) * max<f64>(passingLeast, share)
}

/** Whether what lies between a knot and the next is a way between two known places. */
function isWay(knot: i32): bool {
  if (knot < 0 || knot + 1 >= knots) return false
  if (load<u8>(knotKind + knot) === COARSE || load<u8>(knotKind + knot + 1) === COARSE) return false
  return load<f64>(knotFrom + ((knot + 1) << 3)) - load<f64>(knotTo + (knot << 3)) <= bridge
}

/** The instant at which a step of a way, or what a window leaves of it, is looked at. */
function stepOf(opens: f64, closes: f64, step: i32): f64 {
  return opens + ((closes - opens) * (<f64>step + 0.5)) / STEPS
}

// Of the place on a way that was gone to.
let wayNorth: f32 = 0
let wayEast: f32 = 0
let wayVariance: f32 = 0

/** The straight line between a knot and the next, less certain in its middle. */
function goTo(knot: i32, straying: f64, at: f64): void {
  const four = knot << 2
  const opens = load<f64>(knotTo + (knot << 3))
  const length = max<f64>(1, load<f64>(knotFrom + ((knot + 1) << 3)) - opens)
  const share = min<f64>(1, max<f64>(0, (at - opens) / length))
  wayNorth = <f32>(between(knotLatitude + four, share) - <f64>load<i32>(knotLatitude))
  wayEast = <f32>(between(knotLongitude + four, share) - <f64>load<i32>(knotLongitude))
  const own =
    (1 - share) * <f64>load<f32>(knotSigma + four) + share * <f64>load<f32>(knotSigma + four + 4)
  wayVariance = <f32>(own * own + straying * share * (1 - share))
}

/** A share of the way from one whole number to the next, as a whole number. */
function between(at: usize, share: f64): f64 {
  const from = <f64>load<i32>(at)
  return Math.floor(from + share * (<f64>load<i32>(at + 4) - from) + 0.5)
}

let band: f64 = NaN
let northOfBand: f64 = 0
let eastOfBand: f64 = 0

/** Squared metres a second of the way from a knot to the next. */
function squaredSpeedOn(knot: i32): f64 {
  const four = knot << 2
  const latitude = <f64>load<i32>(knotLatitude + four)
  const its = Math.floor(latitude / SCALE_BAND)
  if (its !== band) turnToBand(its)
  const y = (<f64>load<i32>(knotLatitude + four + 4) - latitude) * northOfBand
  const east = <f64>load<i32>(knotLongitude + four + 4) - <f64>load<i32>(knotLongitude + four)
  const x = east * eastOfBand
  const seconds = secondsOf(knot)
  return (x * x + y * y) / (seconds * seconds)
}

function secondsOf(knot: i32): f64 {
  const opens = load<f64>(knotTo + (knot << 3))
  return max<f64>(1, load<f64>(knotFrom + ((knot + 1) << 3)) - opens) / 1000
}

/** Four times the variance that straying adds in the middle of a way. */
function strayingOn(knot: i32, squaredSpeed: f64): f64 {
  return (STRAYING_STILL + STRAYING_BY_SPEED * squaredSpeed) * secondsOf(knot)
}

/** Metres a unit in the middle of a band: local-scale.ts. */
function turnToBand(its: f64): void {
  band = its
  const phi = ((its + 0.5) * SCALE_BAND * 1e-7 * Math.PI) / 180
  northOfBand = (111_132.954 - 559.822 * Math.cos(2 * phi) + 1.175 * Math.cos(4 * phi)) * 1e-7
  eastOfBand = max<f64>(1, 111_412.84 * Math.cos(phi) - 93.5 * Math.cos(3 * phi)) * 1e-7
}

/** Milliseconds of a window that a knot stands for; of a window without length, 1 or 0. */
function lastingOf(knot: i32, opens: f64, closes: f64): f64 {
  const eight = knot << 3
  const begins = load<f64>(knotFrom + eight)
  const ends = load<f64>(knotTo + eight)
  const before = knot > 0 ? load<f64>(knotTo + eight - 8) : -Infinity
  const after = knot + 1 < knots ? load<f64>(knotFrom + eight + 8) : Infinity
  let lasting = within(begins, ends, opens, closes)
  if (begins - before > bridge) lasting += within(begins - linger, begins, opens, closes)
  else if (!isWay(knot - 1)) lasting += nearerSteps(before, begins, opens, closes, false)
  if (after - ends > bridge) lasting += within(ends, ends + linger, opens, closes)
  else if (!isWay(knot)) lasting += nearerSteps(ends, after, opens, closes, true)
  return lasting
}

/** Of what lies between two knots of which one is coarse, the steps that are nearer in time to the earlier, or the later. */
function nearerSteps(before: f64, begins: f64, opens: f64, closes: f64, earlier: bool): f64 {
  const between = within(before, begins, opens, closes)
  if (between <= 0) return 0
  let lasting: f64 = 0
  for (let step = 0; step < STEPS; step++) {
    const at = stepOf(max<f64>(before, opens), min<f64>(begins, closes), step)
    if (at - before < begins - at === earlier) lasting += between / STEPS
  }
  return lasting
}

/** Milliseconds that a stretch shares with a window; of a window without length, 1 or 0. */
function within(from: f64, to: f64, opens: f64, closes: f64): f64 {
  if (opens === closes) return from <= opens && opens < to ? 1 : 0
  return max<f64>(0, min<f64>(to, closes) - max<f64>(from, opens))
}

// The scene looked from: as splats.
let y: v128 = i32x4.splat(0)
let x: v128 = i32x4.splat(0)
let up: v128 = i32x4.splat(0)
let across: v128 = i32x4.splat(0)

/** All that is asked after is seen from this place, so far from the first knot. Degrees x 1e7, metres a unit. */
export function lookFrom(north: f32, east: f32, metresNorth: f32, metresEast: f32): void {
  y = f32x4.splat(north)
  x = f32x4.splat(east)
  up = f32x4.splat(metresNorth)
  across = f32x4.splat(metresEast)
}

// Beyond which what a position adds is negligible, by band of its variance. Squared metres.
let ofFirst: f32 = 0
let ofSecond: f32 = 0
let ofThird: f32 = 0
let beyond: f32 = 0
/** Summed so far. */
let sum: v128 = i32x4.splat(0)

/**
 * Of a window, milliseconds times density; without what lies beyond, by band of variance. As soon as it is enough no more
 * is looked at.
 */
export function closeness(
  opens: f64,
  closes: f64,
  first: f32,
  second: f32,
  third: f32,
  rest: f32,
  enough: f64,
): f64 {
  ofFirst = first
  ofSecond = second
  ofThird = third
  beyond = rest
  sum = i32x4.splat(0)
  cut(opens, closes)
  if (addKnots(wholeFrom + 1, wholeTo, 0, enough)) return sumOf(sum)
  if (addSteps(STEPS * wholeFrom, STEPS * wholeTo, 0, enough)) return sumOf(sum)
  addCuts(0)
  return sumOf(sum)
}

/** Looks at all that the window holds, and tells what was seen of each. */
export function see(opens: f64, closes: f64): void {
  ofFirst = FARTHEST
  ofSecond = FARTHEST
  ofThird = FARTHEST
  beyond = FARTHEST
  sum = i32x4.splat(0)
  cut(opens, closes)
  addKnots(wholeFrom + 1, wholeTo, trailSeen, Infinity)
  addSteps(STEPS * wholeFrom, STEPS * wholeTo, stepSeen, Infinity)
  addCuts(cutSeen)
  let hidden: f64 = 0
  for (let knot = wholeFrom + 1; knot < wholeTo; knot++) {
    hidden += hiddenIn(knot, trailNorth, trailEast, trailLasting, knot)
  }
  for (let at = 0; at < cuts; at++) {
    if (load<i32>(cutStep + (at << 2)) >= 0) continue
    hidden += hiddenIn(load<i32>(cutKnot + (at << 2)), cutNorth, cutEast, cutLasting, at)
  }
  store<f64>(told, sumOf(sum))
  store<f64>(told + 8, hidden)
  store<f64>(told + 16, wholeFrom)
  store<f64>(told + 24, wholeTo)
  store<f64>(told + 32, cuts)
}

/** The first of some instants, in order, that is not before this one. */
function firstNotBefore(instants: usize, instant: f64, from: i32): i32 {
  let least = from
  let most = knots
  while (least < most) {
    const middle = (least + most) >>> 1
    if (load<f64>(instants + (middle << 3)) < instant) least = middle + 1
    else most = middle
  }
  return least
}

/** How many cuts there are, and from which knot to which a window holds all ways; it holds all knots between the two. */
let cuts: i32 = 0
let wholeFrom: i32 = 0
let wholeTo: i32 = 0

/** Finds what a window holds all of, and what it cuts: at most two knots, and what lies before the one and after the other. */
function cut(opens: f64, closes: f64): void {
  const opened = firstNotBefore(knotTo, opens, 0)
  let closed = firstNotBefore(knotFrom, closes, opened)
  while (closed < knots && load<f64>(knotFrom + (closed << 3)) === closes) closed++
  closed--
  cuts = 0
  for (let knot = max(0, opened - 1); knot <= min(opened, knots - 1); knot++) {
    addCutKnot(knot, opens, closes)
  }
  for (let knot = max(closed, opened + 1); knot <= min(closed + 1, knots - 1); knot++) {
    addCutKnot(knot, opens, closes)
  }
  addCutWay(opened - 1, opens, closes)
  if (closed >= opened) addCutWay(closed, opens, closes)
  wholeFrom = opened
  wholeTo = max(opened, closed)
}

function addCutKnot(knot: i32, opens: f64, closes: f64): void {
  const lasting = lastingOf(knot, opens, closes)
  if (lasting <= 0) return
  const four = knot << 2
  const at = cuts++ << 2
  store<f32>(cutNorth + at, load<f32>(trailNorth + four))
  store<f32>(cutEast + at, load<f32>(trailEast + four))
  store<f32>(cutVariance + at, load<f32>(trailVariance + four))
  store<f32>(cutLasting + at, <f32>lasting)
  store<f32>(cutLooks + at, load<f32>(trailLooks + four))
  store<i32>(cutKnot + at, knot)
  store<i32>(cutStep + at, -1)
}

function addCutWay(knot: i32, opens: f64, closes: f64): void {
  if (!isWay(knot)) return
  const begins = load<f64>(knotTo + (knot << 3))
  const ends = load<f64>(knotFrom + ((knot + 1) << 3))
  const lasting = within(begins, ends, opens, closes)
  if (lasting <= 0) return
  const each = <f32>(lasting / STEPS)
  const looks = load<f32>(stepLooks + ((STEPS * knot) << 2))
  const straying = strayingOn(knot, squaredSpeedOn(knot))
  for (let step = 0; step < STEPS; step++) {
    const at = cuts++ << 2
    goTo(knot, straying, stepOf(max<f64>(begins, opens), min<f64>(ends, closes), step))
    store<f32>(cutNorth + at, wayNorth)
    store<f32>(cutEast + at, wayEast)
    store<f32>(cutVariance + at, wayVariance)
    store<f32>(cutLasting + at, each)
    store<f32>(cutLooks + at, looks)
    store<i32>(cutKnot + at, knot)
    store<i32>(cutStep + at, step)
  }
}

/** Adds whole knots, telling of each what was seen where `seen` is not 0; returns whether it is enough. */
function addKnots(from: i32, to: i32, seen: usize, enough: f64): bool {
  for (let knot = from; knot < to; knot += 4) {
    const squared = squaredTo(trailNorth, trailEast, knot, y, x, up, across)
    const variance = v128.load(trailVariance + (knot << 2))
    const lasting = v128.load(trailLasting + (knot << 2))
    const looks = v128.load(trailLooks + (knot << 2))
    const four = valuesOf(squared, variance, lasting, looks, lanes(to - knot), true)
    if (seen !== 0) v128.store(seen + (knot << 2), four)
    if (!v128.any_true(four)) continue
    sum = f32x4.add(sum, four)
    if (sumOf(sum) >= enough) return true
  }
  return false
}

/** The same of whole ways, step by step. */
function addSteps(from: i32, to: i32, seen: usize, enough: f64): bool {
  for (let step = from; step < to; step += 4) {
    const squared = squaredTo(stepNorth, stepEast, step, y, x, up, across)
    const variance = v128.load(stepVariance + (step << 2))
    const lasting = v128.load(stepLasting + (step << 2))
    const looks = v128.load(stepLooks + (step << 2))
    const four = valuesOf(squared, variance, lasting, looks, lanes(to - step), false)
    if (seen !== 0) v128.store(seen + (step << 2), four)
    if (!v128.any_true(four)) continue
    sum = f32x4.add(sum, four)
    if (sumOf(sum) >= enough) return true
  }
  return false
}

/** The same of what was cut. */
function addCuts(seen: usize): void {
  for (let at = 0; at < cuts; at += 4) {
    const squared = squaredTo(cutNorth, cutEast, at, y, x, up, across)
    const variance = v128.load(cutVariance + (at << 2))
    const lasting = v128.load(cutLasting + (at << 2))
    const looks = v128.load(cutLooks + (at << 2))
    const four = valuesOf(squared, variance, lasting, looks, lanes(cuts - at), true)
    if (seen !== 0) v128.store(seen + (at << 2), four)
    sum = f32x4.add(sum, four)
  }
}

/** Milliseconds times density of four places; 0 of what is not counted or lies beyond. */
// @ts-ignore: decorator
@inline
function valuesOf(
  squared: v128,
  variance: v128,
  lasting: v128,
  looks: v128,
  counted: v128,
  mayBeCoarse: bool,
): v128 {
  let four = f32x4.splat(0)
  const near = v128.and(counted, f32x4.le(squared, reachOf(variance)))
  if (v128.any_true(near)) {
    const fine = f32x4.mul(lasting, f32x4.max(looks, f32x4.splat(0)))
    four = v128.and(near, f32x4.mul(fine, densityAt(squared, variance)))
  }
  if (!mayBeCoarse) return four
  const coarse = v128.and(counted, f32x4.lt(looks, f32x4.splat(0)))
  if (v128.any_true(coarse)) {
    const wider = f32x4.add(variance, f32x4.splat(COARSE_PLACE))
    four = f32x4.add(four, v128.and(coarse, f32x4.mul(lasting, coarseDensity(squared, wider))))
  }
  return four
}

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

/** Beyond which what a position of such a variance adds is negligible. Squared metres. */
// @ts-ignore: decorator
@inline
function reachOf(variance: v128): v128 {
  let reach = f32x4.splat(beyond)
  reach = v128.bitselect(f32x4.splat(ofThird), reach, f32x4.le(variance, f32x4.splat(thirdBand)))
  reach = v128.bitselect(f32x4.splat(ofSecond), reach, f32x4.le(variance, f32x4.splat(secondBand)))
  return v128.bitselect(f32x4.splat(ofFirst), reach, f32x4.le(variance, f32x4.splat(firstBand)))
}

/** For how long of a stay a call at the true scene would have left no trace in it. Milliseconds. */
function hiddenIn(knot: i32, norths: usize, easts: usize, lastings: usize, at: i32): f64 {
  const kind = <i32>load<u8>(knotKind + knot)
  if (kind !== SHORT && kind !== LONG) return 0
  const north = (load<f32>(norths + (at << 2)) - f32x4.extract_lane(y, 0)) * f32x4.extract_lane(up, 0)
  const east = (load<f32>(easts + (at << 2)) - f32x4.extract_lane(x, 0)) * f32x4.extract_lane(across, 0)
  const squared = north * north + east * east
  if (squared > FARTHEST) return 0
  let density: f64 = 0
  for (let error = 0; error < errors; error += 4) {
    const share = f32x4.add(
      v128.load(errorShare + (error << 2)),
      v128.load(errorTail + (error << 2)),
    )
    const variance = f32x4.add(
      v128.load(errorVariance + (error << 2)),
      f32x4.splat(hiddenVariance),
    )
    const four = f32x4.mul(share, gaussian(f32x4.splat(squared), variance))
    density += sumOf(v128.and(lanes(errors - error), four))
  }
  const lasting = <f64>load<f32>(lastings + (at << 2))
  return lasting * hiddenShare * 2 * Math.PI * <f64>hiddenVariance * density
}
