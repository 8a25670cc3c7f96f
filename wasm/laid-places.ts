// Where a wearer's knots lie: in order of plots and blocks, and of the clock, so that what is far away is taken together and
// what is near is read in one go. Columns of wearer-columns.ts; north and east are from the first knot, in degrees x 1e7.
import {
  COARSE,
  knotClock,
  knotKind,
  knotLasting,
  knotLatitude,
  knotLongitude,
  knotSigma,
  knots,
  MOVING,
  OUT_OF_REACH,
} from './knots'

// Of knots that place somebody in a street, in each block: the middle, how many, and on the population's middle grid.
export let blockNorth: usize = 0
export let blockEast: usize = 0
export let blockWeight: usize = 0
export let blockRow: usize = 0
export let blockColumn: usize = 0
export let blockStaying: usize = 0
export let blockMoving: usize = 0
/** Plots by block. */
export let plotStart: usize = 0
export let plotBlock: usize = 0
export let plotNorth: usize = 0
export let plotEast: usize = 0
export let plotWeight: usize = 0
// Their south-western corners, also on the population's finest grid, and the largest variance of a knot.
export let plotSouth: usize = 0
export let plotWest: usize = 0
export let plotRow: usize = 0
export let plotColumn: usize = 0
export let plotWidest: usize = 0
// By group (staying, on the move), then plot; by plot, group and finest cell.
export let groupNorth: usize = 0
export let groupEast: usize = 0
export let groupVariance: usize = 0
export let groupWeight: usize = 0
export let cellKnots: usize = 0
// Which plot each knot lies in. By plot and sort (staying, on the move, coarse), and of each by time: where they begin, and
// each knot, its kind in the lowest byte and the minute of the clock above it.
export let knotPlot: usize = 0
export let inPlotStart: usize = 0
export let inPlotNorth: usize = 0
export let inPlotEast: usize = 0
export let inPlotVariance: usize = 0
export let inPlotNumber: usize = 0
export let inPlotKindAndClock: usize = 0
// By minute of the clock, weekdays first.
export let clockNumber: usize = 0
export let clockMinute: usize = 0
export let clockKind: usize = 0
export let clockLasting: usize = 0
export let clockPlot: usize = 0
export let clockBlock: usize = 0
// Milliseconds spent, coarse positions' too.
export let spentPlotNorth: usize = 0
export let spentPlotEast: usize = 0
export let spentPlotVariance: usize = 0
export let spentPlot: usize = 0
export let spentBlockNorth: usize = 0
export let spentBlockEast: usize = 0
export let spentBlockVariance: usize = 0
export let spentBlock: usize = 0
// What of all this is not history (apart-counts.ts).
export let blockApart: usize = 0
export let plotApart: usize = 0
export let groupApart: usize = 0
export let spentPlotApart: usize = 0
export let spentBlockApart: usize = 0
/** How many knots of each kind there are. */
export let ofKind: usize = 0

// Room to lay out in: plots and blocks as they are met, numbers to sort by, and what is gathered.
export let metPlots: usize = 0
export let metRow: usize = 0
export let metColumn: usize = 0
export let metBlock: usize = 0
export let metBlocks: usize = 0
export let places: usize = 0
export let order: usize = 0
export let gatheredGroup: usize = 0
export let gatheredPlot: usize = 0
export let gatheredBlock: usize = 0
export let gatheredSpentPlot: usize = 0
export let gatheredSpentBlock: usize = 0

export let plots: i32 = 0
export let blocks: i32 = 0

/** Degrees x 1e7 of a plot, some 45 m wide: two by two cells of the population's finest grid; two by two of ROW_UNITS and COLUMN_UNITS of population.ts. */
export const PLOT_ROW: i32 = 4000
export const PLOT_COLUMN: i32 = 6800
/** Plots a side of a block, which is a cell of the population's middle grid. */
const PLOTS_A_SIDE: i32 = 5
const MINUTES: i32 = 2 * 1440
const SORTS: i32 = 3
const GROUPS: i32 = 2
/** Of what is gathered in a place: the weight, and sums north, east, and of their squares. */
const GATHERED: i32 = 5 << 3

