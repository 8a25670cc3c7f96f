import { AppError } from '../domain/errors.ts'
import { csvFields, findRecord } from './csv-record.ts'
import { LONGEST_ROW_BYTES, NOT_PLAIN, PlainPositionRow } from './plain-position-row.ts'
import type { PositionCollector } from './position-collector.ts'
import { type PositionFields, positionColumns, requiredPositionColumns } from './position-row.ts'
import { quoted } from './quoted.ts'
import { isUtf8 } from './readable-text.ts'

const LONGEST_VALUE = 200
const LF = 10

/** What is wrong with a row before its values are looked at, and what to do about it. */
const requiredActions = {
  MALFORMED_CSV: 'Send UTF-8, put quotes around whole fields and double the quotes inside them',
  MISSING_COLUMN: 'Send the row whole',
  INVALID_COLUMN_COUNT: 'Write decimals with a point and quote values that hold commas',
} as const

/**
 * Reads a positions CSV (design section 5: a header, then a row a position) as its bytes come.
 * Every row is taken or refused; a quote that never closes costs the one line it stands on. Of a row
 * longer than 1 MiB the rest is passed over.
 *
 * @throws AppError FILE_MALFORMED when the header lacks a required column or names one twice.
 */
export class PositionsCsvReader {
  readonly #collector: PositionCollector
  readonly #decoder = new TextDecoder()
  #rest: Uint8Array = new Uint8Array(0)
  #line = 1
  #columns: readonly string[] | undefined
  #plain: PlainPositionRow | undefined
  /** Inside a row that was too long, until its line ends. */
  #passingOver = false

  constructor(collector: PositionCollector) {
    this.#collector = collector
  }

  push(chunk: Uint8Array): void {
    this.#read(joined(this.#rest, chunk), false)
  }

  /** Reads what is left; call once, after the last chunk. */
  end(): void {
    this.#read(this.#rest, true)
    if (!this.#columns) {
      throw new AppError(
        'FILE_MALFORMED',
        'it is empty: expected a header line with the column names',
      )
    }
  }

  #read(bytes: Uint8Array, final: boolean): void {
    const plainUpTo = bytes.lastIndexOf(LF) + 1
    let at = 0
    while (at < bytes.length) {
      if (this.#plain && at < plainUpTo && !this.#passingOver) {
        const next = this.#plain.take(bytes, at)
        if (next !== NOT_PLAIN) {
          at = next
          this.#line++
          continue
        }
      }
      const record = findRecord(bytes, at, {
        limit: bytes.length,
        final,
        maxBytes: LONGEST_ROW_BYTES,
      })
      if (!record) break
      if (!this.#passingOver) this.#record(bytes.subarray(at, record.end), record.malformed)
      this.#passingOver = record.lines === 0 && record.next < bytes.length
      this.#line += record.lines
      at = record.next
    }
    this.#rest = bytes.slice(at)
  }

  #record(bytes: Uint8Array, malformed: string | undefined): void {
    const raw = this.#decoder.decode(bytes)
    if (!this.#columns) {
      if (bytes[0] === 0xff || bytes[0] === 0xfe) {
        throw new AppError('FILE_MALFORMED', 'it is UTF-16: expected UTF-8')
      }
      if (malformed) throw new AppError('FILE_MALFORMED', `its header cannot be read: ${malformed}`)
      this.#header(raw)
    } else if (malformed) {
      this.#refuse(bytes, 'MALFORMED_CSV', '', raw.slice(0, LONGEST_VALUE), malformed)
    } else if (!isUtf8(bytes)) {
      this.#refuse(bytes, 'MALFORMED_CSV', '', raw.slice(0, LONGEST_VALUE), 'it is not UTF-8')
    } else if (raw.trim() !== '') {
      this.#row(bytes, raw, this.#columns)
    }
  }

  #row(bytes: Uint8Array, raw: string, columns: readonly string[]): void {
    const values = csvFields(raw)
    const missing = columns[values.length]
    if (missing !== undefined) {
      const why = `it ends before ${missing}, after ${values.length} of ${columns.length} columns`
      this.#refuse(bytes, 'MISSING_COLUMN', missing, String(values.length), why)
    } else if (values.length > columns.length) {
      const why = `it has ${values.length} columns, expected ${columns.length}`
      this.#refuse(bytes, 'INVALID_COLUMN_COUNT', '', String(values.length), why)
    } else {
      const others = this.#collector.details ? othersOf(columns, values) : []
      this.#collector.take(fieldsOf(columns, values), this.#line, bytes, others)
    }
  }

  #refuse(
    raw: Uint8Array,
    code: keyof typeof requiredActions,
    field: string,
    value: string,
    why: string,
  ): void {
    const row = this.#line
    const issue = {
      row,
      field,
      code,
      value,
      message: `Cannot read row ${row}: ${why}`,
      requiredAction: requiredActions[code],
    }
    this.#collector.refuse({ row, raw: raw.slice(), issues: [issue] })
  }

  #header(raw: string): void {
    const line = raw.startsWith('\uFEFF') ? raw.slice(1) : raw
    if (line.trim() === '') return
    const columns = csvFields(line).map((name) => name.trim().toLowerCase())
    const missing = requiredPositionColumns.filter((name) => !columns.includes(name))
    if (missing.length > 0) {
      throw new AppError(
        'FILE_MALFORMED',
        `its header lacks ${missing.join(', ')}: found ${quoted(columns.join(','))}, expected at least ${requiredPositionColumns.join(',')}`,
      )
    }
    const twice = positionColumns.find(
      (name) => columns.indexOf(name) !== columns.lastIndexOf(name),
    )
    if (twice) throw new AppError('FILE_MALFORMED', `its header names ${twice} twice`)
    this.#columns = columns
    this.#collector.header(line)
    this.#plain = new PlainPositionRow(columns, this.#collector)
  }
}

function fieldsOf(columns: readonly string[], values: readonly string[]): PositionFields {
  const value = (name: string) => values[columns.indexOf(name)] ?? ''
  return {
    device_id: value('device_id'),
    captured_at: value('captured_at'),
    latitude: value('latitude'),
    longitude: value('longitude'),
    accuracy_metres: value('accuracy_metres'),
    mechanism: value('mechanism'),
  }
}

const ours: ReadonlySet<string> = new Set(positionColumns)

function othersOf(columns: readonly string[], values: readonly string[]): [string, string][] {
  return columns.flatMap((name, index) =>
    ours.has(name) || name === '' ? [] : [[name, values[index] ?? ''] as [string, string]],
  )
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array {
  if (a.length === 0) return b
  const both = new Uint8Array(a.length + b.length)
  both.set(a)
  both.set(b, a.length)
  return both
}
