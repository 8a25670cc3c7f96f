import type { ClosedWindow } from '../domain/interval.ts'
import type { PositionColumns } from '../domain/position-columns.ts'
import { COLUMN_UNITS, cellRunsAround, ROW_UNITS } from '../geo/cells.ts'
import { DistanceBounds } from '../geo/distance-bounds.ts'
import { earthPoint, latitudeSpanDegrees, longitudeSpanDegrees } from '../geo/ellipsoid.ts'
import { indexPositions, PERIOD, PLACES, type PositionIndexParts, STEP } from './index-positions.ts'

/** Positions of one cell number lie in one cell or further apart, a circle's size taken off. Degrees x 1e7. */
const APART = { rows: 65_536 * ROW_UNITS - 1e7, columns: 65_536 * COLUMN_UNITS - 1e7 }

/** So few positions are read sooner than searched. */
const FEW = PLACES * 16
/** Numbers of a run of cells. */
const RUN = 4

/** A circle on the earth in degrees and metres. */
export interface Circle {
  readonly latitude: number
  readonly longitude: number
  readonly radiusMetres: number
}

/** Answers "who was within r metres of here between then and then" touching little more than its answer. */
export class PositionIndex {
  /** What threads are given. */
  readonly parts: PositionIndexParts

  /** @param of positions, or what an index over them was made of in another thread. */
  constructor(of: PositionColumns | PositionIndexParts) {
    this.parts = 'cells' in of ? of : indexPositions(of)
  }

  /**
   * Calls `visit` with the device's number and the instant of every position captured in the window within the circle,
   * as `distanceMetres` measures it, once each.
   */
  within(
    circle: Circle,
    window: ClosedWindow,
    visit: (device: number, capturedAt: number) => void,
  ): void {
    const { periods } = this.parts
    const place = new DistanceBounds(earthPoint(circle.latitude, circle.longitude))
    const runs = this.#runs(circle, place)
    const first = lowerBound(periods, Math.floor(window.from / PERIOD), 0, periods.length)
    for (let p = first; p < periods.length; p++) {
      if (periods[p]! * PERIOD > window.to) return
      this.#visit(p, runs, place, circle.radiusMetres, window, visit)
    }
  }

  /** Those of one period. So small that what visits becomes part of it. */
  #visit(
    p: number,
    runs: readonly number[],
    place: DistanceBounds,
    radiusMetres: number,
    window: ClosedWindow,
    visit: (device: number, capturedAt: number) => void,
  ): void {
    const { periods, periodStart, positions, cells } = this.parts
    const begins = periods[p]! * PERIOD
    const earliest = Math.max(0, window.from - begins)
    const latest = Math.min(PERIOD - 1, window.to - begins)
    const firstStep = Math.floor(earliest / STEP) * STEP
    const beyond = (Math.floor(latest / STEP) + 1) * STEP
    const lastCell = periodStart[p + 1]!
    for (let run = 0; run < runs.length; run += RUN) {
      const to = runs[run + 1]!
      let c = firstCellFrom(cells, runs[run]!, periodStart[p]!, lastCell)
      for (; c < lastCell; c++) {
        const cell = cells[2 * c]!
        if (cell > to) break
        const inside = cell >= runs[run + 2]! && cell <= runs[run + 3]!
        const end = PLACES * cells[2 * c + 3]!
        let at = PLACES * cells[2 * c + 1]!
        if (firstStep > 0 && end - at > FEW) at = firstNotBefore(positions, firstStep, at, end)
        for (; at < end; at += PLACES) {
          const time = positions[at]!
          if (time < earliest || time > latest) {
            if (time >= beyond) break
            continue
          }
          if (inside || place.isWithin(radiusMetres, positions[at + 1]!, positions[at + 2]!)) {
            visit(positions[at + 3]!, begins + time)
          }
        }
      }
    }
  }

  /**
   * Runs of cells that hold all of a circle, and of each those that lie in it whole: four numbers a run, the cells
   * `[from, to]` and of these `[insideFrom, insideTo]`.
   */
  #runs({ latitude, longitude, radiusMetres }: Circle, place: DistanceBounds): number[] {
    // Stored positions are rounded to 1e-7 degrees; a centimetre covers it.
    const metres = radiusMetres + 0.01
    const latitudeSpan = latitudeSpanDegrees(metres)
    const longitudeSpan = longitudeSpanDegrees(metres, latitude)
    const around = cellRunsAround(latitude, longitude, latitudeSpan, longitudeSpan)
    const alone = this.#cellsAreAlone(latitude * 1e7, longitude * 1e7)
    const runs: number[] = []
    for (const { from, to, south, west } of around) {
      const reach =
        west === undefined
          ? undefined
          : place.reachOfRow(radiusMetres, south, south + ROW_UNITS - 1)
      let [first, last, insideFrom, insideTo] = [from, to, 1, 0]
      if (reach && west !== undefined) {
        if (reach.most < 0) continue
        const middle = longitude * 1e7 - west
        first = Math.max(from, from + columnsIn(middle - reach.most))
        last = Math.min(to, from + columnsIn(middle + reach.most))
        if (alone && reach.least > 0) {
          insideFrom = Math.max(first, from + columnsIn(middle - reach.least) + 1)
          insideTo = Math.min(last, from + columnsIn(middle + reach.least) - 1)
        }
        if (insideFrom > insideTo) {
          insideFrom = 1
          insideTo = 0
        }
      }
      runs.push(first, last, insideFrom, insideTo)
    }
    return runs
  }

  /** Whether no positions are so far away that they share a cell's number with those about a place. */
  #cellsAreAlone(latitude: number, longitude: number): boolean {
    const { south, north, west, east } = this.parts.bounds
    return (
      north - latitude < APART.rows &&
      latitude - south < APART.rows &&
      east - longitude < APART.columns &&
      longitude - west < APART.columns
    )
  }
}

function columnsIn(units: number): number {
  return Math.floor(units / COLUMN_UNITS)
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

/** The first of some cells whose number is not below `value`: {@link lowerBound} over one kind of array alone. */
function firstCellFrom(cells: Uint32Array, value: number, from: number, to: number): number {
  let low = from
  let high = to
  while (low < high) {
    const middle = (low + high) >>> 1
    if (cells[2 * middle]! < value) low = middle + 1
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
