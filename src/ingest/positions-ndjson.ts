import type { PositionCollector } from './position-collector.ts'
import { type PositionFields, positionColumns } from './position-row.ts'

const LF = 10
const LONGEST_ROW_BYTES = 1024 * 1024

/**
 * Reads positions as NDJSON, one object a line with the names of the CSV's columns, as its bytes
 * come. Numbers may be numbers or text; every line is taken or refused.
 */
export class PositionsNdjsonReader {
  readonly #collector: PositionCollector
  readonly #decoder = new TextDecoder()
  #rest: Uint8Array[] = []
  #restBytes = 0
  #line = 1

  constructor(collector: PositionCollector) {
    this.#collector = collector
  }

  push(chunk: Uint8Array): void {
    let at = 0
    for (let end = chunk.indexOf(LF); end >= 0; end = chunk.indexOf(LF, at)) {
      this.#lineOf(chunk.subarray(at, end))
      at = end + 1
    }
    if (at < chunk.length) {
      this.#rest.push(chunk.slice(at))
      this.#restBytes += chunk.length - at
    }
    if (this.#restBytes > LONGEST_ROW_BYTES) this.#lineOf(new Uint8Array(0), false)
  }

  end(): void {
    if (this.#restBytes > 0) this.#lineOf(new Uint8Array(0))
  }

  #lineOf(tail: Uint8Array, whole = true): void {
    const raw = this.#decoder.decode(
      this.#rest.length > 0 ? Buffer.concat([...this.#rest, tail]) : tail,
    )
    this.#rest = []
    this.#restBytes = 0
    const row = this.#line
    if (whole) this.#line++
    const text = row === 1 && raw.startsWith('\uFEFF') ? raw.slice(1) : raw
    if (text.trim() === '') return
    const fields = fieldsOf(text)
    if (typeof fields !== 'string') {
      this.#collector.take(fields, row, raw)
      return
    }
    this.#collector.refuse({
      row,
      raw,
      issues: [
        {
          row,
          field: '',
          code: 'MALFORMED_JSON',
          value: text.slice(0, 200),
          message: `Cannot read row ${row}: ${fields}`,
          requiredAction: 'Send one JSON object a line',
        },
      ],
    })
  }
}

/** The values of one line as text, or why there are none. */
function fieldsOf(line: string): PositionFields | string {
  let value: unknown
  try {
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
  for (const name of positionColumns) fields[name] = textOf(record[name])
  return fields as PositionFields
}

/** Numbers in plain decimals, as the CSV has them; what is neither text nor number as JSON. */
function textOf(value: unknown): string {
  if (value === undefined || value === null) return ''
  if (typeof value === 'string') return value
  if (typeof value !== 'number') return JSON.stringify(value)
  const text = String(value)
  return text.includes('e') ? value.toFixed(12) : text
}
