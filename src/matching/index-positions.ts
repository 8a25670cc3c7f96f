import type { PositionColumns } from '../domain/position-columns.ts'
import { sharedInt32s, sharedUint32s } from '../domain/shared-memory.ts'
import { cellOf } from '../geo/cells.ts'
import { CellSorter } from './sort-by-cell.ts'

const HOUR = 3_600_000
/** Positions of so long are sorted together: a window seldom touches more than three. */
export const PERIOD = 4 * HOUR
/** Positions of one cell are in order of these parts of a period. */
export const STEP = HOUR / 4

/** Places of an array that a position takes. */
export const PLACES = 4

/**
 * Positions by period and cell, and by step of time within a cell, with a directory of the cells each period holds.
 * What is asked of a position lies together, or each part of it would be waited for by itself. 16 bytes a position and
 * 8 a cell and period, in shared memory: threads read it without a copy.
 */
export interface PositionIndexParts {
  /** Numbers of the periods that hold positions, in order; `p` owns cells `[periodStart[p], periodStart[p + 1])`. */
  readonly periods: Float64Array
  readonly periodStart: Uint32Array
  /** Of each cell its number and its first position; cell `c` owns `[cells[2 * c + 1], cells[2 * c + 3])`. */
  readonly cells: Uint32Array
  /** Of each position: milliseconds into the period, latitude, longitude (degrees x 1e7), number of the device. */
  readonly positions: Int32Array
  /** What holds all positions. Degrees x 1e7. */
  readonly bounds: {
    readonly south: number
    readonly north: number
    readonly west: number
    readonly east: number
  }
}

export function indexPositions(columns: PositionColumns): PositionIndexParts {
  const { length, device, capturedAt, latitude, longitude } = columns
  const positions = sharedInt32s(PLACES * length)
  const { periods, start } = orderByStep(capturedAt, positions)
  const periodStart = new Uint32Array(periods.length + 1)
  const bounds = { south: Infinity, north: -Infinity, west: Infinity, east: -Infinity }
  let cells = new Uint32Array(1024)
  let cellCount = 0
  // One period's rows are copied out before they are put in order, into the same arrays for all.
  let busiest = 0
  for (let p = 0; p < periods.length; p++) busiest = Math.max(busiest, start[p + 1]! - start[p]!)
  const sorter = new CellSorter(busiest)
  const rows = new Uint32Array(busiest)
  const rowCells = new Uint32Array(busiest)
  for (let p = 0; p < periods.length; p++) {
    const first = start[p]!
    const count = start[p + 1]! - first
    for (let i = 0; i < count; i++) {
      const row = positions[PLACES * (first + i)]!
      rows[i] = row
      rowCells[i] = cellOf(latitude[row]!, longitude[row]!)
    }
    const order = sorter.sorted(rowCells.subarray(0, count))
    const begins = periods[p]! * PERIOD
    let previous = -1
    for (let i = 0; i < count; i++) {
      const from = order[i]!
      const cell = rowCells[from]!
      if (cell !== previous) {
        if (2 * cellCount + 3 >= cells.length) cells = doubled(cells)
        cells[2 * cellCount] = cell
        cells[2 * cellCount++ + 1] = first + i
        previous = cell
      }
      const row = rows[from]!
      const at = PLACES * (first + i)
      const [north, east] = [latitude[row]!, longitude[row]!]
      positions[at] = capturedAt[row]! - begins
      positions[at + 1] = north
      positions[at + 2] = east
      positions[at + 3] = device[row]!
      if (north < bounds.south) bounds.south = north
      if (north > bounds.north) bounds.north = north
      if (east < bounds.west) bounds.west = east
      if (east > bounds.east) bounds.east = east
    }
    periodStart[p + 1] = cellCount
  }
  cells[2 * cellCount + 1] = length
  return {
    periods: Float64Array.from(periods),
    periodStart,
    cells: shared(cells.subarray(0, 2 * cellCount + 2)),
    positions,
    bounds,
  }
}

/**
 * Numbers of rows in order of the step they were captured in, each at the first place of a position.
 *
 * @returns numbers of the periods that hold any, in order; `p` owns positions `[start[p], start[p + 1])`.
 */
function orderByStep(capturedAt: Float64Array, positions: Int32Array) {
  const length = positions.length / PLACES
  const counts = new Map<number, number>()
  for (let row = 0; row < length; ) {
    const step = Math.floor(capturedAt[row]! / STEP)
    const first = row
    while (row < length && Math.floor(capturedAt[row]! / STEP) === step) row++
    counts.set(step, (counts.get(step) ?? 0) + row - first)
  }
  const next = new Map<number, number>()
  const periods: number[] = []
  const start: number[] = []
  let filled = 0
  for (const step of [...counts.keys()].sort((a, b) => a - b)) {
    const period = Math.floor((step * STEP) / PERIOD)
    if (period !== periods.at(-1)) {
      periods.push(period)
      start.push(filled)
    }
    next.set(step, filled)
    filled += counts.get(step) ?? 0
  }
  start.push(filled)
  for (let row = 0; row < length; ) {
    const step = Math.floor(capturedAt[row]! / STEP)
    let at = next.get(step) ?? 0
    while (row < length && Math.floor(capturedAt[row]! / STEP) === step) {
      positions[PLACES * at++] = row++
    }
    next.set(step, at)
  }
  return { periods, start }
}

function shared(array: Uint32Array): Uint32Array {
  const copy = sharedUint32s(array.length)
  copy.set(array)
  return copy
}

function doubled(array: Uint32Array): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(array.length * 2)
  larger.set(array)
  return larger
}
