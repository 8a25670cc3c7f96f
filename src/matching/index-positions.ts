import { capturedAt, type HeldPositions } from '../domain/held-positions.ts'
import { sharedInt32s, sharedUint32s } from '../domain/shared-memory.ts'
import { cellOf, eastInCell, northInCell } from '../geo/cells.ts'
import { firstOf, MOST_DEVICES, otherOf, PLACES } from './index-entry.ts'
import { CellSorter } from './sort-by-cell.ts'

/** What the index tells instants to. Milliseconds. */
export const SECOND = 1000
/** Positions of so long are sorted together: a window seldom touches more than two. */
export const PERIOD = 8 * 3600 * SECOND

/**
 * Positions by period, cell and second, with a directory of the cells each period holds. What is asked of a position
 * lies together, or each part of it would be waited for by itself. 8 bytes a position and 8 a cell and period, in
 * shared memory: threads read it without a copy. Of one device and second, positions in a cell are as the columns have
 * them.
 */
export interface PositionIndexParts {
  /** Numbers of the periods that hold positions, in order; `p` owns cells `[periodStart[p], periodStart[p + 1])`. */
  readonly periods: Float64Array
  readonly periodStart: Uint32Array
  /** Of each cell its number and its first position; cell `c` owns `[cells[2 * c + 1], cells[2 * c + 3])`. */
  readonly cells: Uint32Array
  /** Two numbers of each position: index-entry.ts. */
  readonly entries: Int32Array
  /** What holds all positions. Degrees x 1e7. */
  readonly bounds: {
    readonly south: number
    readonly north: number
    readonly west: number
    readonly east: number
  }
}

/** @throws RangeError with more devices than an entry tells apart. */
export function indexPositions(positions: HeldPositions): PositionIndexParts {
  const { length, latitude, longitude, deviceIds, deviceStart } = positions
  if (deviceIds.length > MOST_DEVICES) {
    throw new RangeError(
      `Cannot compare positions of ${deviceIds.length} devices at once: expected at most ${MOST_DEVICES}`,
    )
  }
  const entries = sharedInt32s(PLACES * length)
  const { periods, start } = orderByPeriod(positions, entries)
  const periodStart = sharedUint32s(periods.length + 1)
  const bounds = { south: Infinity, north: -Infinity, west: Infinity, east: -Infinity }
  let cells = new Uint32Array(1024)
  let cellCount = 0
  // One period's positions are copied out before they are put in order, into the same arrays for all.
  let busiest = 0
  for (let p = 0; p < periods.length; p++) busiest = Math.max(busiest, start[p + 1]! - start[p]!)
  const sorter = new CellSorter(busiest)
  const cellOfEach = new Uint32Array(busiest)
  const firsts = new Uint32Array(busiest)
  const others = new Uint32Array(busiest)
  for (let p = 0; p < periods.length; p++) {
    const begin = start[p]!
    const count = start[p + 1]! - begin
    const begins = periods[p]! * PERIOD
    let device = 0
    for (let i = 0; i < count; i++) {
      const row = entries[PLACES * (begin + i)]!
      while (row >= deviceStart[device + 1]!) device++
      const north = latitude[row]!
      const east = longitude[row]!
      const second = Math.floor((capturedAt(positions, row) - begins) / SECOND)
      cellOfEach[i] = cellOf(north, east)
      firsts[i] = firstOf(second, northInCell(north), device)
      others[i] = otherOf(eastInCell(east), device)
      if (north < bounds.south) bounds.south = north
      if (north > bounds.north) bounds.north = north
      if (east < bounds.west) bounds.west = east
      if (east > bounds.east) bounds.east = east
    }
    const order = sorter.sorted(cellOfEach.subarray(0, count), firsts)
    let previous = -1
    for (let i = 0; i < count; i++) {
      const from = order[i]!
      const cell = cellOfEach[from]!
      if (cell !== previous) {
        if (2 * cellCount + 3 >= cells.length) cells = doubled(cells)
        cells[2 * cellCount] = cell
        cells[2 * cellCount++ + 1] = begin + i
        previous = cell
      }
      entries[PLACES * (begin + i)] = firsts[from]!
      entries[PLACES * (begin + i) + 1] = others[from]!
    }
    periodStart[p + 1] = cellCount
  }
  cells[2 * cellCount + 1] = length
  return {
    periods: Float64Array.from(periods),
    periodStart,
    cells: shared(cells.subarray(0, 2 * cellCount + 2)),
    entries,
    bounds,
  }
}

/**
 * Numbers of rows by the period they were captured in, in order, each at the first number of an entry.
 *
 * @returns numbers of the periods that hold any, in order; `p` owns entries `[start[p], start[p + 1])`.
 */
function orderByPeriod(positions: HeldPositions, entries: Int32Array) {
  const { length } = positions
  const counts = new Map<number, number>()
  for (let row = 0; row < length; ) {
    const first = row
    const period = Math.floor(capturedAt(positions, row) / PERIOD)
    row = endOfPeriod(positions, row, period)
    counts.set(period, (counts.get(period) ?? 0) + row - first)
  }
  const periods = [...counts.keys()].sort((a, b) => a - b)
  const start = [0]
  const next = new Map<number, number>()
  for (const period of periods) {
    const first = start.at(-1) ?? 0
    next.set(period, first)
    start.push(first + (counts.get(period) ?? 0))
  }
  for (let row = 0; row < length; ) {
    const period = Math.floor(capturedAt(positions, row) / PERIOD)
    const end = endOfPeriod(positions, row, period)
    let at = next.get(period) ?? 0
    while (row < end) entries[PLACES * at++] = row++
    next.set(period, at)
  }
  return { periods, start }
}

/** The row after those from `row` on that were captured in a period. */
function endOfPeriod(positions: HeldPositions, row: number, period: number): number {
  const from = period * PERIOD
  let end = row
  for (; end < positions.length; end++) {
    const after = capturedAt(positions, end) - from
    if (after < 0 || after >= PERIOD) break
  }
  return end
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
