import { sharedUint32s } from '../../domain/shared-memory.ts'

/** Cells a side of a tile, as a power of 2: neighbours lie together in memory. */
const BITS = 3
const SIDE = 1 << BITS
/** More columns of tiles than the earth has on the finest grid. */
const COLUMNS = 0x20_0000

const CELLS = SIDE * SIDE

/** What threads are given: tiles' keys, and their counts one tile after another. */
export interface CellCountParts {
  readonly keys: Float64Array
  readonly counts: Uint32Array
}

/** Counts on an endless grid of cells. */
export class CellCounts {
  /** Where in the counts each tile begins. */
  readonly #tiles = new Map<number, number>()
  #counts: Uint32Array
  #lastKey = Number.NaN
  #last = 0

  /** @param parts of counts that are complete: nothing is added to them. */
  constructor(
    { keys, counts }: CellCountParts = { keys: new Float64Array(), counts: sharedUint32s(CELLS) },
  ) {
    this.#counts = counts
    for (const [tile, key] of keys.entries()) this.#tiles.set(key, tile * CELLS)
  }

  parts(): CellCountParts {
    return { keys: Float64Array.from(this.#tiles.keys()), counts: this.#counts }
  }

  add(row: number, column: number, count: number): void {
    const key = (row >> BITS) * COLUMNS + (column >> BITS)
    if (key !== this.#lastKey) {
      this.#lastKey = key
      this.#last = this.#tiles.get(key) ?? this.#newTile(key)
    }
    this.#counts[this.#last + (((row & (SIDE - 1)) << BITS) | (column & (SIDE - 1)))]! += count
  }

  #newTile(key: number): number {
    const begins = this.#tiles.size * CELLS
    if (begins === this.#counts.length) {
      const larger = sharedUint32s(2 * begins)
      larger.set(this.#counts)
      this.#counts = larger
    }
    this.#tiles.set(key, begins)
    return begins
  }

  /** Calls `visit` with every cell that is not empty. */
  forEach(visit: (row: number, column: number, count: number) => void): void {
    const counts = this.#counts
    for (const [key, begins] of this.#tiles) {
      const tileRow = Math.round(key / COLUMNS)
      const row = tileRow << BITS
      const column = (key - tileRow * COLUMNS) << BITS
      for (let i = 0; i < CELLS; i++) {
        const count = counts[begins + i]!
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
        const tile = this.#tiles.get(tileRow * COLUMNS + tileColumn)
        if (tile === undefined) continue
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
