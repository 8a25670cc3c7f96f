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
