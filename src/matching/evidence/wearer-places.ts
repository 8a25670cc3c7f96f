import { COARSE, FINE_KINDS } from './knots.ts'
import { groupOf } from './population.ts'
import type { Timelines } from './timelines.ts'

/**
 * Units (1e-7 degrees) of a plot, some 45 m wide, and plots a side of a block: a block is a cell of
 * the population's middle grid, four a side make one of its broadest.
 */
const PLOT = { row: 4000, column: 6800 }
const PLOTS_A_SIDE = 5
export const BLOCK = { row: PLOT.row * PLOTS_A_SIDE, column: PLOT.column * PLOTS_A_SIDE }
/** A wearer can have been in so many rows and columns of blocks, the earth over. */
const COLUMNS = 0x2_0000

/** Numbers of knots and plots: of one wearer, they are small. */
type Numbers = Uint16Array | Uint32Array

/** How much lies in each plot or block, and the middle of it; degrees x 1e7. */
export interface Centroids {
  readonly weight: Float64Array
  readonly latitude: Float64Array
  readonly longitude: Float64Array
}

/**
 * Where one wearer's knots lie: in order of plots and blocks, and of the clock, so that what is far
 * away is taken together and what is near is found. Some 6 bytes a knot.
 */
export class WearerPlaces {
  readonly first: number
  readonly count: number
  /** Plots by block: block `b`'s are `[plotStart[b], plotStart[b + 1])`. */
  readonly plotStart: Uint32Array
  readonly blockOf: Numbers
  readonly plotOf: Numbers
  /** Knots (from `first`) by plot: plot `p`'s are `[knotStart[p], knotStart[p + 1])`. */
  readonly knotStart: Uint32Array
  readonly byPlot: Numbers
  /** Knots (from `first`) by minute of the clock, weekdays first. */
  readonly byClock: Numbers
  /** Knots of a street in each plot and block. */
  readonly plots: Centroids
  readonly blocks: Centroids
  /** Of each block, on the population's middle grid. */
  readonly blockRow: Int32Array
  readonly blockColumn: Int32Array
  /** Minutes spent in each plot. */
  readonly minutes: Centroids
  /** By group (staying, moving), how many knots each block has. */
  readonly groups: readonly Uint32Array[]
  /** How many knots of each kind there are. */
  readonly ofKind: Uint32Array

  /**
   * @param clock minutes of the clock of all wearers' knots, weekends after weekdays.
   * @param minutesOf how many minutes a knot stands for.
   */
  constructor(
    timelines: Timelines,
    wearer: number,
    clock: Uint16Array,
    minutesOf: (knot: number) => number,
  ) {
    const { start, latitude, longitude, kind } = timelines
    const first = start[wearer]!
    const count = start[wearer + 1]! - first
    this.first = first
    this.count = count
    const keys = new Float64Array(count)
    for (let i = 0; i < count; i++) keys[i] = keyOf(latitude[first + i]!, longitude[first + i]!)
    const plots = Float64Array.from(new Set(keys)).sort()
    const numbers = new Map<number, number>()
    for (let plot = 0; plot < plots.length; plot++) numbers.set(plots[plot]!, plot)
    this.plotOf = numbersFor(count, plots.length)
    let last = Number.NaN
    let number = 0
    for (let i = 0; i < count; i++) {
      if (keys[i] !== last) number = numbers.get(keys[i]!) ?? 0
      last = keys[i]!
      this.plotOf[i] = number
    }
    const { order, starts } = sortedBy(this.plotOf, plots.length)
    this.byPlot = order
    this.knotStart = starts
    this.byClock = sortedBy(clock.subarray(first, first + count), 2 * 1440).order

    this.blockOf = numbersFor(plots.length, plots.length)
    const plotStart: number[] = []
    const blocks: number[] = []
    for (let plot = 0; plot < plots.length; plot++) {
      const block = Math.floor(plots[plot]! / (PLOTS_A_SIDE * PLOTS_A_SIDE))
      if (block !== blocks.at(-1)) {
        blocks.push(block)
        plotStart.push(plot)
      }
      this.blockOf[plot] = blocks.length - 1
    }
    this.plotStart = Uint32Array.from([...plotStart, plots.length])
    this.blockRow = Int32Array.from(blocks, rowOf)
    this.blockColumn = Int32Array.from(blocks, columnOf)

    this.minutes = emptyCentroids(plots.length)
    this.plots = emptyCentroids(plots.length)
    this.blocks = emptyCentroids(blocks.length)
    this.groups = [new Uint32Array(blocks.length), new Uint32Array(blocks.length)]
    this.ofKind = new Uint32Array(COARSE + 1)
    for (let i = 0; i < count; i++) {
      const knot = first + i
      const plot = this.plotOf[i]!
      const block = this.blockOf[plot]!
      const of = kind[knot]!
      this.ofKind[of]!++
      extend(this.minutes, plot, minutesOf(knot), latitude[knot]!, longitude[knot]!)
      if (of >= FINE_KINDS) continue
      this.groups[groupOf(of)]![block]!++
      extend(this.plots, plot, 1, latitude[knot]!, longitude[knot]!)
      extend(this.blocks, block, 1, latitude[knot]!, longitude[knot]!)
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

function numbersFor(length: number, below: number): Numbers {
  return below <= 0x1_0000 ? new Uint16Array(length) : new Uint32Array(length)
}

/** A stable counting sort of the numbers 0, 1, 2 … by their values, which are below `below`. */
function sortedBy(values: ArrayLike<number>, below: number) {
  const starts = new Uint32Array(below + 1)
  for (let i = 0; i < values.length; i++) starts[values[i]! + 1]!++
  for (let value = 0; value < below; value++) starts[value + 1]! += starts[value]!
  const next = starts.slice()
  const order = numbersFor(values.length, values.length)
  for (let i = 0; i < values.length; i++) order[next[values[i]!]!++] = i
  return { order, starts }
}

/** Block by block, and in it plot by plot. */
function keyOf(latitude: number, longitude: number): number {
  const row = Math.floor(latitude / PLOT.row)
  const column = Math.floor(longitude / PLOT.column)
  const blockRow = Math.floor(row / PLOTS_A_SIDE)
  const blockColumn = Math.floor(column / PLOTS_A_SIDE)
  const block = blockRow * COLUMNS + blockColumn + COLUMNS / 2
  const within =
    (row - blockRow * PLOTS_A_SIDE) * PLOTS_A_SIDE + column - blockColumn * PLOTS_A_SIDE
  return block * PLOTS_A_SIDE * PLOTS_A_SIDE + within
}

function rowOf(block: number): number {
  return Math.floor(block / COLUMNS)
}

function columnOf(block: number): number {
  return block - rowOf(block) * COLUMNS - COLUMNS / 2
}
