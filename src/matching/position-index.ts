import { capturedAt, type HeldPositions } from '../domain/held-positions.ts'
import type { ClosedWindow, Instant } from '../domain/interval.ts'
import { COLUMN_UNITS } from '../geo/cells.ts'
import { DistanceBounds } from '../geo/distance-bounds.ts'
import { earthPoint } from '../geo/ellipsoid.ts'
import { type Circle, circleCells, RUN } from './circle-cells.ts'
import { deviceIn, eastIn, northIn, PLACES, secondIn } from './index-entry.ts'
import { indexPositions, PERIOD, type PositionIndexParts, SECOND } from './index-positions.ts'
import { lowerBound } from './lower-bound.ts'
import { rowOfEntry } from './row-of-entry.ts'

/**
 * Is told of a position by the number of its device, the beginning of the second it was captured in, and its number in
 * the index, by which {@link PositionIndex.capturedAt} says the instant itself.
 */
type Visit = (device: number, second: Instant, entry: number) => void

/** Answers "who was within r metres of here between then and then" touching little more than its answer. */
export class PositionIndex {
  /** What threads are given. */
  readonly parts: PositionIndexParts
  readonly #positions: HeldPositions

  /** @param parts what an index over the same positions was made of, where there is one already. */
  constructor(positions: HeldPositions, parts: PositionIndexParts = indexPositions(positions)) {
    this.#positions = positions
    this.parts = parts
  }

  /**
   * Calls `visit` with every position captured in the window within the circle, as `distanceMetres` measures it, once
   * each.
   */
  within(circle: Circle, window: ClosedWindow, visit: Visit): void {
    const { periods } = this.parts
    const place = new DistanceBounds(earthPoint(circle.latitude, circle.longitude))
    const runs = circleCells(circle, place, this.parts.bounds)
    const first = lowerBound(periods, Math.floor(window.from / PERIOD), 0, periods.length)
    for (let p = first; p < periods.length; p++) {
      if (periods[p]! * PERIOD > window.to) return
      this.#visit(p, runs, place, circle.radiusMetres, window, visit)
    }
  }

  /** The instant of a position. */
  capturedAt(entry: number): Instant {
    return capturedAt(this.#positions, rowOfEntry(this.#positions, this.parts, entry))
  }

  /** Those of one period. So small that what visits becomes part of it. */
  #visit(
    p: number,
    runs: readonly number[],
    place: DistanceBounds,
    radiusMetres: number,
    window: ClosedWindow,
    visit: Visit,
  ): void {
    const { periods, periodStart, entries, cells } = this.parts
    const begins = periods[p]! * PERIOD
    const earliest = Math.max(0, Math.floor((window.from - begins) / SECOND))
    const latest = Math.floor(Math.min(PERIOD - 1, window.to - begins) / SECOND)
    // In the seconds that a bound divides, the instants themselves decide.
    const dividedByFrom = begins + earliest * SECOND < window.from ? earliest : -1
    const dividedByTo = begins + latest * SECOND + SECOND - 1 > window.to ? latest : -1
    const lastCell = periodStart[p + 1]!
    const plane = place.planeOf(radiusMetres)
    for (let run = 0; run < runs.length; run += RUN) {
      const from = runs[run]!
      const to = runs[run + 1]!
      const south = runs[run + 4]! - plane.latitude
      let c = firstCellFrom(cells, from, periodStart[p]!, lastCell)
      for (; c < lastCell; c++) {
        const cell = cells[2 * c]!
        if (cell > to) break
        const inside = cell >= runs[run + 2]! && cell <= runs[run + 3]!
        const west = runs[run + 5]! + (cell - from) * COLUMN_UNITS - plane.longitude
        const end = PLACES * cells[2 * c + 3]!
        let at = PLACES * cells[2 * c + 1]!
        if (earliest > 0) at = firstNotBefore(entries, earliest, at, end)
        for (; at < end; at += PLACES) {
          const first = entries[at]!
          const second = secondIn(first)
          if (second > latest) break
          const other = entries[at + 1]!
          if (!inside) {
            const x = (west + eastIn(other)) * plane.east
            const y = (south + northIn(first)) * plane.north
            const squared = x * x + y * y
            if (!(squared <= plane.surelyWithin)) {
              if (squared > plane.perhapsWithin) continue
              if (!this.#isWithin(place, radiusMetres, at / PLACES)) continue
            }
          }
          if (second === dividedByFrom || second === dividedByTo) {
            const instant = this.capturedAt(at / PLACES)
            if (instant < window.from || instant > window.to) continue
          }
          visit(deviceIn(first, other), begins + second * SECOND, at / PLACES)
        }
      }
    }
  }

  /** Whether a position is in a circle, wherever its cell is. */
  #isWithin(place: DistanceBounds, radiusMetres: number, entry: number): boolean {
    const { latitude, longitude } = this.#positions
    const row = rowOfEntry(this.#positions, this.parts, entry)
    return place.isWithin(radiusMetres, latitude[row]!, longitude[row]!)
  }
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

/**
 * The first number in `[from, end)` of one cell's entries in a period whose second is not below `second`. People come
 * and go evenly enough that it lies near where it would if they did: looked for from there, little else is touched.
 */
function firstNotBefore(entries: Int32Array, second: number, from: number, end: number): number {
  const count = (end - from) / PLACES
  let at = from + PLACES * Math.floor((count * second) / (PERIOD / SECOND))
  let step = PLACES
  if (secondIn(entries[at]!) < second) {
    let low = at
    for (at += step; at < end && secondIn(entries[at]!) < second; at += step) {
      low = at
      step *= 2
    }
    return firstBetween(entries, second, low + PLACES, Math.min(at, end))
  }
  let high = at
  for (at -= step; at >= from && secondIn(entries[at]!) >= second; at -= step) {
    high = at
    step *= 2
  }
  return firstBetween(entries, second, Math.max(at + PLACES, from), high)
}

function firstBetween(entries: Int32Array, second: number, from: number, to: number): number {
  let low = from / PLACES
  let high = to / PLACES
  while (low < high) {
    const middle = (low + high) >>> 1
    if (secondIn(entries[PLACES * middle]!) < second) low = middle + 1
    else high = middle
  }
  return PLACES * low
}
