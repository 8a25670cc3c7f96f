import { jsonText } from './json-text.ts'
import { LONGEST_ROW_BYTES } from './plain-position-row.ts'
import type { PositionCollector } from './position-collector.ts'
import { type PositionFields, positionColumns } from './position-row.ts'
import { isUtf8 } from './readable-text.ts'

const LF = 10
const LONGEST_VALUE = 200

/**
 * Reads positions as NDJSON, one object a line with the names of the CSV's columns, as its bytes
 * come. Numbers may be numbers or text; every line is taken or refused. Of a line longer than 1 MiB
 * the rest is passed over.
 */
export class PositionsNdjsonReader {
  readonly #collector: PositionCollector
  readonly #decoder = new TextDecoder()
  /** The beginning of a line whose end has not come, at most a byte longer than a line may be. */
  #begun: Uint8Array[] = []
  #begunBytes = 0
  #line = 1

  constructor(collector: PositionCollector) {
    this.#collector = collector
  }

  push(chunk: Uint8Array): void {
    let at = 0
    for (let end = chunk.indexOf(LF); end >= 0; end = chunk.indexOf(LF, at)) {
      this.#begin(chunk.subarray(at, end))
      this.#finishLine()
      at = end + 1
    }
    this.#begin(chunk.subarray(at))
  }

  end(): void {
    if (this.#begunBytes > 0) this.#finishLine()
  }

  #begin(piece: Uint8Array): void {
    const room = LONGEST_ROW_BYTES + 1 - this.#begunBytes
    if (piece.length === 0 || room <= 0) return
    const kept = piece.slice(0, room)
    this.#begun.push(kept)
    this.#begunBytes += kept.length
  }

  #finishLine(): void {
    const raw = Buffer.concat(this.#begun)
    this.#begun = []
    this.#begunBytes = 0
    const row = this.#line++
    const text = this.#decoder.decode(raw)
    if (text.trim() === '') return
    const read = fieldsOf(raw, text)
    if (typeof read !== 'string') {
      const others = this.#collector.details ? othersOf(read.record) : []
      this.#collector.take(read.fields, row, raw, others)
      return
    }
    const issue = {
      row,
      field: '',
      code: 'MALFORMED_JSON',
      value: text.slice(0, LONGEST_VALUE),
      message: `Cannot read row ${row}: ${read}`,
      requiredAction: 'Send one JSON object a line, in UTF-8',
    } as const
    this.#collector.refuse({ row, raw, issues: [issue] })
  }
}

interface Read {
  readonly fields: PositionFields
  readonly record: Readonly<Record<string, unknown>>
}

/** The values of one line as text, with the object they are of; or why there are none. */
function fieldsOf(raw: Uint8Array, line: string): Read | string {
  if (raw.length > LONGEST_ROW_BYTES) return 'it is too long'
  if (!isUtf8(raw)) return 'it is not UTF-8'
  let value: unknown
  try {
    // The decoder has taken off a byte order mark.
    value = JSON.parse(line)
  } catch {
    return 'it is not JSON'
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return 'it is not a JSON object'
  }
  const record = value as Record<string, unknown>
  const id = record['device_id']
  if (typeof id === 'number' && !Number.isSafeInteger(id)) {
    return 'its device_id is a number JSON cannot hold exactly; send it as text'
  }
  const fields: Record<string, string> = {}
  for (const name of positionColumns) {
    const text = jsonText(record[name])
    if (text === undefined) return `its ${name} is neither text nor a number`
    fields[name] = text
  }
  return { fields: fields as PositionFields, record }
}

const ours: ReadonlySet<string> = new Set(positionColumns)

/** Every other name's value as text; what is neither text nor a number as the JSON it came in. */
function othersOf(record: Readonly<Record<string, unknown>>): [string, string][] {
  return Object.entries(record).flatMap(([name, value]): [string, string][] =>
    ours.has(name) || name.trim() === '' ? [] : [[name, jsonText(value) ?? JSON.stringify(value)]],
  )
}
