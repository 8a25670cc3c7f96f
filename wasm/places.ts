// What a wearer's other days make of a place: columns of wearer-columns.ts, summed as own-history.ts says.
import { coarseDensity, gaussian, lanes, squaredTo, sumOf } from './densities'
import { BRIEF, knots, LONG, MOVING, SHORT } from './knots'
import {
  blockApart,
  blockColumn,
  blockEast,
  blockMoving,
  blockNorth,
  blockRow,
  blockStaying,
  blockWeight,
  blocks,
  cellKnots,
  clockBlock,
  clockKind,
  clockLasting,
  clockMinute,
  clockNumber,
  clockPlot,
  groupApart,
  groupEast,
  groupNorth,
  groupVariance,
  groupWeight,
  inPlotEast,
  inPlotKindAndClock,
  inPlotNorth,
  inPlotNumber,
  inPlotStart,
  inPlotVariance,
  PLOT_COLUMN,
  PLOT_ROW,
  plotApart,
  plotColumn,
  plotEast,
  plotNorth,
  plotRow,
  plotSouth,
  plotStart,
  plotWeight,
  plotWest,
  plotWidest,
  plots,
  spentBlock,
  spentBlockApart,
  spentBlockEast,
  spentBlockNorth,
  spentBlockVariance,
  spentPlot,
  spentPlotApart,
  spentPlotEast,
  spentPlotNorth,
  spentPlotVariance,
} from './laid-places'

/** As long as the longer of plots and blocks. */
export let spentThen: usize = 0

/** By kernel: the row and column in the middle, then seven weights by row and seven by column. */
export let kernelRow: usize = 0
export let kernelColumn: usize = 0
export let kernelByRow: usize = 0
export let kernelByColumn: usize = 0

/** What was summed, a f64 each, in the order in which it is stored below. */
export let sums: usize = 0

/** Squared metres within which a place counts as here, as within hundreds of metres, and at all. */
const HERE: f32 = 90_000
const AROUND: f32 = 1.6e6
const ABOUT: f32 = 25e6
/** Plots whose middle is so near may hold knots that are here; blocks, plots that are around. Metres, squared. */
const MAY_BE_HERE: f32 = 136_900
const MAY_BE_AROUND: f32 = 2_560_000
const AROUND_VARIANCE: f32 = 62_500
const ABOUT_VARIANCE: f32 = 1e6
/** So many variances away, squared, a density is nothing beside that of what is here. */
const FAR_VARIANCES: f32 = 36
/** A street, beside a place's own error; doors and pavements, beside both places' errors. Square metres. */
const STREET: f32 = 2500
const BESIDE: f32 = 144
/** Of population.ts. */
const WIDTH: i32 = 7
const REACH: i32 = 3
/** Blocks a side of the broadest cell of the population's grids, as a power of 2. */
const BROAD_BITS: i32 = 2

// Which knots are history: from `from` to `to`, without those from `before` to `after`. By their numbers.
let from: i32 = 0
let before: i32 = 0
let after: i32 = 0
let to: i32 = 0
// Minutes of comparable hours, first and last; beyond midnight, the same kind of day's other end.
let low: i32 = 0
let high: i32 = 0
let otherLow: i32 = 0
let otherHigh: i32 = 0

/** What is history, and comparable, of what is asked for next. */
export function turnTo(
  fromKnot: i32,
  beforeKnot: i32,
  afterKnot: i32,
  toKnot: i32,
  first: i32,
  last: i32,
  otherFirst: i32,
  otherLast: i32,
): void {
  from = fromKnot
  before = beforeKnot
  after = afterKnot
  to = toKnot
  low = first
  high = last
  otherLow = otherFirst
  otherHigh = otherLast
}

/** Which of four knots are history. */
// @ts-ignore: decorator
@inline
function areHistory(numbers: v128): v128 {
  return v128.or(
    v128.and(i32x4.ge_s(numbers, i32x4.splat(from)), i32x4.lt_s(numbers, i32x4.splat(before))),
    v128.and(i32x4.ge_s(numbers, i32x4.splat(after)), i32x4.lt_s(numbers, i32x4.splat(to))),
  )
}

/** The first knot by the clock whose minute is not before this one. */
function firstAt(minute: i32): i32 {
  let least = 0
  let most = knots
  while (least < most) {
    const middle = (least + most) >>> 1
    if (<i32>load<u16>(clockMinute + (middle << 1)) < minute) least = middle + 1
    else most = middle
  }
  return least
}

