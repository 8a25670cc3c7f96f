import { formatInstant } from '../../domain/instant-text.ts'
import type { Instant } from '../../domain/interval.ts'
import type { RecordValue } from './records.ts'

/**
 * PostgreSQL's text cannot hold NUL, and what people sent may. It is kept as U+E000 `0`, and U+E000
 * itself as U+E000 `1`, so that every text comes back as it went in and different texts stay different.
 */
const ESCAPE = '\uE000'
const UNSTORABLE = /[\0\uE000]|\p{Surrogate}/gu
const ESCAPED = /\uE000[01]/g

/** What of serialised JSON may hold a text that needs escaping. */
const UNSTORABLE_IN_JSON = /\\u0000|\\ud[89a-f]|\uE000/i

/** A value to be sent as one JSON parameter, also when it is an array (which alone is an SQL array). */
export class JsonParameter {
  readonly value: unknown

  constructor(value: unknown) {
    this.value = value
  }
}

/** Rows to be sent as one parameter and read with `json_to_recordset($n::json)`. */
export function jsonRows(rows: readonly object[]): JsonParameter {
  return new JsonParameter(rows)
}

/**
 * A parameter as the text that both engines are given, so that neither decides how it is written:
 * arrays as SQL arrays, bytes as bytea, other objects as JSON, `undefined` as null.
 *
 * @throws TypeError for what has no such text (a Date, a function).
 */
export function parameterText(value: unknown): string | null {
  if (value === null || value === undefined) return null
  if (typeof value === 'string') return storable(value)
  if (typeof value === 'number' || typeof value === 'bigint' || typeof value === 'boolean') {
    return String(value)
  }
  if (value instanceof Uint8Array) return byteText(value)
  if (Array.isArray(value)) return `{${value.map(elementText).join(',')}}`
  if (value instanceof JsonParameter) return jsonText(value.value)
  if (value instanceof Date || typeof value !== 'object') {
    throw new TypeError(`Cannot send a ${typeof value} to the records: expected text or a number`)
  }
  return jsonText(value)
}

/** Bytes as bytea's text, also within {@link jsonRows}. */
export function byteText(bytes: Uint8Array): string {
  return `\\x${Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex')}`
}

/** An instant as timestamptz's text; an open end is null. Years before 1 and after 9999 have their own. */
export function instantText(instant: Instant): string | null
export function instantText(instant: Instant | undefined): string | null
export function instantText(instant: Instant | undefined): string | null {
  if (instant === undefined || instant === Infinity) return null
  const iso = formatInstant(instant)
  if (iso.length <= 24 && !iso.startsWith('0000') && !iso.startsWith('-')) return iso
  const [, year = '', rest = ''] = /^([+-]?\d+)-(.*)$/.exec(iso) ?? []
  return Number(year) > 0
    ? `${Number(year)}-${rest}`
    : `${String(1 - Number(year)).padStart(4, '0')}-${rest} BC`
}

/** The instant of a timestamptz as the records give it. */
export function instantFrom(text: string): Instant {
  return Date.parse(text)
}

/** The instant of a timestamptz that may be null: `undefined`. */
export function instantIfAny(text: string | null): Instant | undefined {
  return text === null ? undefined : Date.parse(text)
}

/** The end of an interval: null is open. */
export function endFrom(text: string | null): Instant {
  return text === null ? Infinity : Date.parse(text)
}

type Parser = (text: string) => RecordValue

/** How the text of each type is read, by its oid. A type that is not here stays text. */
export const parsersByOid: Readonly<Record<number, Parser>> = {
  16: (text) => text === 't',
  17: bytesFrom,
  18: asSent,
  19: asSent,
  20: BigInt,
  21: Number,
  23: Number,
  25: asSent,
  26: Number,
  114: jsonFrom,
  700: Number,
  701: Number,
  1042: asSent,
  1043: asSent,
  1082: (text) => text,
  1114: (text) => text,
  1184: isoFrom,
  1700: (text) => text,
  3802: jsonFrom,
  1000: arrayOf((text) => text === 't'),
  1005: arrayOf(Number),
  1007: arrayOf(Number),
  1009: arrayOf(asSent),
  1015: arrayOf(asSent),
  1016: arrayOf(BigInt),
  1022: arrayOf(Number),
  1185: arrayOf(isoFrom),
  1231: arrayOf((text) => text),
}

