import { type LocalScale, localScale } from '../../geo/local-scale.ts'
import { COARSE, FINE_KINDS } from './knots.ts'
import { type Numbers, numbersFor } from './numbers.ts'
import { groupOf } from './population.ts'
import type { Timelines } from './timelines.ts'
import { PLOT, plotsOf, type WearerPlots } from './wearer-plots.ts'

export const KINDS = COARSE + 1
/** Staying and on the move. */
export const GROUPS = 2
/** A plot's knots lie together by group; those that are coarse have no group and come last. */
export const SORTS = GROUPS + 1
/** Of a plot's finest cells, by group. */
export const CELLS = 4

/** How much lies in each plot or block, the middle of it in degrees x 1e7, and its variance in square metres. */
export interface Centroids {
  readonly weight: Float64Array
  readonly latitude: Float64Array
  readonly longitude: Float64Array
  readonly variance: Float64Array
}

/**
 * Where one wearer's knots lie: in order of plots and blocks, and of the clock, so that what is far
 * away is taken together and what is near is read in one go. Some 30 bytes a knot.
 */
export class WearerPlaces {
  readonly first: number
  readonly count: number
  readonly plots: WearerPlots
  /** Knots of group `g` in plot `p` begin at `knotStart[p * SORTS + g]`, and end where the next do; they are by time. */
  readonly knotStart: Numbers
  /** In that order: the knot (from `first`), its kind, its place from the plot's corner, its sigma squared, its minute of the clock. */
  readonly byPlot: Numbers
  readonly kinds: Uint8Array
  readonly north: Uint16Array
  readonly east: Uint16Array
  readonly variance: Float32Array
  readonly clock: Uint16Array
  /** How many knots of a group lie in each of a plot's finest cells. */
  readonly inCells: Numbers
  /**
   * Knots (from `first`) by minute of the clock, weekdays first; that minute, their kind, their plot and block, and how many
   * milliseconds each stands for.
   */
  readonly byClock: Numbers
  readonly clockPlot: Numbers
  readonly clockBlock: Numbers
  readonly clockMinute: Uint16Array
  readonly clockKind: Uint8Array
  readonly clockLasting: Float64Array
  /** Knots of a street in each plot and block, and of each group in each plot: at `plot * GROUPS + group`. */
  readonly ofPlots: Centroids
  readonly ofBlocks: Centroids
  readonly ofGroups: Centroids
  /** The largest variance of a knot in each plot. Square metres. */
  readonly widest: Float32Array
  /** Milliseconds spent in each plot and block. */
  readonly inPlots: Centroids
  readonly inBlocks: Centroids
  /** By group (staying, moving), how many knots each block has. */
  readonly groups: readonly Uint32Array[]
  /** How many knots of each kind there are. */
  readonly ofKind: Uint32Array