/** How much a place has of a knot in a cell of a kernel's grid. */
function shareOf(kernel: i32, row: i32, column: i32): f64 {
  const i = row - load<i32>(kernelRow + (kernel << 2)) + REACH
  const j = column - load<i32>(kernelColumn + (kernel << 2)) + REACH
  if (<u32>i >= <u32>WIDTH || <u32>j >= <u32>WIDTH) return 0
  return (
    load<f64>(kernelByRow + ((kernel * WIDTH + i) << 3)) *
    load<f64>(kernelByColumn + ((kernel * WIDTH + j) << 3))
  )
}

// Of the place that is asked for.
let alike: v128 = i32x4.splat(0)
let then: v128 = i32x4.splat(0)
let stays: v128 = i32x4.splat(0)

/** Everything expected of a fine knot's kind at a place. */
export function expect(
  north: f32,
  east: f32,
  metresNorth: f32,
  metresEast: f32,
  variance: f32,
  kind: i32,
): void {
  const moving = kind === MOVING
  addTimes(kind)
  addWearersOwn(moving)
  const y = f32x4.splat(north)
  const x = f32x4.splat(east)
  const up = f32x4.splat(metresNorth)
  const across = f32x4.splat(metresEast)
  const unsure = BESIDE + variance
  const street = f32x4.splat(STREET + variance)
  const ofGroup = moving ? plots << 2 : 0
  let about = f32x4.splat(0)
  let around = f32x4.splat(0)
  let streets = f32x4.splat(0)
  let fine: f64 = 0
  alike = f32x4.splat(0)
  then = f32x4.splat(0)
  stays = f32x4.splat(0)
  for (let block4 = 0; block4 < blocks; block4 += 4) {
    const toBlocks = squaredTo(blockNorth, blockEast, block4, y, x, up, across)
    const inReach = v128.and(lanes(blocks - block4), f32x4.le(toBlocks, f32x4.splat(ABOUT)))
    if (!v128.any_true(inReach)) continue
    const left = f32x4.sub(
      v128.load(blockWeight + (block4 << 2)),
      v128.load(blockApart + (block4 << 2)),
    )
    const far = f32x4.mul(left, gaussian(toBlocks, f32x4.splat(ABOUT_VARIANCE)))
    about = f32x4.add(about, v128.and(inReach, far))
    let nearer = i32x4.bitmask(
      v128.and(inReach, f32x4.le(toBlocks, f32x4.splat(MAY_BE_AROUND))),
    )
    for (; nearer !== 0; nearer &= nearer - 1) {
      const block = block4 + ctz(nearer)
      const end = load<i32>(plotStart + ((block + 1) << 2))
      for (let plot4 = load<i32>(plotStart + (block << 2)); plot4 < end; plot4 += 4) {
        const toPlots = squaredTo(plotNorth, plotEast, plot4, y, x, up, across)
        const isAround = v128.and(lanes(end - plot4), f32x4.le(toPlots, f32x4.splat(AROUND)))
        if (!v128.any_true(isAround)) continue
        const some = f32x4.sub(
          v128.load(plotWeight + (plot4 << 2)),
          v128.load(plotApart + (plot4 << 2)),
        )
        const broad = f32x4.mul(some, gaussian(toPlots, f32x4.splat(AROUND_VARIANCE)))
        around = f32x4.add(around, v128.and(isAround, broad))
        const isHere = v128.and(isAround, f32x4.le(toPlots, f32x4.splat(MAY_BE_HERE)))
        let here = i32x4.bitmask(isHere)
        if (here === 0) continue
        const its = (plot4 << 2) + ofGroup
        const toGroups = squaredTo(groupNorth + its, groupEast + its, 0, y, x, up, across)
        const ofKnots = f32x4.sub(v128.load(groupWeight + its), v128.load(groupApart + its))
        const beside = gaussian(toGroups, f32x4.add(street, v128.load(groupVariance + its)))
        const counted = v128.and(isHere, f32x4.le(toGroups, f32x4.splat(HERE)))
        streets = f32x4.add(streets, v128.and(counted, f32x4.mul(ofKnots, beside)))
        for (; here !== 0; here &= here - 1) {
          const plot = plot4 + ctz(here)
          fine += finestOf(plot, moving)
          if (isNear(plot, north, east, metresNorth, metresEast, unsure)) {
            addKnots(plot, y, x, up, across, f32x4.splat(unsure), kind)
          }
        }
      }
    }
  }
  store<f64>(sums, sumOf(then))
  store<f64>(sums + 8, sumOf(alike))
  store<f64>(sums + 16, sumOf(stays))
  store<f64>(sums + 24, sumOf(streets))
  store<f64>(sums + 32, sumOf(around))
  store<f64>(sums + 40, sumOf(about))
  store<f64>(sums + 48, fine)
}