/** Lays out a wearer's knots, in how many plots it says; metres a unit are of where they live. */
export function layOutPlaces(metresNorth: f64, metresEast: f64): i32 {
  findPlots()
  layOutClock()
  layOutKnots()
  layOutMiddles(metresNorth, metresEast)
  memory.fill(blockApart, 0, blocks << 2)
  memory.fill(plotApart, 0, plots << 2)
  memory.fill(groupApart, 0, (GROUPS * plots) << 2)
  memory.fill(spentPlotApart, 0, plots << 3)
  memory.fill(spentBlockApart, 0, blocks << 3)
  return plots
}

// @ts-ignore: decorator
@inline
function floorOf(value: i32, unit: i32): i32 {
  const whole = value / unit
  return value < whole * unit ? whole - 1 : whole
}

/**
 * Where in a table of numbers, from 1 on, that of a row and column is, or the free place for it.
 *
 * @param rows and columns, by number from 0 on.
 */
function placeIn(
  table: usize,
  mask: i32,
  row: i32,
  column: i32,
  rows: usize,
  columns: usize,
): usize {
  const hash = ((row * <i32>0x9e3779b1) ^ column) * <i32>0x85ebca6b
  let at = (hash ^ (hash >>> 15)) & mask
  let place = table + (at << 2)
  for (let met = load<i32>(place); met !== 0; met = load<i32>(place)) {
    const itsPlace = (met - 1) << 2
    if (load<i32>(rows + itsPlace) === row && load<i32>(columns + itsPlace) === column) break
    at = (at + 1) & mask
    place = table + (at << 2)
  }
  return place
}

/** Finds the plots and blocks that the knots lie in; plots of a block together, else as they were met. */
function findPlots(): void {
  // At most half of a table is taken.
  const size = 1 << (33 - clz(knots + 1))
  memory.fill(metPlots, 0, size << 2)
  memory.fill(metBlocks, 0, size << 2)
  plots = 0
  blocks = 0
  let lastRow: i32 = i32.MIN_VALUE
  let lastColumn: i32 = i32.MIN_VALUE
  let last = 0
  for (let knot = 0; knot < knots; knot++) {
    const row = floorOf(load<i32>(knotLatitude + (knot << 2)), PLOT_ROW)
    const column = floorOf(load<i32>(knotLongitude + (knot << 2)), PLOT_COLUMN)
    if (row !== lastRow || column !== lastColumn) {
      const place = placeIn(metPlots, size - 1, row, column, metRow, metColumn)
      if (load<i32>(place) === 0) {
        store<i32>(metRow + (plots << 2), row)
        store<i32>(metColumn + (plots << 2), column)
        store<i32>(metBlock + (plots << 2), blockOf(row, column, size - 1))
        store<i32>(place, ++plots)
      }
      last = load<i32>(place) - 1
      lastRow = row
      lastColumn = column
    }
    store<i32>(knotPlot + (knot << 2), last)
  }
  // How many each block has, where each begins, and each plot's place.
  memory.fill(plotStart, 0, (blocks + 1) << 2)
  for (let met = 0; met < plots; met++) add(plotStart + ((load<i32>(metBlock + (met << 2)) + 1) << 2), 1)
  for (let block = 0; block < blocks; block++) {
    add(plotStart + ((block + 1) << 2), load<i32>(plotStart + (block << 2)))
  }
  memory.copy(places, plotStart, blocks << 2)
  const latitude = <f64>load<i32>(knotLatitude)
  const longitude = <f64>load<i32>(knotLongitude)
  for (let met = 0; met < plots; met++) {
    const block = load<i32>(metBlock + (met << 2))
    const plot = add(places + (block << 2), 1) - 1
    const row = load<i32>(metRow + (met << 2))
    const column = load<i32>(metColumn + (met << 2))
    store<i32>(order + (met << 2), plot)
    store<i32>(plotBlock + (plot << 2), block)
    store<i32>(plotRow + (plot << 2), 2 * row)
    store<i32>(plotColumn + (plot << 2), 2 * column)
    store<f32>(plotSouth + (plot << 2), <f32>(<f64>(row * PLOT_ROW) - latitude))
    store<f32>(plotWest + (plot << 2), <f32>(<f64>(column * PLOT_COLUMN) - longitude))
  }
  for (let knot = 0; knot < knots; knot++) {
    const at = knotPlot + (knot << 2)
    store<i32>(at, load<i32>(order + (load<i32>(at) << 2)))
  }
}

