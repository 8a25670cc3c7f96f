import { AppError } from '../domain/errors.ts'
import type { RefusedRow, RowIssue } from '../domain/row-issue.ts'
import { csvFields, findRecord } from './csv-record.ts'
import { columnsOf, type FeedMapping, type MappedColumn } from './feed-mapping.ts'
import { LONGEST_ROW_BYTES } from './plain-position-row.ts'
import { quoted } from './quoted.ts'
import { isUtf8 } from './readable-text.ts'

const LONGEST_VALUE = 200

/** A row of a vendor's file, taken apart. */
export interface MappedRow {
  /** The line an editor shows. */
  readonly row: number
  readonly raw: Uint8Array
  /** A column's value, without blanks; '' of one that the mapping does not name. */
  value(column: MappedColumn | undefined): string
  /** What the vendor calls a column. */
  name(column: MappedColumn): string
  /** Every column the mapping does not name, by its name. */
  others(): Iterable<readonly [string, string]>
}

/** What is done with rows. */
export interface MappedRows {
  /** Told once, before any row: the columns in order, as they are kept with what is refused. */
  header(names: readonly string[]): void
  take(row: MappedRow): void
  refuse(row: RefusedRow): void
}

/**
 * Reads a vendor's CSV by its mapping, as its bytes come. Every row is told, taken or refused; of a row longer than
 * 1 MiB the rest is passed over.
 *
 * @throws AppError FILE_MALFORMED where it is empty, not UTF-8, or lacks a column that the mapping names.
 */
export class MappedCsvReader {
  readonly #mapping: FeedMapping
  readonly #rows: MappedRows
  readonly #decoder = new TextDecoder()
  #rest: Uint8Array = new Uint8Array(0)
  #line = 1
  #columns: Columns | undefined
  #passingOver = false

  constructor(mapping: FeedMapping, rows: MappedRows) {
    this.#mapping = mapping
    this.#rows = rows
  }

  push(piece: Uint8Array): void {
    const bytes = new Uint8Array(this.#rest.length + piece.length)
    bytes.set(this.#rest)
    bytes.set(piece, this.#rest.length)
    this.#read(bytes, false)
  }

  end(): void {
    this.#read(this.#rest, true)
    if (!this.#columns) throw new AppError('FILE_MALFORMED', 'it is empty: expected rows')
  }

  #read(bytes: Uint8Array, final: boolean): void {
    const delimiter = this.#mapping.delimiter.charCodeAt(0)
    const whole = { limit: bytes.length, final, maxBytes: LONGEST_ROW_BYTES, delimiter }
    let at = 0
    while (at < bytes.length) {
      const record = findRecord(bytes, at, whole)
      if (!record) break
      if (!this.#passingOver) this.#record(bytes.subarray(at, record.end), record.malformed)
      this.#passingOver = record.lines === 0 && record.next < bytes.length
      this.#line += record.lines
      at = record.next
    }
    this.#rest = bytes.slice(at)
  }

  #record(raw: Uint8Array, malformed: string | undefined): void {
    const why = malformed ?? (isUtf8(raw) ? undefined : 'it is not UTF-8')
    const text = this.#decoder.decode(raw).replace(/^\uFEFF/, '')
    if (why !== undefined) {
      if (!this.#columns) {
        throw new AppError('FILE_MALFORMED', `its first line cannot be read: ${why}`)
      }
      this.#refuse(raw, 'MALFORMED_CSV', text.slice(0, LONGEST_VALUE), why)
      return
    }
    if (text.trim() === '') return
    const values = csvFields(text, this.#mapping.delimiter).map((value) => value.trim())
    if (!this.#columns) {
      this.#columns = columnsIn(this.#mapping, values)
      this.#rows.header(this.#columns.names)
      if (this.#mapping.header) return
    }
    const { names } = this.#columns
    if (values.length === names.length) this.#take(raw, values, this.#columns)
    else {
      const found = `it has ${values.length} columns, expected ${names.length}`
      this.#refuse(raw, 'INVALID_COLUMN_COUNT', String(values.length), found)
    }
  }

  #take(raw: Uint8Array, values: readonly string[], { names, indexOf, mapped }: Columns): void {
    this.#rows.take({
      row: this.#line,
      raw: raw.slice(),
      value: (column) => (column === undefined ? '' : (values[indexOf(column)] ?? '')),
      name: (column) => names[indexOf(column)] ?? String(column),
      *others() {
        for (const [index, name] of names.entries()) {
          if (!mapped.has(index) && name !== '') yield [name, values[index] ?? '']
        }
      },
    })
  }

  #refuse(raw: Uint8Array, code: RowIssue['code'], value: string, why: string): void {
    const row = this.#line
    const issue: RowIssue = {
      row,
      field: '',
      code,
      value,
      message: `Cannot read row ${row}: ${why}`,
      requiredAction: 'Send every row whole, as the mapping says, in UTF-8',
    }
    this.#rows.refuse({ row, raw: raw.slice(), issues: [issue] })
  }
}

interface Columns {
  /** As the vendor has them, in small letters; numbered where there is no header. */
  readonly names: readonly string[]
  readonly indexOf: (column: MappedColumn) => number
  readonly mapped: ReadonlySet<number>
}

function columnsIn(mapping: FeedMapping, first: readonly string[]): Columns {
  const names = mapping.header
    ? first.map((name) => name.toLowerCase())
    : first.map((_, index) => `column_${index + 1}`)
  const indexOf = (column: MappedColumn) =>
    typeof column === 'number' ? column - 1 : names.indexOf(column)
  const wanted = Object.values(columnsOf(mapping))
  const missing = wanted.filter((column) => {
    const index = indexOf(column)
    return index < 0 || index >= names.length
  })
  if (missing.length > 0) {
    throw new AppError(
      'FILE_MALFORMED',
      `it lacks ${missing.join(', ')}: found ${foundText(names)}`,
    )
  }
  const twice = wanted.find(
    (column) => typeof column === 'string' && names.indexOf(column) !== names.lastIndexOf(column),
  )
  if (twice !== undefined) throw new AppError('FILE_MALFORMED', `its header names ${twice} twice`)
  return { names, indexOf, mapped: new Set(wanted.map(indexOf)) }
}

/** Names of columns; of a file without its header the first line is a position, which is nobody's to read here. */
function foundText(names: readonly string[]): string {
  const told = names.filter((name) => name !== '' && !/\d/.test(name))
  return told.length === 0 ? 'no names of columns' : quoted(told.join(', '))
}
