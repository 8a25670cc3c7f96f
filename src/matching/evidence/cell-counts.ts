import { sharedUint32s } from '../../domain/shared-memory.ts'

/** Cells a side of a tile, as a power of 2: neighbours lie together in memory. */
const BITS = 3
const SIDE = 1 << BITS
/** More columns of tiles than the earth has on the finest grid. */
const COLUMNS = 0x20_0000

const CELLS = SIDE * SIDE
const LEAST_TILES = 16

/** What threads are given: tiles' keys, and their counts one tile after another. */
export interface CellCountParts {
  readonly keys: Float64Array
  readonly counts: Uint32Array
}

/** Counts on an endless grid of cells. Tiles are found in a table of numbers, as a map keyed by large numbers makes an object of each. */
export class CellCounts {
  /** Keys of tiles in the order of their counts, and in a table where each key's hash says or in the next free place. */
  #keys: Float64Array
  #tiles = 0
  #table = new Float64Array(0)
  #begins = new Int32Array(0)
  #counts: Uint32Array
  #lastRow = Number.NaN
  #lastColumn = Number.NaN
  #last = 0

  /** @param parts of counts that are complete: nothing is added to them. */
  constructor(
    { keys, counts }: CellCountParts = { keys: new Float64Array(), counts: sharedUint32s(CELLS) },
  ) {
    this.#counts = counts
    this.#keys = keys
    this.#tiles = keys.length
    this.#fillTable()
  }

  parts(): CellCountParts {
    return { keys: this.#keys.slice(0, this.#tiles), counts: this.#counts }
  }

  add(row: number, column: number, count: number): void {
    const tileRow = row >> BITS
    const tileColumn = column >> BITS
    if (tileRow !== this.#lastRow || tileColumn !== this.#lastColumn) {
      this.#lastRow = tileRow
      this.#lastColumn = tileColumn
      const begins = this.#beginOf(tileRow, tileColumn)
      this.#last = begins < 0 ? this.#newTile(tileRow, tileColumn) : begins
    }
    this.#counts[this.#last + (((row & (SIDE - 1)) << BITS) | (column & (SIDE - 1)))]! += count
  }

  #newTile(tileRow: number, tileColumn: number): number {
    const begins = this.#tiles * CELLS
    if (begins === this.#counts.length) {
      const larger = sharedUint32s(2 * begins)
      larger.set(this.#counts)
      this.#counts = larger
    }
    if (this.#tiles === this.#keys.length) {
      const keys = new Float64Array(2 * this.#tiles + LEAST_TILES)
      keys.set(this.#keys)
      this.#keys = keys
    }
    this.#keys[this.#tiles++] = tileRow * COLUMNS + tileColumn
    if (2 * this.#tiles > this.#table.length) this.#fillTable()
    else this.#enter(tileRow, tileColumn, begins)
    return begins
  }

  /** A table at most half full, its length a power of 2. */
  #fillTable(): void {
    const length = 2 ** Math.ceil(Math.log2(4 * this.#tiles + LEAST_TILES))
    this.#table = new Float64Array(length).fill(Number.NaN)
    this.#begins = new Int32Array(length)
    for (let tile = 0; tile < this.#tiles; tile++) {
      const { tileRow, tileColumn } = tileOf(this.#keys[tile]!)
      this.#enter(tileRow, tileColumn, tile * CELLS)
    }
  }

  #enter(tileRow: number, tileColumn: number, begins: number): void {
    const mask = this.#table.length - 1
    let at = hashOf(tileRow, tileColumn) & mask
    while (!Number.isNaN(this.#table[at]!)) at = (at + 1) & mask
    this.#table[at] = tileRow * COLUMNS + tileColumn
    this.#begins[at] = begins
  }

  /** Where in the counts a tile begins, or -1 where there is none. */
  #beginOf(tileRow: number, tileColumn: number): number {
    const table = this.#table
    const mask = table.length - 1
    const key = tileRow * COLUMNS + tileColumn
    let at = hashOf(tileRow, tileColumn) & mask
    for (; ; at = (at + 1) & mask) {
      const met = table[at]!
      if (met === key) return this.#begins[at]!
      if (Number.isNaN(met)) return -1
    }
  }

  /** Calls `visit` with every cell that is not empty. */
  forEach(visit: (row: number, column: number, count: number) => void): void {
    const counts = this.#counts
    for (let tile = 0; tile < this.#tiles; tile++) {
      const { tileRow, tileColumn } = tileOf(this.#keys[tile]!)
      const row = tileRow << BITS
      const column = tileColumn << BITS
      for (let i = 0; i < CELLS; i++) {
        const count = counts[tile * CELLS + i]!
        if (count > 0) visit(row + (i >> BITS), column + (i & (SIDE - 1)), count)
      }
    }
  }

  /**
   * The sum over the square of cells around one, each count times a weight of its row and one of its
   * column.
   *
   * @param byRow weights from the southernmost row, an odd number of them; `byColumn` likewise.
   */
  weighted(row: number, column: number, byRow: Float64Array, byColumn: Float64Array): number {
    const reach = byRow.length >> 1
    const south = row - reach
    const north = row + reach
    const west = column - reach
    const east = column + reach
    const counts = this.#counts
    let sum = 0
    for (let tileRow = south >> BITS; tileRow <= north >> BITS; tileRow++) {
      for (let tileColumn = west >> BITS; tileColumn <= east >> BITS; tileColumn++) {
        const tile = this.#beginOf(tileRow, tileColumn)
        if (tile < 0) continue
        const lastRow = Math.min(north, (tileRow << BITS) + SIDE - 1)
        const lastColumn = Math.min(east, (tileColumn << BITS) + SIDE - 1)
        const firstColumn = Math.max(west, tileColumn << BITS)
        for (let r = Math.max(south, tileRow << BITS); r <= lastRow; r++) {
          let ofRow = 0
          for (let c = firstColumn; c <= lastColumn; c++) {
            ofRow +=
              counts[tile + (((r & (SIDE - 1)) << BITS) | (c & (SIDE - 1)))]! * byColumn[c - west]!
          }
          sum += ofRow * byRow[r - south]!
        }
      }
    }
    return sum
  }
}

function tileOf(key: number): { readonly tileRow: number; readonly tileColumn: number } {
  const tileRow = Math.round(key / COLUMNS)
  return { tileRow, tileColumn: key - tileRow * COLUMNS }
}

function hashOf(tileRow: number, tileColumn: number): number {
  const hash = Math.imul(Math.imul(tileRow, 0x9e3779b1) ^ tileColumn, 0x85ebca6b)
  return hash ^ (hash >>> 15)
}
