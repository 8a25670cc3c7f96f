/** How many rows, and how much text, one statement carries: few statements, none too large for either engine. */
const ROWS = 5000
const CHARACTERS = 4 * 1024 * 1024

/** Cuts rows into pages for one statement each, in order; `sizeOf` where rows may be large, in characters. */
export function* pages<T>(
  rows: readonly T[],
  sizeOf: (row: T) => number = () => 0,
): Generator<readonly T[]> {
  let start = 0
  let size = 0
  for (const [index, row] of rows.entries()) {
    const more = sizeOf(row)
    if (index > start && (index - start === ROWS || size + more > CHARACTERS)) {
      yield rows.slice(start, index)
      start = index
      size = 0
    }
    size += more
  }
  if (start < rows.length) yield rows.slice(start)
}