/** Adds to a whole number; returns the sum. */
// @ts-ignore: decorator
@inline
function add(at: usize, more: i32): i32 {
  const sum = load<i32>(at) + more
  store<i32>(at, sum)
  return sum
}

/** The number of a plot's block, by its row and column. */
function blockOf(plotRow: i32, plotColumn: i32, mask: i32): i32 {
  const row = floorOf(plotRow, PLOTS_A_SIDE)
  const column = floorOf(plotColumn, PLOTS_A_SIDE)
  const place = placeIn(metBlocks, mask, row, column, blockRow, blockColumn)
  if (load<i32>(place) === 0) {
    store<i32>(blockRow + (blocks << 2), row)
    store<i32>(blockColumn + (blocks << 2), column)
    store<i32>(place, ++blocks)
  }
  return load<i32>(place) - 1
}

/** Counting sorts: how many come before each value, of counts that lie one place further. */
function startsOf(counts: usize, length: i32): void {
  for (let value = 0; value < length; value++) add(counts + ((value + 1) << 2), load<i32>(counts + (value << 2)))
}

function layOutClock(): void {
  memory.fill(places, 0, (MINUTES + 1) << 2)
  for (let knot = 0; knot < knots; knot++) add(places + ((minuteOf(knot) + 1) << 2), 1)
  startsOf(places, MINUTES)
  for (let knot = 0; knot < knots; knot++) {
    const minute = minuteOf(knot)
    const at = add(places + (minute << 2), 1) - 1
    const plot = load<i32>(knotPlot + (knot << 2))
    store<i32>(clockNumber + (at << 2), knot)
    store<u16>(clockMinute + (at << 1), <u16>minute)
    store<i32>(clockKind + (at << 2), load<u8>(knotKind + knot))
    store<f32>(clockLasting + (at << 2), <f32>load<f64>(knotLasting + (knot << 3)))
    store<i32>(clockPlot + (at << 2), plot)
    store<i32>(clockBlock + (at << 2), load<i32>(plotBlock + (plot << 2)))
  }
}

// @ts-ignore: decorator
@inline
function minuteOf(knot: i32): i32 {
  return load<u16>(knotClock + (knot << 1))
}

/** Which of a plot's sorts a kind is of. */
// @ts-ignore: decorator
@inline
function sortOf(kind: i32): i32 {
  return kind === COARSE ? GROUPS : kind === MOVING ? 1 : 0
}

