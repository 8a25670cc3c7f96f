/** Cells a side of a tile, as a power of 2: neighbours lie together in memory. */
const BITS = 3
const SIDE = 1 << BITS
/** More columns of tiles than the earth has on the finest grid. */
const COLUMNS = 0x20_0000

/** Counts on an endless grid of cells. */
export class CellCounts {
  readonly #tiles = new Map<number, Uint32Array>()
  #lastKey = Number.NaN
  #last: Uint32Array = new Uint32Array(0)

  add(row: number, column: number, count: number): void {
    const key = (row >> BITS) * COLUMNS + (column >> BITS)
    if (key !== this.#lastKey) {
      let tile = this.#tiles.get(key)
      if (!tile) {
        tile = new Uint32Array(SIDE * SIDE)
        this.#tiles.set(key, tile)
      }
      this.#lastKey = key
      this.#last = tile
    }
    this.#last[((row & (SIDE - 1)) << BITS) | (column & (SIDE - 1))]! += count
  }

  /** Calls `visit` with every cell that is not empty. */
  forEach(visit: (row: number, column: number, count: number) => void): void {
    for (const [key, tile] of this.#tiles) {
      const tileRow = Math.round(key / COLUMNS)
      const row = tileRow << BITS
      const column = (key - tileRow * COLUMNS) << BITS
      for (let i = 0; i < tile.length; i++) {
        if (tile[i]! > 0) visit(row + (i >> BITS), column + (i & (SIDE - 1)), tile[i]!)
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
    let sum = 0
    for (let tileRow = south >> BITS; tileRow <= north >> BITS; tileRow++) {
      for (let tileColumn = west >> BITS; tileColumn <= east >> BITS; tileColumn++) {
        const tile = this.#tiles.get(tileRow * COLUMNS + tileColumn)
        if (!tile) continue
        const lastRow = Math.min(north, (tileRow << BITS) + SIDE - 1)
        const lastColumn = Math.min(east, (tileColumn << BITS) + SIDE - 1)
        const firstColumn = Math.max(west, tileColumn << BITS)
        for (let r = Math.max(south, tileRow << BITS); r <= lastRow; r++) {
          let ofRow = 0
          for (let c = firstColumn; c <= lastColumn; c++) {
            ofRow += tile[((r & (SIDE - 1)) << BITS) | (c & (SIDE - 1))]! * byColumn[c - west]!
          }
          sum += ofRow * byRow[r - south]!
        }
      }
    }
    return sum
  }
}