/** Milliseconds of comparable hours by kind, and how many knots are of one. */
function addTimes(kind: i32): void {
  let same = i32x4.splat(0)
  let moving = f32x4.splat(0)
  let brief = f32x4.splat(0)
  let short = f32x4.splat(0)
  let long = f32x4.splat(0)
  for (let range = 0; range < 2; range++) {
    const end = firstAt((range === 0 ? high : otherHigh) + 1)
    for (let i = firstAt(range === 0 ? low : otherLow); i < end; i += 4) {
      const counted = v128.and(lanes(end - i), areHistory(v128.load(clockNumber + (i << 2))))
      const kinds = v128.load(clockKind + (i << 2))
      const lasting = v128.and(counted, v128.load(clockLasting + (i << 2)))
      // A lane that holds is -1.
      same = i32x4.sub(same, v128.and(counted, i32x4.eq(kinds, i32x4.splat(kind))))
      moving = f32x4.add(moving, v128.and(lasting, i32x4.eq(kinds, i32x4.splat(MOVING))))
      brief = f32x4.add(brief, v128.and(lasting, i32x4.eq(kinds, i32x4.splat(BRIEF))))
      short = f32x4.add(short, v128.and(lasting, i32x4.eq(kinds, i32x4.splat(SHORT))))
      long = f32x4.add(long, v128.and(lasting, i32x4.eq(kinds, i32x4.splat(LONG))))
    }
  }
  store<f64>(sums + 72, sumOf(f32x4.convert_i32x4_s(same)))
  store<f64>(sums + 80, sumOf(moving))
  store<f64>(sums + 88, sumOf(brief))
  store<f64>(sums + 96, sumOf(short))
  store<f64>(sums + 104, sumOf(long))
}

/** What the wearer adds to everybody's sums of the middle and the broad kernel. */
function addWearersOwn(moving: bool): void {
  let middle: f64 = 0
  let broad: f64 = 0
  const counts = moving ? blockMoving : blockStaying
  for (let block = 0; block < blocks; block++) {
    const many = <f64>load<f32>(counts + (block << 2))
    if (many === 0) continue
    const row = load<i32>(blockRow + (block << 2))
    const column = load<i32>(blockColumn + (block << 2))
    middle += many * shareOf(1, row, column)
    broad += many * shareOf(2, row >> BROAD_BITS, column >> BROAD_BITS)
  }
  store<f64>(sums + 56, middle)
  store<f64>(sums + 64, broad)
}

/** And of the finest kernel, of one plot: two by two cells. */
function finestOf(plot: i32, moving: bool): f64 {
  const row = load<i32>(plotRow + (plot << 2))
  const column = load<i32>(plotColumn + (plot << 2))
  const i = row - load<i32>(kernelRow) + REACH
  const j = column - load<i32>(kernelColumn) + REACH
  if (i < -1 || i >= WIDTH || j < -1 || j >= WIDTH) return 0
  const cells = cellKnots + (((plot << 1) + (moving ? 1 : 0)) << 4)
  return (
    <f64>load<f32>(cells) * shareOf(0, row, column) +
    <f64>load<f32>(cells + 4) * shareOf(0, row, column + 1) +
    <f64>load<f32>(cells + 8) * shareOf(0, row + 1, column) +
    <f64>load<f32>(cells + 12) * shareOf(0, row + 1, column + 1)
  )
}

/** Whether a plot may hold knots that have a density here. */
function isNear(plot: i32, north: f32, east: f32, up: f32, across: f32, unsure: f32): bool {
  const south = (load<f32>(plotSouth + (plot << 2)) - north) * up
  const west = (load<f32>(plotWest + (plot << 2)) - east) * across
  const y = max<f32>(max<f32>(south, -(south + <f32>PLOT_ROW * up)), 0)
  const x = max<f32>(max<f32>(west, -(west + <f32>PLOT_COLUMN * across)), 0)
  return y * y + x * x <= FAR_VARIANCES * (unsure + load<f32>(plotWidest + (plot << 2)))
}

