/** Below this many, comparing beats counting. */
const FEW = 1024
const HALF = 16
const UPPER = 17
const MASK = 0xffff

/**
 * Orders items by 32-bit cell and then another number's upper 15 bits, equals as they stand: a radix sort by the
 * latter and the cell's two halves, each counted over the range it has. Made once for many sorts of up to `capacity` items, because
 * making the arrays anew costs as much as sorting in them.
 */
export class CellSorter {
  readonly #order: Uint32Array
  readonly #scratch: Uint32Array
  readonly #next = new Uint32Array(MASK + 1)

  constructor(capacity: number) {
    this.#order = new Uint32Array(capacity)
    this.#scratch = new Uint32Array(capacity)
  }

  /**
   * Indexes of `cells` in order; the next sort overwrites them.
   *
   * @param then at least as many numbers.
   */
  sorted(cells: Uint32Array, then: Uint32Array): Uint32Array {
    const order = this.#order.subarray(0, cells.length)
    for (let i = 0; i < order.length; i++) order[i] = i
    if (order.length < FEW) {
      return order.sort(
        (a, b) => cells[a]! - cells[b]! || (then[a]! >>> UPPER) - (then[b]! >>> UPPER) || a - b,
      )
    }
    const scratch = this.#scratch.subarray(0, cells.length)
    this.#scatter(then, UPPER, order, scratch)
    this.#scatter(cells, 0, scratch, order)
    this.#scatter(cells, HALF, order, scratch)
    return scratch
  }

  #scatter(keys: Uint32Array, shift: number, from: Uint32Array, to: Uint32Array): void {
    const next = this.#next
    let least = MASK
    let most = 0
    for (let i = 0; i < from.length; i++) {
      const key = (keys[i]! >>> shift) & MASK
      if (key < least) least = key
      if (key > most) most = key
    }
    next.fill(0, least, most + 1)
    for (let i = 0; i < from.length; i++) next[(keys[i]! >>> shift) & MASK]!++
    let start = 0
    for (let key = least; key <= most; key++) {
      const count = next[key]!
      next[key] = start
      start += count
    }
    for (let i = 0; i < from.length; i++) {
      const item = from[i]!
      to[next[(keys[item]! >>> shift) & MASK]!++] = item
    }
  }
}
