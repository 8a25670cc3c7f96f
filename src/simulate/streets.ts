import { type Districts, surroundingsAt } from './districts.ts'
import { distanceMetres, type Point } from './plane.ts'
import { Random } from './random.ts'

/** A building on a street: itself, where its path meets the street, and the street's two ends. */
export interface Address extends Point {
  readonly street: Point
  readonly ends: readonly [number, number]
}

/** Crossings to pass in order; from `board` to `alight` (indexes) along main roads. */
export interface Route {
  readonly crossings: readonly number[]
  readonly board: number
  readonly alight: number
}

/** One street of the map: a main road or not, and its crossings in order. */
export interface WholeStreet {
  readonly main: boolean
  readonly points: readonly Point[]
}

/**
 * The streets: a net of columns and rows, unevenly spaced, bent and jittered. Ways through it are
 * constructed, not searched for, so that ten thousand people can plan a day in a second; the same
 * two addresses always give the same way, as habit does.
 */
export class Streets {
  readonly #seed: number
  readonly #columns: number
  readonly #rows: number
  readonly #x: Float64Array
  readonly #y: Float64Array
  readonly #surroundings: Uint8Array
  readonly #mainColumnNear: Int32Array
  readonly #mainRowNear: Int32Array

  constructor(seed: number, districts: Districts) {
    const random = new Random(seed, 'streets')
    const across = lines(random, districts.half)
    const up = lines(random, districts.half)
    this.#seed = seed
    this.#columns = across.length
    this.#rows = up.length
    this.#mainColumnNear = nearestMain(random, this.#columns)
    this.#mainRowNear = nearestMain(random, this.#rows)
    const count = this.#columns * this.#rows
    this.#x = new Float64Array(count)
    this.#y = new Float64Array(count)
    this.#surroundings = new Uint8Array(count)
    let crossing = 0
    for (const y of up) {
      for (const x of across) {
        const point = {
          x: x + 110 * Math.sin(y / 900 + x / 2700) + random.between(-14, 14),
          y: y + 90 * Math.sin(x / 700 - y / 3100) + random.between(-14, 14),
        }
        this.#x[crossing] = point.x
        this.#y[crossing] = point.y
        this.#surroundings[crossing] = surroundingsAt(districts, point)
        crossing += 1
      }
    }
  }