/** A plot's knots one by one: those that stay first, then those that move. */
// @ts-ignore: decorator
@inline
function addKnots(
  plot: i32,
  y: v128,
  x: v128,
  up: v128,
  across: v128,
  unsure: v128,
  kind: i32,
): void {
  const start = inPlotStart + ((plot * 3) << 2)
  const end = load<i32>(start + (kind === MOVING ? 8 : 4))
  for (let knot = load<i32>(start); knot < end; knot += 4) {
    const squared = squaredTo(inPlotNorth, inPlotEast, knot, y, x, up, across)
    const here = v128.and(lanes(end - knot), f32x4.le(squared, f32x4.splat(HERE)))
    const both = f32x4.add(unsure, v128.load(inPlotVariance + (knot << 2)))
    const near = f32x4.le(squared, f32x4.mul(f32x4.splat(FAR_VARIANCES), both))
    if (!v128.any_true(v128.and(here, near))) continue
    const counted = v128.and(here, areHistory(v128.load(inPlotNumber + (knot << 2))))
    if (!v128.any_true(counted)) continue
    const density = v128.and(counted, gaussian(squared, both))
    const kindAndClock = v128.load(inPlotKindAndClock + (knot << 2))
    const ofKind = v128.and(kindAndClock, i32x4.splat(255))
    const clock = i32x4.shr_u(kindAndClock, 8)
    const comparable = v128.or(
      v128.and(i32x4.ge_s(clock, i32x4.splat(low)), i32x4.le_s(clock, i32x4.splat(high))),
      v128.and(i32x4.ge_s(clock, i32x4.splat(otherLow)), i32x4.le_s(clock, i32x4.splat(otherHigh))),
    )
    const same = v128.and(density, i32x4.eq(ofKind, i32x4.splat(kind)))
    alike = f32x4.add(alike, same)
    then = f32x4.add(then, v128.and(same, comparable))
    stays = f32x4.add(stays, v128.and(density, i32x4.ne(ofKind, i32x4.splat(MOVING))))
  }
}

/** Time spent where a coarse position may come from, at any hour and at comparable ones. */
export function spend(
  north: f32,
  east: f32,
  metresNorth: f32,
  metresEast: f32,
  variance: f32,
  byBlock: bool,
): void {
  const length = byBlock ? blocks : plots
  memory.fill(spentThen, 0, length << 3)
  const where = byBlock ? clockBlock : clockPlot
  let thenLasting: f64 = 0
  for (let range = 0; range < 2; range++) {
    const end = firstAt((range === 0 ? high : otherHigh) + 1)
    for (let i = firstAt(range === 0 ? low : otherLow); i < end; i++) {
      const number = load<i32>(clockNumber + (i << 2))
      if (number < from || number >= to || (number >= before && number < after)) continue
      const lasting = <f64>load<f32>(clockLasting + (i << 2))
      const at = spentThen + (load<i32>(where + (i << 2)) << 3)
      store<f64>(at, load<f64>(at) + lasting)
      thenLasting += lasting
    }
  }
  const norths = byBlock ? spentBlockNorth : spentPlotNorth
  const easts = byBlock ? spentBlockEast : spentPlotEast
  const variances = byBlock ? spentBlockVariance : spentPlotVariance
  const weights = byBlock ? spentBlock : spentPlot
  const aparts = byBlock ? spentBlockApart : spentPlotApart
  const y = f32x4.splat(north)
  const x = f32x4.splat(east)
  const up = f32x4.splat(metresNorth)
  const across = f32x4.splat(metresEast)
  let lasting = f64x2.splat(0)
  let allHere = f64x2.splat(0)
  let thenHere = f64x2.splat(0)
  for (let at = 0; at < length; at += 4) {
    const squared = squaredTo(norths, easts, at, y, x, up, across)
    const both = f32x4.add(f32x4.splat(variance), v128.load(variances + (at << 2)))
    const inIt = lanes(length - at)
    const density = v128.and(inIt, coarseDensity(squared, both))
    for (let half = 0; half < 2; half++) {
      const offset = (at + (half << 1)) << 3
      const two = half === 0 ? density : i32x4.shuffle(density, density, 2, 3, 2, 3)
      const kept = i64x2.extend_low_i32x4_s(half === 0 ? inIt : i32x4.shuffle(inIt, inIt, 2, 3, 2, 3))
      const spent = v128.and(kept, f64x2.sub(v128.load(weights + offset), v128.load(aparts + offset)))
      const wide = f64x2.promote_low_f32x4(two)
      const then = v128.and(kept, v128.load(spentThen + offset))
      lasting = f64x2.add(lasting, spent)
      allHere = f64x2.add(allHere, f64x2.mul(spent, wide))
      thenHere = f64x2.add(thenHere, f64x2.mul(then, wide))
    }
  }
  store<f64>(sums, bothOf(allHere))
  store<f64>(sums + 8, bothOf(lasting))
  store<f64>(sums + 16, bothOf(thenHere))
  store<f64>(sums + 24, thenLasting)
}

function bothOf(two: v128): f64 {
  return f64x2.extract_lane(two, 0) + f64x2.extract_lane(two, 1)
}