function storable(text: string): string {
  return text.replace(UNSTORABLE, (character) =>
    character === '\0' ? `${ESCAPE}0` : character === ESCAPE ? `${ESCAPE}1` : '\uFFFD',
  )
}

function asSent(text: string): string {
  return text.includes(ESCAPE)
    ? text.replace(ESCAPED, (escaped) => (escaped.endsWith('0') ? '\0' : ESCAPE))
    : text
}

function jsonText(value: unknown): string {
  const text = JSON.stringify(value ?? null)
  return UNSTORABLE_IN_JSON.test(text) ? JSON.stringify(eachText(value, storable)) : text
}

function jsonFrom(text: string): RecordValue {
  const value = JSON.parse(text) as RecordValue
  return text.includes(ESCAPE) ? (eachText(value, asSent) as RecordValue) : value
}

/** The same JSON value with every text in it, keys too, changed. */
function eachText(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return change(value)
  if (Array.isArray(value)) return value.map((item) => eachText(item, change))
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [change(key), eachText(item, change)]),
  )
}

function elementText(value: unknown): string {
  if (Array.isArray(value)) return parameterText(value) ?? 'NULL'
  const text = parameterText(value)
  return text === null ? 'NULL' : `"${text.replace(/["\\]/g, '\\$&')}"`
}

function bytesFrom(text: string): Uint8Array {
  const buffer = Buffer.from(text.slice(2), 'hex')
  return new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.length)
}

/** `2026-01-26 16:08:26.5+00` as `2026-01-26T16:08:26.500Z`. */
function isoFrom(text: string): string {
  const [, year, rest = '', fraction = '', zone = '', hours, era] =
    /^(\d+)(-\d\d-\d\d \d\d:\d\d:\d\d)(?:\.(\d+))?(([+-]\d\d)(?::\d\d)*)( BC)?$/.exec(text) ?? []
  if (year === undefined) return text
  const milliseconds = fraction.slice(0, 3).padEnd(3, '0')
  const time = rest.replace(' ', 'T')
  if (zone === '+00' && year.length === 4 && !era) {
    return milliseconds === '000' ? `${year}${time}Z` : `${year}${time}.${milliseconds}Z`
  }
  const number = era ? 1 - Number(year) : Number(year)
  const sign = number < 0 ? '-' : '+'
  const padded = String(Math.abs(number)).padStart(6, '0')
  const offset = zone.length === 3 ? `${hours}:00` : zone.slice(0, 6)
  return formatInstant(
    Date.parse(`${number === 0 ? '0000' : sign + padded}${time}.${milliseconds}${offset}`),
  )
}

function arrayOf(element: Parser): Parser {
  return (text) => readArray(text, 0, element).values
}

/** Reads the array that opens at `start`. @returns its values and where what follows it begins. */
function readArray(
  text: string,
  start: number,
  element: Parser,
): { values: RecordValue[]; end: number } {
  const values: RecordValue[] = []
  let at = start + 1
  while (text[at] !== '}') {
    if (text[at] === ',') at++
    if (text[at] === '{') {
      const inner = readArray(text, at, element)
      values.push(inner.values)
      at = inner.end
    } else if (text[at] === '"') {
      const end = closingQuote(text, at)
      values.push(element(text.slice(at + 1, end).replace(/\\(.)/gs, '$1')))
      at = end + 1
    } else {
      let end = at
      while (text[end] !== ',' && text[end] !== '}') end++
      const item = text.slice(at, end)
      values.push(item === 'NULL' ? null : element(item))
      at = end
    }
  }
  return { values, end: at + 1 }
}

function closingQuote(text: string, open: number): number {
  let at = open + 1
  while (text[at] !== '"') at += text[at] === '\\' ? 2 : 1
  return at
}