function layOutKnots(): void {
  const sorts = SORTS * plots
  memory.fill(inPlotStart, 0, (sorts + 1) << 2)
  memory.fill(plotWidest, 0, plots << 2)
  memory.fill(cellKnots, 0, plots << 5)
  memory.fill(gatheredGroup, 0, GROUPS * plots * GATHERED)
  memory.fill(gatheredSpentPlot, 0, plots * GATHERED)
  memory.fill(ofKind, 0, (COARSE + 1) << 3)
  for (let knot = 0; knot < knots; knot++) {
    const sort = SORTS * load<i32>(knotPlot + (knot << 2)) + sortOf(load<u8>(knotKind + knot))
    add(inPlotStart + ((sort + 1) << 2), 1)
  }
  startsOf(inPlotStart, sorts)
  memory.copy(places, inPlotStart, sorts << 2)
  const latitude0 = <f64>load<i32>(knotLatitude)
  const longitude0 = <f64>load<i32>(knotLongitude)
  for (let knot = 0; knot < knots; knot++) {
    const kind = <i32>load<u8>(knotKind + knot)
    const plot = load<i32>(knotPlot + (knot << 2))
    const at = (add(places + ((SORTS * plot + sortOf(kind)) << 2), 1) - 1) << 2
    const sigma = load<f32>(knotSigma + (knot << 2))
    const variance = sigma * sigma
    const latitude = load<i32>(knotLatitude + (knot << 2))
    const longitude = load<i32>(knotLongitude + (knot << 2))
    const north = latitude - load<i32>(plotRow + (plot << 2)) * (PLOT_ROW / 2)
    const east = longitude - load<i32>(plotColumn + (plot << 2)) * (PLOT_COLUMN / 2)
    store<f32>(inPlotNorth + at, <f32>(<f64>latitude - latitude0))
    store<f32>(inPlotEast + at, <f32>(<f64>longitude - longitude0))
    store<f32>(inPlotVariance + at, variance)
    store<i32>(inPlotNumber + at, knot)
    store<i32>(inPlotKindAndClock + at, kind | (minuteOf(knot) << 8))
    const counted = ofKind + (kind << 3)
    store<f64>(counted, load<f64>(counted) + 1)
    gather(gatheredSpentPlot + plot * GATHERED, load<f64>(knotLasting + (knot << 3)), north, east)
    if (kind === COARSE) continue
    const widest = plotWidest + (plot << 2)
    store<f32>(widest, max<f32>(load<f32>(widest), variance))
    const group = kind === MOVING ? 1 : 0
    const cell = (north < PLOT_ROW / 2 ? 0 : 2) + (east < PLOT_COLUMN / 2 ? 0 : 1)
    const inCell = cellKnots + (((plot * GROUPS + group) * 4 + cell) << 2)
    store<f32>(inCell, load<f32>(inCell) + 1)
    gather(gatheredGroup + (group * plots + plot) * GATHERED, 1, north, east)
  }
}

/** The middles of what was gathered by plot, and of plots by block. */
function layOutMiddles(metresNorth: f64, metresEast: f64): void {
  memory.fill(gatheredPlot, 0, plots * GATHERED)
  memory.fill(gatheredBlock, 0, blocks * GATHERED)
  memory.fill(gatheredSpentBlock, 0, blocks * GATHERED)
  memory.fill(blockStaying, 0, blocks << 2)
  memory.fill(blockMoving, 0, blocks << 2)
  for (let plot = 0; plot < plots; plot++) {
    const block = load<i32>(plotBlock + (plot << 2))
    const first = load<i32>(plotStart + (block << 2)) << 2
    const south = load<f32>(plotSouth + (plot << 2))
    const west = load<f32>(plotWest + (plot << 2))
    const north = <f64>(south - load<f32>(plotSouth + first))
    const east = <f64>(west - load<f32>(plotWest + first))
    const own = gatheredPlot + plot * GATHERED
    for (let group = 0; group < GROUPS; group++) {
      const at = group * plots + plot
      const ofGroup = gatheredGroup + at * GATHERED
      const counted = (group === 0 ? blockStaying : blockMoving) + (block << 2)
      store<f32>(counted, load<f32>(counted) + <f32>load<f64>(ofGroup))
      store<f32>(groupWeight + (at << 2), <f32>load<f64>(ofGroup))
      store<f32>(groupNorth + (at << 2), northOf(ofGroup, south))
      store<f32>(groupEast + (at << 2), eastOf(ofGroup, west))
      store<f32>(groupVariance + (at << 2), varianceOf(ofGroup, metresNorth, metresEast))
      gatherAll(own, ofGroup, 0, 0)
    }
    const spent = gatheredSpentPlot + plot * GATHERED
    store<f32>(plotWeight + (plot << 2), <f32>load<f64>(own))
    store<f32>(plotNorth + (plot << 2), northOf(own, south))
    store<f32>(plotEast + (plot << 2), eastOf(own, west))
    store<f64>(spentPlot + (plot << 3), load<f64>(spent))
    store<f32>(spentPlotNorth + (plot << 2), northOf(spent, south))
    store<f32>(spentPlotEast + (plot << 2), eastOf(spent, west))
    store<f32>(spentPlotVariance + (plot << 2), varianceOf(spent, metresNorth, metresEast))
    gatherAll(gatheredBlock + block * GATHERED, own, north, east)
    gatherAll(gatheredSpentBlock + block * GATHERED, spent, north, east)
  }
  for (let block = 0; block < blocks; block++) {
    const first = load<i32>(plotStart + (block << 2)) << 2
    const south = load<f32>(plotSouth + first)
    const west = load<f32>(plotWest + first)
    const own = gatheredBlock + block * GATHERED
    const spent = gatheredSpentBlock + block * GATHERED
    store<f32>(blockWeight + (block << 2), <f32>load<f64>(own))
    store<f32>(blockNorth + (block << 2), northOf(own, south))
    store<f32>(blockEast + (block << 2), eastOf(own, west))
    store<f64>(spentBlock + (block << 3), load<f64>(spent))
    store<f32>(spentBlockNorth + (block << 2), northOf(spent, south))
    store<f32>(spentBlockEast + (block << 2), eastOf(spent, west))
    store<f32>(spentBlockVariance + (block << 2), varianceOf(spent, metresNorth, metresEast))
  }
}