  /** Every street from end to end, each a column or a row of the net. */
  *wholeStreets(): Generator<WholeStreet> {
    const points = (first: number, step: number, count: number) =>
      Array.from({ length: count }, (_, index) => this.crossingAt(first + index * step))
    for (let column = 0; column < this.#columns; column++) {
      const main = this.#mainColumnNear[column] === column
      yield { main, points: points(column, this.#columns, this.#rows) }
    }
    for (let row = 0; row < this.#rows; row++) {
      const main = this.#mainRowNear[row] === row
      yield { main, points: points(row * this.#columns, 1, this.#columns) }
    }
  }

  crossingAt(crossing: number): Point {
    return { x: this.#x[crossing] ?? 0, y: this.#y[crossing] ?? 0 }
  }

  /** What the sky is like at a crossing, as an index of the error model. */
  surroundingsOf(crossing: number): number {
    return this.#surroundings[crossing] ?? 0
  }

  anyAddress(random: Random): Address {
    return this.#addressAt(random.whole(this.#columns), random.whole(this.#rows), random)
  }

  /** An address on a street that meets at the crossing nearest to `point`. */
  addressNear(point: Point, random: Random): Address {
    const crossing = this.#nearestCrossing(point)
    return this.#addressAt(crossing % this.#columns, Math.floor(crossing / this.#columns), random)
  }

  walk(from: Address, to: Address): Route {
    if (sameStreet(from, to)) return { crossings: [], board: 0, alight: 0 }
    const start = this.#endTowards(from, to)
    const end = this.#endTowards(to, from)
    const random = new Random(this.#seed, 'walk', start, end)
    const crossings = [start]
    const turns = 1 + random.whole(4)
    const columns = (end % this.#columns) - (start % this.#columns)
    const rows = Math.floor(end / this.#columns) - Math.floor(start / this.#columns)
    for (let turn = 1; turn <= turns; turn++) {
      const column = (start % this.#columns) + Math.round((columns * turn) / turns)
      const row = Math.floor(start / this.#columns) + Math.round((rows * turn) / turns)
      if (random.chance(0.5)) this.#followRow(crossings, column)
      this.#followColumn(crossings, row)
      this.#followRow(crossings, column)
    }
    return { crossings, board: 0, alight: 0 }
  }

  /** By side street to the nearest main road, along two main roads, and by side street again. */
  ride(from: Address, to: Address): Route {
    const start = this.#endTowards(from, to)
    const end = this.#endTowards(to, from)
    const column = end % this.#columns
    const row = Math.floor(end / this.#columns)
    const crossings = [start]
    this.#followRow(crossings, this.#mainColumnNear[start % this.#columns] ?? 0)
    const board = crossings.length - 1
    this.#followColumn(crossings, this.#mainRowNear[row] ?? 0)
    this.#followRow(crossings, column)
    const alight = crossings.length - 1
    this.#followColumn(crossings, row)
    return { crossings, board, alight }
  }

  #followRow(crossings: number[], toColumn: number): void {
    const start = crossings.at(-1) ?? 0
    const steps = toColumn - (start % this.#columns)
    const direction = Math.sign(steps)
    for (let i = 1; i <= Math.abs(steps); i++) crossings.push(start + i * direction)
  }

  #followColumn(crossings: number[], toRow: number): void {
    const start = crossings.at(-1) ?? 0
    const steps = toRow - Math.floor(start / this.#columns)
    const direction = Math.sign(steps) * this.#columns
    for (let i = 1; i <= Math.abs(steps); i++) crossings.push(start + i * direction)
  }

  #endTowards(address: Address, other: Point): number {
    const [a, b] = address.ends
    const nearer =
      distanceMetres(this.crossingAt(a), other) < distanceMetres(this.crossingAt(b), other)
    return nearer ? a : b
  }

  #addressAt(column: number, row: number, random: Random): Address {
    const near = Math.min(row, this.#rows - 2) * this.#columns + Math.min(column, this.#columns - 2)
    const far = near + (random.chance(0.5) ? 1 : this.#columns)
    const a = this.crossingAt(near)
    const b = this.crossingAt(far)
    const along = random.between(0.12, 0.88)
    const setBack = random.between(8, 22) * (random.chance(0.5) ? 1 : -1)
    const street = { x: a.x + along * (b.x - a.x), y: a.y + along * (b.y - a.y) }
    const length = distanceMetres(a, b)
    return {
      x: street.x - (setBack * (b.y - a.y)) / length,
      y: street.y + (setBack * (b.x - a.x)) / length,
      street,
      ends: [near, far],
    }
  }

  /** Downhill from the crossing that an even net would have there. */
  #nearestCrossing(point: Point): number {
    const left = this.#x[0] ?? 0
    const bottom = this.#y[0] ?? 0
    const width = (this.#x.at(-1) ?? 0) - left
    const height = (this.#y.at(-1) ?? 0) - bottom
    let column = clamp(Math.round(((point.x - left) / width) * this.#columns), this.#columns)
    let row = clamp(Math.round(((point.y - bottom) / height) * this.#rows), this.#rows)
    for (;;) {
      let best = row * this.#columns + column
      const start = best
      for (const [across, up] of [
        [1, 0],
        [-1, 0],
        [0, 1],
        [0, -1],
      ] as const) {
        const next =
          clamp(row + up, this.#rows) * this.#columns + clamp(column + across, this.#columns)
        const nearer =
          distanceMetres(this.crossingAt(next), point) <
          distanceMetres(this.crossingAt(best), point)
        if (nearer) best = next
      }
      if (best === start) return best
      column = best % this.#columns
      row = Math.floor(best / this.#columns)
    }
  }
}

function sameStreet(a: Address, b: Address): boolean {
  return a.ends[0] === b.ends[0] && a.ends[1] === b.ends[1]
}

function clamp(index: number, length: number): number {
  return Math.max(0, Math.min(length - 1, index))
}

function lines(random: Random, half: number): number[] {
  const at: number[] = []
  for (let line = -half; line < half; line += random.between(60, 165)) at.push(line)
  return at
}

/** For each line the nearest main road, one of every five to nine. */
function nearestMain(random: Random, count: number): Int32Array {
  const mains: number[] = []
  for (let line = 2; line < count; line += 5 + random.whole(5)) mains.push(line)
  return Int32Array.from({ length: count }, (_, line) =>
    mains.reduce((best, main) => (Math.abs(main - line) < Math.abs(best - line) ? main : best)),
  )
}
