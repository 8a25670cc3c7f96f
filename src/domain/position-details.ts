import { parseInstant } from './instant-text.ts'
import type { Instant } from './interval.ts'

/**
 * What a feed says of a position beyond where and when it was, for those positions of which it says
 * anything. Row `i` of every array is one of them.
 */
export interface PositionDetails {
  readonly length: number
  /** The position each belongs to, ascending. */
  readonly row: Uint32Array
  /** NaN where none was given, here and below. */
  readonly speedKmh: Float32Array
  readonly headingDegrees: Float32Array
  readonly hdop: Float32Array
  readonly satellites: Float32Array
  /** Milliseconds since 1970-01-01T00:00:00Z: when the device stored it, and when it sent it. */
  readonly recordedAt: Float64Array
  readonly uploadedAt: Float64Array
  /** Every other column by name, as a JSON object of texts in order of name; '' where there is none. */
  readonly others: readonly string[]
}

/** The columns that are kept as numbers and instants, in the order they are written. */
export const detailColumns = [
  'speed_kmh',
  'heading_degrees',
  'hdop',
  'satellites',
  'recorded_at',
  'uploaded_at',
] as const

type DetailColumn = (typeof detailColumns)[number]

const largest: Readonly<Record<Exclude<DetailColumn, 'recorded_at' | 'uploaded_at'>, number>> = {
  speed_kmh: 10_000,
  heading_degrees: 360,
  hdop: 1000,
  satellites: 255,
}
/** What 32 bits hold to the second decimal; more digits are kept as they came. */
const PLAIN = /^\d{1,5}(?:\.\d{1,2})?$/

/** Details as rows are read. What a column cannot hold as a number stays, as text, under its name. */
export class PositionDetailsBuilder {
  readonly #rows: number[] = []
  readonly #columns = new Map<DetailColumn, number[]>()
  readonly #others: string[] = []
  /** Numbers come again and again. */
  readonly #known = new Map<string, number>()

  get length(): number {
    return this.#rows.length
  }

  /** Adds what is said of position `row`; rows come in ascending order. */
  add(row: number, values: Iterable<readonly [column: string, text: string]>): void {
    const others: [string, string][] = []
    const at = this.#rows.length
    let given = false
    for (const [column, untrimmed] of values) {
      const text = untrimmed.trim()
      if (text === '') continue
      const value = isDetail(column) ? this.#valueOf(column, text) : undefined
      given = true
      if (value === undefined) others.push([column, text])
      else this.#column(column as DetailColumn)[at] = value
    }
    if (!given) return
    this.#rows.push(row)
    this.#others.push(others.length === 0 ? '' : asJson(others))
  }

  /** What was added; the builder is empty after. */
  take(): PositionDetails {
    const length = this.#rows.length
    const numbers = (name: DetailColumn) =>
      Float64Array.from({ length }, (_, row) => this.#columns.get(name)?.[row] ?? Number.NaN)
    const details: PositionDetails = {
      length,
      row: Uint32Array.from(this.#rows),
      speedKmh: new Float32Array(numbers('speed_kmh')),
      headingDegrees: new Float32Array(numbers('heading_degrees')),
      hdop: new Float32Array(numbers('hdop')),
      satellites: new Float32Array(numbers('satellites')),
      recordedAt: numbers('recorded_at'),
      uploadedAt: numbers('uploaded_at'),
      others: [...this.#others],
    }
    this.#rows.length = 0
    this.#others.length = 0
    this.#columns.clear()
    return details
  }

  #column(name: DetailColumn): number[] {
    const known = this.#columns.get(name)
    if (known) return known
    const column: number[] = []
    this.#columns.set(name, column)
    return column
  }

  #valueOf(column: DetailColumn, text: string): number | undefined {
    if (column === 'recorded_at' || column === 'uploaded_at') return parseInstant(text)
    const known = this.#known.get(text) ?? (PLAIN.test(text) ? Number(text) : Number.NaN)
    if (this.#known.size < 100_000) this.#known.set(text, known)
    return known <= largest[column] ? known : undefined
  }
}

/** The details of the positions that are kept, numbered as those are. @param kept rows, ascending. */
export function detailsOf(details: PositionDetails, kept: Uint32Array): PositionDetails {
  const builtRow = new Map(Array.from(kept, (row, index) => [row, index]))
  const picked = Uint32Array.from({ length: details.length }, (_, index) => index).filter((index) =>
    builtRow.has(details.row[index] ?? -1),
  )
  const numbers = (column: Float32Array) =>
    Float32Array.from(picked, (index) => column[index] ?? Number.NaN)
  const instants = (column: Float64Array) =>
    Float64Array.from(picked, (index) => column[index] ?? Number.NaN)
  return {
    length: picked.length,
    row: Uint32Array.from(picked, (index) => builtRow.get(details.row[index] ?? -1) ?? 0),
    speedKmh: numbers(details.speedKmh),
    headingDegrees: numbers(details.headingDegrees),
    hdop: numbers(details.hdop),
    satellites: numbers(details.satellites),
    recordedAt: instants(details.recordedAt),
    uploadedAt: instants(details.uploadedAt),
    others: Array.from(picked, (index) => details.others[index] ?? ''),
  }
}

/** One position's details. */
export interface PositionDetail {
  readonly speedKmh?: number | undefined
  readonly headingDegrees?: number | undefined
  readonly hdop?: number | undefined
  readonly satellites?: number | undefined
  readonly recordedAt?: Instant | undefined
  readonly uploadedAt?: Instant | undefined
  /** Other columns' texts by name. */
  readonly others: Readonly<Record<string, string>>
}

export function detailAt(details: PositionDetails, index: number): PositionDetail {
  const given = (value: number | undefined) =>
    value === undefined || Number.isNaN(value) ? undefined : Math.round(value * 100) / 100
  const others = details.others[index]
  return {
    speedKmh: given(details.speedKmh[index]),
    headingDegrees: given(details.headingDegrees[index]),
    hdop: given(details.hdop[index]),
    satellites: given(details.satellites[index]),
    recordedAt: given(details.recordedAt[index]),
    uploadedAt: given(details.uploadedAt[index]),
    others: others ? (JSON.parse(others) as Record<string, string>) : {},
  }
}

const known: ReadonlySet<string> = new Set(detailColumns)

function isDetail(column: string): column is DetailColumn {
  return known.has(column)
}

/** The same texts are the same JSON, whatever the order of the columns. */
function asJson(others: [string, string][]): string {
  return JSON.stringify(Object.fromEntries(others.sort(([a], [b]) => (a < b ? -1 : 1))))
}