/** Adds to what is gathered in a place, so far north and east of its corner. */
function gather(at: usize, weight: f64, north: f64, east: f64): void {
  store<f64>(at, load<f64>(at) + weight)
  store<f64>(at, load<f64>(at, 8) + weight * north, 8)
  store<f64>(at, load<f64>(at, 16) + weight * east, 16)
  store<f64>(at, load<f64>(at, 24) + weight * north * north, 24)
  store<f64>(at, load<f64>(at, 32) + weight * east * east, 32)
}

/** Adds what is gathered in another place, whose corner lies so far north and east of this one's. */
function gatherAll(at: usize, other: usize, north: f64, east: f64): void {
  const weight = load<f64>(other)
  const y = load<f64>(other, 8)
  const x = load<f64>(other, 16)
  store<f64>(at, load<f64>(at) + weight)
  store<f64>(at, load<f64>(at, 8) + y + weight * north, 8)
  store<f64>(at, load<f64>(at, 16) + x + weight * east, 16)
  store<f64>(at, load<f64>(at, 24) + load<f64>(other, 24) + north * (2 * y + weight * north), 24)
  store<f64>(at, load<f64>(at, 32) + load<f64>(other, 32) + east * (2 * x + weight * east), 32)
}

/** The middle of what is gathered. */
function northOf(at: usize, corner: f32): f32 {
  const weight = load<f64>(at)
  return weight > 0 ? <f32>(<f64>corner + load<f64>(at, 8) / weight) : OUT_OF_REACH
}

function eastOf(at: usize, corner: f32): f32 {
  const weight = load<f64>(at)
  return weight > 0 ? <f32>(<f64>corner + load<f64>(at, 16) / weight) : 0
}

/** Half of the sum over both directions. Square metres. */
function varianceOf(at: usize, metresNorth: f64, metresEast: f64): f32 {
  const weight = load<f64>(at)
  if (weight === 0) return 0
  const y = load<f64>(at, 8) / weight
  const x = load<f64>(at, 16) / weight
  const north = (load<f64>(at, 24) / weight - y * y) * metresNorth * metresNorth
  const east = (load<f64>(at, 32) / weight - x * x) * metresEast * metresEast
  return <f32>max<f64>(0, (north + east) / 2)
}
