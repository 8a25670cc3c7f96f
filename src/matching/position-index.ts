import type { ClosedWindow } from '../domain/interval.ts'
import type { PositionColumns } from '../domain/position-columns.ts'
import { cellOf, cellRunsAround } from '../geo/cells.ts'
import { latitudeSpanDegrees, longitudeSpanDegrees } from '../geo/ellipsoid.ts'
import { CellSorter } from './sort-by-cell.ts'

const HOUR = 3_600_000

/** A circle on the earth in degrees and metres. */
export interface Circle {
  readonly latitude: number
  readonly longitude: number
  readonly radiusMetres: number
}

/**
 * Positions sorted by hour and cell, with a directory of the cells each hour holds, so that
 * "who was within r metres of here between then and then" touches little more than its answer.
 * 16 bytes a position and 8 a cell and hour.
 */
export class PositionIndex {
  /** Hours since 1970 that hold positions, in order; hour `h` owns cells `[hourStart[h], hourStart[h + 1])`. */
  readonly #hours: Float64Array
  readonly #hourStart: Uint32Array
  /** Cell `c` owns positions `[cellStart[c], cellStart[c + 1])`. */
  readonly #cells: Uint32Array
  readonly #cellStart: Uint32Array
  /** Milliseconds into the hour. */
  readonly #time: Uint32Array
  readonly #latitude: Int32Array
  readonly #longitude: Int32Array
  readonly #row: Uint32Array

  constructor(positions: PositionColumns) {
    const { hours, start, rows } = byHour(positions)
    const { length, capturedAt, latitude, longitude } = positions
    this.#hours = Float64Array.from(hours)
    this.#time = new Uint32Array(length)
    this.#latitude = new Int32Array(length)
    this.#longitude = new Int32Array(length)
    this.#row = rows
    this.#hourStart = new Uint32Array(hours.length + 1)
    let cells = new Uint32Array(1024)
    let cellStart = new Uint32Array(1024)
    let cellCount = 0
    // One hour's positions are copied out before they are put in order, into the same arrays for all.
    let busiest = 0
    for (let h = 0; h < hours.length; h++) busiest = Math.max(busiest, start[h + 1]! - start[h]!)
    const sorter = new CellSorter(busiest)
    const hourRow = new Uint32Array(busiest)
    const hourCell = new Uint32Array(busiest)
    const hourLatitude = new Int32Array(busiest)
    const hourLongitude = new Int32Array(busiest)
    for (let h = 0; h < hours.length; h++) {
      const first = start[h]!
      const count = start[h + 1]! - first
      for (let i = 0; i < count; i++) {
        const row = rows[first + i]!
        hourRow[i] = row
        hourLatitude[i] = latitude[row]!
        hourLongitude[i] = longitude[row]!
        hourCell[i] = cellOf(latitude[row]!, longitude[row]!)
      }
      const order = sorter.sorted(hourCell.subarray(0, count))
      const hourBegins = hours[h]! * HOUR
      let previous = -1
      for (let i = 0; i < count; i++) {
        const from = order[i]!
        const at = first + i
        const cell = hourCell[from]!
        if (cell !== previous) {
          if (cellCount + 1 >= cells.length) {
            cells = doubled(cells)
            cellStart = doubled(cellStart)
          }
          cells[cellCount] = cell
          cellStart[cellCount++] = at
          previous = cell
        }
        const row = hourRow[from]!
        rows[at] = row
        this.#time[at] = capturedAt[row]! - hourBegins
        this.#latitude[at] = hourLatitude[from]!
        this.#longitude[at] = hourLongitude[from]!
      }
      this.#hourStart[h + 1] = cellCount
    }
    cellStart[cellCount] = length
    this.#cells = cells.subarray(0, cellCount)
    this.#cellStart = cellStart.subarray(0, cellCount + 1)
  }

  /**
   * Calls `visit` with the row and place (degrees x 1e7) of every position captured in the window
   * that may lie within the circle: all that do, and few that do not.
   */
  candidates(
    circle: Circle,
    window: ClosedWindow,
    visit: (row: number, latitude: number, longitude: number) => void,
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
      west = -Infinity
      east = Infinity
    }
    const first = lowerBound(this.#hours, Math.floor(window.from / HOUR), 0, this.#hours.length)
    for (let h = first; h < this.#hours.length; h++) {
      const start = this.#hours[h]! * HOUR
      if (start > window.to) return
      const earliest = window.from - start
      const latest = window.to - start
      const firstCell = this.#hourStart[h]!
      const lastCell = this.#hourStart[h + 1]!
      for (const { from, to } of runs) {
        let cell = lowerBound(this.#cells, from, firstCell, lastCell)
        if (cell >= lastCell || this.#cells[cell]! > to) continue
        let at = this.#cellStart[cell]!
        while (cell < lastCell && this.#cells[cell]! <= to) cell++
        const end = this.#cellStart[cell]!
        for (; at < end; at++) {
          const time = this.#time[at]!
          if (time < earliest || time > latest) continue
          const latitude = this.#latitude[at]!
          if (latitude < south || latitude > north) continue
          const longitude = this.#longitude[at]!
          if (longitude < west || longitude > east) continue
          visit(this.#row[at]!, latitude, longitude)
        }
      }
    }
  }
}

/** Rows grouped by the hour they were captured in, hours in order. */
function byHour(positions: PositionColumns) {
  const counts = new Map<number, number>()
  const { capturedAt, length } = positions
  let hour = Number.NaN
  let count = 0
  for (let row = 0; row < length; row++) {
    const of = Math.floor(capturedAt[row]! / HOUR)
    if (of !== hour) {
      if (count > 0) counts.set(hour, (counts.get(hour) ?? 0) + count)
      hour = of
      count = 0
    }
    count++
  }
  if (count > 0) counts.set(hour, (counts.get(hour) ?? 0) + count)
  const hours = [...counts.keys()].sort((a, b) => a - b)
  const place = new Map(hours.map((value, index) => [value, index]))
  const start = new Uint32Array(hours.length + 1)
  hours.forEach((value, index) => {
    start[index + 1] = start[index]! + (counts.get(value) ?? 0)
  })
  const next = start.slice()
  const rows = new Uint32Array(length)
  let index = 0
  hour = Number.NaN
  for (let row = 0; row < length; row++) {
    const of = Math.floor(capturedAt[row]! / HOUR)
    if (of !== hour) {
      hour = of
      index = place.get(of) ?? 0
    }
    rows[next[index]!++] = row
  }
  return { hours, start, rows }
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

function doubled(array: Uint32Array): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(array.length * 2)
  larger.set(array)
  return larger
}
