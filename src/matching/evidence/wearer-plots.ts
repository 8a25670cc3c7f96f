import { type Numbers, numbersFor } from './numbers.ts'
import type { Timelines } from './timelines.ts'

/**
 * Units (1e-7 degrees) of a plot, some 45 m wide, and plots a side of a block: a plot is two by two
 * cells of the population's finest grid, a block one of its middle one; four a side make one of its
 * broadest.
 */
export const PLOT = { row: 4000, column: 6800 }
const PLOTS_A_SIDE = 5
const BLOCK = { row: PLOT.row * PLOTS_A_SIDE, column: PLOT.column * PLOTS_A_SIDE }
/** A wearer can have been in so many rows and columns of blocks, the earth over. */
const COLUMNS = 0x2_0000

/** The plots that a wearer's knots lie in, block by block. */
export interface WearerPlots {
  /** Which plot each knot lies in. */
  readonly plotOf: Numbers
  /** South-western corners of plots. Degrees x 1e7. */
  readonly south: Int32Array
  readonly west: Int32Array
  /** Plots by block: block `b`'s are `[plotStart[b], plotStart[b + 1])`. */
  readonly plotStart: Uint32Array
  readonly blockOf: Numbers
  /** Of each block, on the population's middle grid. */
  readonly blockRow: Int32Array
  readonly blockColumn: Int32Array
}

export function plotsOf(timelines: Timelines, first: number, count: number): WearerPlots {
  const { keys, plotOf } = keysOf(timelines, first, count)
  const blockOf = numbersFor(keys.length, keys.length)
  const south = new Int32Array(keys.length)
  const west = new Int32Array(keys.length)
  const plotStart: number[] = []
  const blocks: number[] = []
  for (let plot = 0; plot < keys.length; plot++) {
    const block = Math.floor(keys[plot]! / (PLOTS_A_SIDE * PLOTS_A_SIDE))
    if (block !== blocks.at(-1)) {
      blocks.push(block)
      plotStart.push(plot)
    }
    blockOf[plot] = blocks.length - 1
    const within = keys[plot]! - block * PLOTS_A_SIDE * PLOTS_A_SIDE
    const row = Math.floor(within / PLOTS_A_SIDE)
    south[plot] = rowOf(block) * BLOCK.row + row * PLOT.row
    west[plot] = columnOf(block) * BLOCK.column + (within - row * PLOTS_A_SIDE) * PLOT.column
  }
  return {
    plotOf,
    south,
    west,
    plotStart: Uint32Array.from([...plotStart, keys.length]),
    blockOf,
    blockRow: Int32Array.from(blocks, rowOf),
    blockColumn: Int32Array.from(blocks, columnOf),
  }
}

/** The keys of all plots in order, and the number of each knot's plot. */
function keysOf({ latitude, longitude }: Timelines, first: number, count: number) {
  const keyed = new Float64Array(count)
  const met = new Map<number, number>()
  const metOf = new Uint32Array(count)
  let last = -1
  for (let i = 0; i < count; i++) {
    const key = keyOf(latitude[first + i]!, longitude[first + i]!)
    keyed[i] = key
    if (i > 0 && key === keyed[i - 1]) {
      metOf[i] = last
      continue
    }
    const known = met.get(key)
    last = known ?? met.size
    if (known === undefined) met.set(key, last)
    metOf[i] = last
  }
  const keys = Float64Array.from(met.keys()).sort()
  const rank = new Uint32Array(keys.length)
  for (let plot = 0; plot < keys.length; plot++) rank[met.get(keys[plot]!)!] = plot
  const plotOf = numbersFor(count, keys.length)
  for (let i = 0; i < count; i++) plotOf[i] = rank[metOf[i]!]!
  return { keys, plotOf }
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
