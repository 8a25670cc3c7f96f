import type { ClosedWindow } from '../domain/interval.ts'
import type { PositionColumns } from '../domain/position-columns.ts'
import { cellOf, cellRunsAround } from '../geo/cells.ts'
import { latitudeSpanDegrees, longitudeSpanDegrees } from '../geo/ellipsoid.ts'
import { CellSorter } from './sort-by-cell.ts'

const HOUR = 3_600_000
/** Positions of so long are sorted together: a window seldom touches more than three. */
const PERIOD = 4 * HOUR
/** Positions of one cell are in order of these parts of a period. */
const STEP = HOUR / 4

/** Places of an array that a position takes. */
const PLACES = 4

/** A circle on the earth in degrees and metres. */
export interface Circle {
  readonly latitude: number
  readonly longitude: number
  readonly radiusMetres: number
}

/**
 * Positions sorted by period and cell, with a directory of the cells each period holds, and by time
 * within a cell, so that "who was within r metres of here between then and then" touches little more
 * than its answer. All that is asked of a position lies together, or each part of it would be waited
 * for by itself. 16 bytes a position and 8 a cell and period.
 */
export class PositionIndex {
  /** Numbers of the periods that hold positions, in order; `p` owns cells `[periodStart[p], periodStart[p + 1])`. */
  readonly #periods: Float64Array
  readonly #periodStart: Uint32Array
  /** Cell `c` owns positions `[cellStart[c], cellStart[c + 1])`. */
  readonly #cells: Uint32Array
  readonly #cellStart: Uint32Array
  /** Of each position: milliseconds into the period, latitude, longitude (degrees x 1e7), number of the device. */
  readonly #positions: Int32Array

  constructor(positions: PositionColumns) {
    const { length, device, capturedAt, latitude, longitude } = positions
    this.#positions = new Int32Array(PLACES * length)
    const { periods, start } = orderByStep(capturedAt, this.#positions)
    this.#periods = Float64Array.from(periods)
    this.#periodStart = new Uint32Array(periods.length + 1)
    let cells = new Uint32Array(1024)
    let cellStart = new Uint32Array(1024)
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
        const row = this.#positions[PLACES * (first + i)]!
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
          if (cellCount + 1 >= cells.length) {
            cells = doubled(cells)
            cellStart = doubled(cellStart)
          }
          cells[cellCount] = cell
          cellStart[cellCount++] = first + i
          previous = cell
        }
        const row = rows[from]!
        const at = PLACES * (first + i)
        this.#positions[at] = capturedAt[row]! - begins
        this.#positions[at + 1] = latitude[row]!
        this.#positions[at + 2] = longitude[row]!
        this.#positions[at + 3] = device[row]!
      }
      this.#periodStart[p + 1] = cellCount
    }
    cellStart[cellCount] = length
    this.#cells = cells.slice(0, cellCount)
    this.#cellStart = cellStart.slice(0, cellCount + 1)
  }

  /**
   * Calls `visit` with the device's number, instant and place (degrees x 1e7) of every position
   * captured in the window that may lie within the circle: all that do, and few that do not.
   */
  candidates(
    circle: Circle,
    window: ClosedWindow,
    visit: (device: number, capturedAt: number, latitude: number, longitude: number) => void,
  ): void {
    // Stored positions are rounded to 1e-7 degrees; a centimetre covers it.
    const metres = circle.radiusMetres + 0.01
    const latitudeSpan = latitudeSpanDegrees(metres)
    const longitudeSpan = longitudeSpanDegrees(metres, circle.latitude)
    const runs = cellRunsAround(circle.latitude, circle.longitude, latitudeSpan, longitudeSpan)
    const south = Math.floor((circle.latitude - latitudeSpan) * 1e7)
    const north = Math.ceil((circle.latitude + latitudeSpan) * 1e7)
    let west = Math.floor((circle.longitude - longitudeSpan) * 1e7)
    let east = Math.ceil((circle.longitude + longitudeSpan) * 1e7)
    if (west < -1.8e9 || east > 1.8e9) {
      west = -1.8e9
      east = 1.8e9
    }
    const positions = this.#positions
    const cells = this.#cells
    const first = lowerBound(
      this.#periods,
      Math.floor(window.from / PERIOD),
      0,
      this.#periods.length,
    )
    for (let p = first; p < this.#periods.length; p++) {
      const begins = this.#periods[p]! * PERIOD
      if (begins > window.to) return
      const earliest = Math.max(0, window.from - begins)
      const latest = Math.min(PERIOD - 1, window.to - begins)
      const firstStep = Math.floor(earliest / STEP) * STEP
      const beyond = (Math.floor(latest / STEP) + 1) * STEP
      const lastCell = this.#periodStart[p + 1]!
      for (const { from, to } of runs) {
        let cell = firstCellFrom(cells, from, this.#periodStart[p]!, lastCell)
        for (; cell < lastCell && cells[cell]! <= to; cell++) {
          const end = PLACES * this.#cellStart[cell + 1]!
          let at = PLACES * this.#cellStart[cell]!
          if (firstStep > 0) at = firstNotBefore(positions, firstStep, at, end)
          for (; at < end; at += PLACES) {
            const time = positions[at]!
            if (time < earliest || time > latest) {
              if (time >= beyond) break
              continue
            }
            const latitude = positions[at + 1]!
            if (latitude < south || latitude > north) continue
            const longitude = positions[at + 2]!
            if (longitude < west || longitude > east) continue
            visit(positions[at + 3]!, begins + time, latitude, longitude)
          }
        }
      }
    }
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

/** The first index in `[from, to)` whose value is not below `value`; `to` where there is none. */
export function lowerBound(
  sorted: { readonly [index: number]: number },
  value: number,
  from: number,
  to: number,
): number {
  let low = from
  let high = to
  while (low < high) {
    const middle = (low + high) >>> 1
    if (sorted[middle]! < value) low = middle + 1
    else high = middle
  }
  return low
}

/** As {@link lowerBound}, over one kind of array alone: that it is fast is what the index is for. */
function firstCellFrom(cells: Uint32Array, value: number, from: number, to: number): number {
  let low = from
  let high = to
  while (low < high) {
    const middle = (low + high) >>> 1
    if (cells[middle]! < value) low = middle + 1
    else high = middle
  }
  return low
}

/** The first position in `[from, end)` of one cell in a period that is not before a step. */
function firstNotBefore(positions: Int32Array, time: number, from: number, end: number): number {
  let low = from / PLACES
  let high = end / PLACES
  while (low < high) {
    const middle = (low + high) >>> 1
    if (positions[PLACES * middle]! < time) low = middle + 1
    else high = middle
  }
  return PLACES * low
}

function doubled(array: Uint32Array): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(array.length * 2)
  larger.set(array)
  return larger
}