  /**
   * @param clock minutes of the clock of the wearer's knots, weekends after weekdays.
   * @param lastingOf how many milliseconds a knot stands for.
   */
  constructor(
    timelines: Timelines,
    wearer: number,
    clock: Uint16Array,
    lastingOf: (knot: number) => number,
  ) {
    const { start, latitude, longitude, kind, sigma } = timelines
    const first = start[wearer]!
    const count = start[wearer + 1]! - first
    this.first = first
    this.count = count
    this.plots = plotsOf(timelines, first, count)
    const { plotOf, blockOf, south, west, blockRow } = this.plots
    const plots = south.length
    const blocks = blockRow.length
    const bySort = numbersFor(count, plots * SORTS)
    for (let i = 0; i < count; i++) {
      const of = kind[first + i]!
      bySort[i] = plotOf[i]! * SORTS + (of === COARSE ? GROUPS : groupOf(of))
    }
    const { order, starts } = sortedBy(bySort, plots * SORTS)
    this.byPlot = order
    this.knotStart = starts
    this.byClock = sortedBy(clock, 2 * 1440).order
    this.clockMinute = new Uint16Array(count)
    this.clockKind = new Uint8Array(count)
    this.clockLasting = new Float64Array(count)
    this.clockPlot = numbersFor(count, plots)
    this.clockBlock = numbersFor(count, blocks)
    for (let i = 0; i < count; i++) {
      const knot = first + this.byClock[i]!
      this.clockPlot[i] = plotOf[this.byClock[i]!]!
      this.clockBlock[i] = blockOf[this.clockPlot[i]!]!
      this.clockMinute[i] = clock[knot - first]!
      this.clockKind[i] = kind[knot]!
      this.clockLasting[i] = lastingOf(knot)
    }
    this.kinds = new Uint8Array(count)
    this.north = new Uint16Array(count)
    this.east = new Uint16Array(count)
    this.variance = new Float32Array(count)
    this.clock = new Uint16Array(count)
    this.inCells = numbersFor(plots * 2 * CELLS, count + 1)
    this.inPlots = emptyCentroids(plots)
    this.inBlocks = emptyCentroids(blocks)
    this.ofPlots = emptyCentroids(plots)
    this.ofBlocks = emptyCentroids(blocks)
    this.ofGroups = emptyCentroids(plots * GROUPS)
    this.widest = new Float32Array(plots)
    // What is taken together lies near together: the scale of one place is right for each.
    const scale = localScale(latitude[first]!)
    this.groups = [new Uint32Array(blocks), new Uint32Array(blocks)]
    this.ofKind = new Uint32Array(KINDS)
    for (let i = 0; i < count; i++) {
      const knot = first + order[i]!
      const plot = plotOf[order[i]!]!
      const block = blockOf[plot]!
      const of = kind[knot]!
      const north = latitude[knot]! - south[plot]!
      const east = longitude[knot]! - west[plot]!
      this.north[i] = north
      this.east[i] = east
      const variance = sigma[knot]! * sigma[knot]!
      this.variance[i] = variance
      this.clock[i] = clock[knot - first]!
      this.kinds[i] = of
      this.ofKind[of]!++
      extend(this.inPlots, plot, lastingOf(knot), latitude[knot]!, longitude[knot]!, 0, scale)
      if (of >= FINE_KINDS) continue
      if (variance > this.widest[plot]!) this.widest[plot] = variance
      const group = groupOf(of)
      const cell = (north < PLOT.row / 2 ? 0 : 2) + (east < PLOT.column / 2 ? 0 : 1)
      this.inCells[(plot * 2 + group) * CELLS + cell]!++
      this.groups[group]![block]!++
      const at = plot * GROUPS + group
      extend(this.ofGroups, at, 1, latitude[knot]!, longitude[knot]!, 0, scale)
    }
    for (let plot = 0; plot < plots; plot++) {
      for (let group = 0; group < GROUPS; group++) {
        extendBy(this.ofPlots, plot, this.ofGroups, plot * GROUPS + group, scale)
      }
      extendBy(this.ofBlocks, blockOf[plot]!, this.ofPlots, plot, scale)
      extendBy(this.inBlocks, blockOf[plot]!, this.inPlots, plot, scale)
    }
  }
}

function emptyCentroids(length: number): Centroids {
  return {
    weight: new Float64Array(length),
    latitude: new Float64Array(length),
    longitude: new Float64Array(length),
    variance: new Float64Array(length),
  }
}

/** Adds what lies about a place to what lies in one of them (West 1979). */
function extend(
  { weight, latitude, longitude, variance }: Centroids,
  of: number,
  more: number,
  north: number,
  east: number,
  itsVariance: number,
  scale: LocalScale,
): void {
  if (more === 0) return
  const share = more / (weight[of]! + more)
  const y = north - latitude[of]!
  const x = east - longitude[of]!
  // Half of the sum over both directions.
  const between = ((y * scale.north) ** 2 + (x * scale.east) ** 2) / 2
  variance[of] = (1 - share) * (variance[of]! + share * between) + share * itsVariance
  weight[of]! += more
  latitude[of]! += y * share
  longitude[of]! += x * share
}

function extendBy(
  all: Centroids,
  of: number,
  { weight, latitude, longitude, variance }: Centroids,
  by: number,
  scale: LocalScale,
): void {
  extend(all, of, weight[by]!, latitude[by]!, longitude[by]!, variance[by]!, scale)
}

/** A stable counting sort of the numbers 0, 1, 2 … by their values, which are below `below`. */
function sortedBy(values: ArrayLike<number>, below: number) {
  const starts = numbersFor(below + 1, values.length + 1)
  for (let i = 0; i < values.length; i++) starts[values[i]! + 1]!++
  for (let value = 0; value < below; value++) starts[value + 1]! += starts[value]!
  const next = starts.slice()
  const order = numbersFor(values.length, values.length)
  for (let i = 0; i < values.length; i++) order[next[values[i]!]!++] = i
  return { order, starts }
}
