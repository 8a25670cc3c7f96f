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
  readonly plotOf: Int32Array
  /** South-western corners of plots. Degrees x 1e7. */
  readonly south: Int32Array
  readonly west: Int32Array
  /** Plots by block: block `b`'s are `[plotStart[b], plotStart[b + 1])`. */
  readonly plotStart: Int32Array
  readonly blockOf: Int32Array
  /** Of each block, on the population's middle grid. */
  readonly blockRow: Int32Array
  readonly blockColumn: Int32Array
}

export function plotsOf(timelines: Timelines, first: number, count: number): WearerPlots {
  const { keys, plotOf } = keysOf(timelines, first, count)
  const blockOf = new Int32Array(keys.length)
  const south = new Int32Array(keys.length)
  const west = new Int32Array(keys.length)
  const plotStart = new Int32Array(keys.length + 1)
  const blockRow = new Int32Array(keys.length)
  const blockColumn = new Int32Array(keys.length)
  let blocks = 0
  let last = Number.NaN
  for (let plot = 0; plot < keys.length; plot++) {
    const block = Math.floor(keys[plot]! / (PLOTS_A_SIDE * PLOTS_A_SIDE))
    if (block !== last) {
      plotStart[blocks] = plot
      blockRow[blocks] = rowOf(block)
      blockColumn[blocks++] = columnOf(block)
      last = block
    }
    blockOf[plot] = blocks - 1
    const within = keys[plot]! - block * PLOTS_A_SIDE * PLOTS_A_SIDE
    const row = Math.floor(within / PLOTS_A_SIDE)
    south[plot] = rowOf(block) * BLOCK.row + row * PLOT.row
    west[plot] = columnOf(block) * BLOCK.column + (within - row * PLOTS_A_SIDE) * PLOT.column
  }
  plotStart[blocks] = keys.length
  return {
    plotOf,
    south,
    west,
    plotStart: plotStart.subarray(0, blocks + 1),
    blockOf,
    blockRow: blockRow.subarray(0, blocks),
    blockColumn: blockColumn.subarray(0, blocks),
  }
}

/** The keys of all plots in order, and the number of each knot's plot. */
function keysOf({ latitude, longitude }: Timelines, first: number, count: number) {
  const metOf = new Int32Array(count)
  const met = new MetPlots(count)
  let [lastRow, lastColumn] = [Number.NaN, Number.NaN]
  for (let i = 0; i < count; i++) {
    const row = Math.floor(latitude[first + i]! / PLOT.row)
    const column = Math.floor(longitude[first + i]! / PLOT.column)
    const isSame = row === lastRow && column === lastColumn
    metOf[i] = isSame ? metOf[i - 1]! : met.numberOf(row, column)
    lastRow = row
    lastColumn = column
  }
  const metKeys = met.keys()
  const keys = metKeys.slice().sort()
  const rank = new Int32Array(keys.length)
  for (let of = 0; of < rank.length; of++) rank[of] = rankOf(metKeys[of]!, keys)
  const plotOf = new Int32Array(count)
  for (let i = 0; i < count; i++) plotOf[i] = rank[metOf[i]!]!
  return { keys, plotOf }
}

/** Where a key is among all, in order. */
function rankOf(key: number, keys: Float64Array): number {
  let low = 0
  let high = keys.length - 1
  while (low < high) {
    const middle = (low + high) >>> 1
    if (keys[middle]! < key) low = middle + 1
    else high = middle
  }
  return low
}

/** Plots that were met, numbered as they were: a table of columns, as a map keyed by large numbers makes an object of each. */
class MetPlots {
  readonly #rows: Int32Array
  readonly #columns: Int32Array
  /** Numbers, from 1 on, each where its plot's hash says or in the next free place. */
  readonly #table: Int32Array
  #count = 0

  constructor(most: number) {
    this.#rows = new Int32Array(most)
    this.#columns = new Int32Array(most)
    // A power of 2, at most half of it taken.
    this.#table = new Int32Array(2 ** Math.ceil(Math.log2(2 * most + 2)))
  }

  numberOf(row: number, column: number): number {
    const mask = this.#table.length - 1
    const hash = Math.imul(Math.imul(row, 0x9e3779b1) ^ column, 0x85ebca6b)
    let at = (hash ^ (hash >>> 15)) & mask
    for (; this.#table[at] !== 0; at = (at + 1) & mask) {
      const met = this.#table[at]! - 1
      if (this.#rows[met] === row && this.#columns[met] === column) return met
    }
    this.#rows[this.#count] = row
    this.#columns[this.#count++] = column
    this.#table[at] = this.#count
    return this.#count - 1
  }

  keys(): Float64Array {
    const keys = new Float64Array(this.#count)
    for (let met = 0; met < this.#count; met++) {
      keys[met] = keyOf(this.#rows[met]!, this.#columns[met]!)
    }
    return keys
  }
}

/** Block by block, and in it plot by plot. */
function keyOf(row: number, column: number): number {
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
