/** Below this many, comparing beats counting. */
const FEW = 4096
const BITS = 11
const BUCKETS = 1 << BITS

/**
 * The order of items by (cell, time): a radix sort, least digit first, eleven bits a pass.
 *
 * @param cells 32-bit cells; `times` milliseconds into an hour (22 bits).
 */
export function sortedByCellAndTime(cells: Uint32Array, times: Uint32Array): Uint32Array {
  const order = Uint32Array.from(cells, (_, index) => index)
  if (order.length < FEW) {
    return order.sort((a, b) => cells[a]! - cells[b]! || times[a]! - times[b]! || a - b)
  }
  let from: Uint32Array = order
  let to: Uint32Array = new Uint32Array(order.length)
  for (const [keys, shift] of [
    [times, 0],
    [times, BITS],
    [cells, 0],
    [cells, BITS],
    [cells, 2 * BITS],
  ] as const) {
    scatter(keys, shift, from, to)
    ;[from, to] = [to, from]
  }
  return from
}

function scatter(keys: Uint32Array, shift: number, from: Uint32Array, to: Uint32Array): void {
  const next = new Uint32Array(BUCKETS + 1)
  for (let i = 0; i < keys.length; i++) next[((keys[i]! >>> shift) & (BUCKETS - 1)) + 1]!++
  for (let bucket = 0; bucket < BUCKETS; bucket++) next[bucket + 1]! += next[bucket]!
  for (let i = 0; i < from.length; i++) {
    const item = from[i]!
    to[next[(keys[item]! >>> shift) & (BUCKETS - 1)]!++] = item
  }
}
