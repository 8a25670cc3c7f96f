import { COARSE, FINE_KINDS } from './knots.ts'
import { type Numbers, numbersFor } from './numbers.ts'
import { groupOf } from './population.ts'
import type { Timelines } from './timelines.ts'
import { PLOT, plotsOf, type WearerPlots } from './wearer-plots.ts'

/** A plot's knots lie together by kind. */
export const KINDS = COARSE + 1
/** Of a plot's finest cells, by group. */
export const CELLS = 4

/** How much lies in each plot or block, and the middle of it; degrees x 1e7. */
export interface Centroids {
  readonly weight: Float64Array
  readonly latitude: Float64Array
  readonly longitude: Float64Array
}

/**
 * Where one wearer's knots lie: in order of plots and blocks, and of the clock, so that what is far
 * away is taken together and what is near is read in one go. Some 30 bytes a knot.
 */
export class WearerPlaces {
  readonly first: number
  readonly count: number
  readonly plots: WearerPlots
  /** Knots of kind `k` in plot `p` begin at `knotStart[p * KINDS + k]`, and end where the next do. */
  readonly knotStart: Numbers
  /** In that order: the knot (from `first`), its place from the plot's corner, its sigma squared, its minute of the clock. */
  readonly byPlot: Numbers
  readonly north: Uint16Array
  readonly east: Uint16Array
  readonly variance: Float32Array
  readonly clock: Uint16Array
  /** How many knots of a group lie in each of a plot's finest cells. */
  readonly inCells: Numbers
  /**
   * Knots (from `first`) by minute of the clock, weekdays first; that minute, their kind, and how many
   * milliseconds each stands for.
   */
  readonly byClock: Numbers
  readonly clockMinute: Uint16Array
  readonly clockKind: Uint8Array
  readonly clockLasting: Float64Array
  /** Knots of a street in each plot and block. */
  readonly ofPlots: Centroids
  readonly ofBlocks: Centroids
  /** Milliseconds spent in each plot. */
  readonly lasting: Centroids
  /** By group (staying, moving), how many knots each block has. */
  readonly groups: readonly Uint32Array[]
  /** How many knots of each kind there are. */
  readonly ofKind: Uint32Array

  /**
   * @param clock minutes of the clock of all wearers' knots, weekends after weekdays.
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
    const byKind = numbersFor(count, plots * KINDS)
    for (let i = 0; i < count; i++) byKind[i] = plotOf[i]! * KINDS + kind[first + i]!
    const { order, starts } = sortedBy(byKind, plots * KINDS)
    this.byPlot = order
    this.knotStart = starts
    this.byClock = sortedBy(clock.subarray(first, first + count), 2 * 1440).order
    this.clockMinute = new Uint16Array(count)
    this.clockKind = new Uint8Array(count)
    this.clockLasting = new Float64Array(count)
    for (let i = 0; i < count; i++) {
      const knot = first + this.byClock[i]!
      this.clockMinute[i] = clock[knot]!
      this.clockKind[i] = kind[knot]!
      this.clockLasting[i] = lastingOf(knot)
    }
    this.north = new Uint16Array(count)
    this.east = new Uint16Array(count)
    this.variance = new Float32Array(count)
    this.clock = new Uint16Array(count)
    this.inCells = numbersFor(plots * 2 * CELLS, count + 1)
    this.lasting = emptyCentroids(plots)
    this.ofPlots = emptyCentroids(plots)
    this.ofBlocks = emptyCentroids(blocks)
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
      this.variance[i] = sigma[knot]! * sigma[knot]!
      this.clock[i] = clock[knot]!
      this.ofKind[of]!++
      extend(this.lasting, plot, lastingOf(knot), latitude[knot]!, longitude[knot]!)
      if (of >= FINE_KINDS) continue
      const group = groupOf(of)
      const cell = (north < PLOT.row / 2 ? 0 : 2) + (east < PLOT.column / 2 ? 0 : 1)
      this.inCells[(plot * 2 + group) * CELLS + cell]!++
      this.groups[group]![block]!++
      extend(this.ofPlots, plot, 1, latitude[knot]!, longitude[knot]!)
      extend(this.ofBlocks, block, 1, latitude[knot]!, longitude[knot]!)
    }
  }
}

function emptyCentroids(length: number): Centroids {
  return {
    weight: new Float64Array(length),
    latitude: new Float64Array(length),
    longitude: new Float64Array(length),
  }
}

function extend(
  { weight, latitude, longitude }: Centroids,
  of: number,
  more: number,
  north: number,
  east: number,
): void {
  if (more === 0) return
  weight[of]! += more
  latitude[of]! += ((north - latitude[of]!) * more) / weight[of]!
  longitude[of]! += ((east - longitude[of]!) * more) / weight[of]!
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
