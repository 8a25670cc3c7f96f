/**
 * A grid over the earth in steps of whole 1e-7 degrees: cells about 155 m high and, at 54 N, 144 m
 * wide. Rows and columns wrap at 65,536 so that a cell fits 32 bits; a wrapped cell only brings in
 * positions that the exact distance then drops.
 */
export const ROW_UNITS = 14_000
export const COLUMN_UNITS = 22_000
const LOWEST = 900_000_000
const WESTMOST = 1_800_000_000
const COLUMNS = Math.ceil((2 * WESTMOST + 1) / COLUMN_UNITS)
const WRAP = 0xffff

/** The cell of a position in degrees x 1e7: row in the high half, column in the low. */
export function cellOf(latitude: number, longitude: number): number {
  const row = Math.floor((latitude + LOWEST) / ROW_UNITS)
  const column = Math.floor((longitude + WESTMOST) / COLUMN_UNITS)
  return (((row & WRAP) << 16) | (column & WRAP)) >>> 0
}

/** Units of a latitude from the southern edge of its cell: 0 to {@link ROW_UNITS}, that exclusive. */
export function northInCell(latitude: number): number {
  return ((latitude + LOWEST) >>> 0) % ROW_UNITS
}

/** Units of a longitude from the western edge of its cell: 0 to {@link COLUMN_UNITS}, that exclusive. */
export function eastInCell(longitude: number): number {
  return ((longitude + WESTMOST) >>> 0) % COLUMN_UNITS
}

/** Cells `[from, to]`, all in one grid row. */
export interface CellRun {
  readonly from: number
  readonly to: number
  /** South-western corner of `from`, the others beside it; absent where they go round the earth. Degrees x 1e7. */
  readonly south: number
  readonly west: number | undefined
}

/**
 * Runs of cells that hold every position within the given spans of a point.
 *
 * @param latitude degrees; `longitude` degrees; spans in degrees (180 for all the way round).
 */
export function cellRunsAround(
  latitude: number,
  longitude: number,
  latitudeSpan: number,
  longitudeSpan: number,
): CellRun[] {
  const lowest = Math.max(-90, latitude - latitudeSpan)
  const highest = Math.min(90, latitude + latitudeSpan)
  const firstRow = Math.floor((Math.floor(lowest * 1e7) + LOWEST) / ROW_UNITS)
  const lastRow = Math.floor((Math.ceil(highest * 1e7) + LOWEST) / ROW_UNITS)
  const columns = columnRuns(longitude, longitudeSpan)
  const runs: CellRun[] = []
  for (let row = firstRow; row <= lastRow; row++) {
    const base = ((row & WRAP) << 16) >>> 0
    const south = row * ROW_UNITS - LOWEST
    for (const { first, last, west } of columns) {
      runs.push({ from: base + first, to: base + last, south, west })
    }
  }
  return runs
}

interface ColumnRun {
  readonly first: number
  readonly last: number
  readonly west: number | undefined
}

/** Runs of wrapped column numbers; more than one across the antimeridian or the wrap. */
function columnRuns(longitude: number, span: number): ColumnRun[] {
  const first = Math.floor((Math.floor((longitude - span) * 1e7) + WESTMOST) / COLUMN_UNITS)
  const last = Math.floor((Math.ceil((longitude + span) * 1e7) + WESTMOST) / COLUMN_UNITS)
  if (span >= 180 || last - first >= WRAP) return [{ first: 0, last: WRAP, west: undefined }]
  // Beyond the antimeridian columns are counted anew, and lie elsewhere than beside the others.
  const across = first < 0 || last >= COLUMNS - 1
  const runs: ColumnRun[] = []
  const add = (from: number, to: number) => {
    if (from > to) return
    const low = from & WRAP
    const high = to & WRAP
    const west = across ? undefined : from * COLUMN_UNITS - WESTMOST
    if (low <= high) runs.push({ first: low, last: high, west })
    else {
      runs.push({ first: low, last: WRAP, west })
      const more = (WRAP + 1 - low) * COLUMN_UNITS
      runs.push({ first: 0, last: high, west: west === undefined ? west : west + more })
    }
  }
  // The last column may be part of one: beyond the antimeridian counting starts again at its edge.
  add(Math.max(first, 0), Math.min(last, COLUMNS - 1))
  if (first < 0) add(first + COLUMNS - 1, COLUMNS - 1)
  if (last >= COLUMNS - 1) add(0, last - COLUMNS + 1)
  return runs
}
