import { utcInstant } from '../domain/instant-text.ts'
import type { PositionCollector } from './position-collector.ts'
import { LONGEST_MECHANISM, type PositionColumn, WIDEST_ACCURACY } from './position-row.ts'

/** A row longer than this is refused; it bounds the memory a broken file can ask for. */
export const LONGEST_ROW_BYTES = 1024 * 1024

/** `PlainPositionRow.take()` met something that only the careful reader may judge. */
export const NOT_PLAIN = -1

const COMMA = 44
const LF = 10
const CR = 13
const QUOTE = 34
const MINUS = 45
const DOT = 46
const ZERO = 48

/** What a column of the file is, as small numbers the loop can switch on. */
const KINDS: Readonly<Record<PositionColumn, number>> = {
  device_id: 1,
  captured_at: 2,
  latitude: 3,
  longitude: 4,
  accuracy_metres: 5,
  mechanism: 6,
}

/**
 * The fast way for the rows nearly every file is made of: no quotes, plain numbers, all in order.
 * It takes a row only if it is surely good, and leaves every other row, untouched, to the careful
 * reader. A property test holds the two equal.
 */
export class PlainPositionRow {
  readonly #kinds: Uint8Array
  readonly #collector: PositionCollector
  readonly #noMechanism: number
  readonly #columns: readonly string[]
  /** Whether the file has other columns that are kept, and where their values lie in the row at hand. */
  readonly #keepsOthers: boolean
  readonly #others: { column: number; from: number; to: number }[] = []
  #othersGiven = 0
  #bytes: Uint8Array = new Uint8Array(0)
  #at = 0
  #date = -1
  #dateInstant = 0

  /** @param columns the file's columns in order. */
  constructor(columns: readonly string[], collector: PositionCollector) {
    this.#kinds = Uint8Array.from(columns, (name) => KINDS[name as PositionColumn] ?? 0)
    this.#collector = collector
    this.#columns = columns
    this.#keepsOthers = collector.details !== undefined && this.#kinds.includes(0)
    this.#noMechanism = collector.mechanisms.numberOf('')
  }

  /** Takes the row at `start`; where the next row starts, or {@link NOT_PLAIN}. A line break must follow somewhere in `bytes`. */
  take(bytes: Uint8Array, start: number): number {
    this.#bytes = bytes
    this.#at = start
    this.#othersGiven = 0
    const kinds = this.#kinds
    const last = kinds.length - 1
    let device = 0
    let capturedAt = Number.NaN
    let latitude = Number.NaN
    let longitude = Number.NaN
    let accuracy = Number.NaN
    let mechanism = this.#noMechanism
    for (let column = 0; column <= last; column++) {
      const from = this.#at
      switch (kinds[column]) {
        case 1:
          this.#text()
          if (this.#at === from || bytes[from]! <= 32) return NOT_PLAIN
          device = this.#collector.devices.numberOfBytes(bytes, from, this.#at)
          break
        case 2:
          capturedAt = this.#instant()
          break
        case 3:
          latitude = this.#degrees(90)
          break
        case 4:
          longitude = this.#degrees(180)
          break
        case 5:
          // Only an empty accuracy may stay NaN; any other is checked by what follows it.
          if (bytes[from] !== COMMA && bytes[from] !== LF && bytes[from] !== CR) {
            const metres = this.#metres()
            if (!(metres <= WIDEST_ACCURACY)) return NOT_PLAIN
            accuracy = Math.fround(metres)
          }
          break
        case 6:
          this.#text()
          if (this.#at - from > LONGEST_MECHANISM) return NOT_PLAIN
          if (this.#at > from)
            mechanism = this.#collector.mechanisms.numberOfBytes(bytes, from, this.#at)
          if (mechanism > 65_535) return NOT_PLAIN
          break
        default:
          this.#text()
          if (this.#keepsOthers && this.#at > from) this.#other(column, from)
      }
      if (column < last) {
        if (bytes[this.#at] !== COMMA) return NOT_PLAIN
        this.#at++
      }
    }
    if (bytes[this.#at] === CR) this.#at++
    if (bytes[this.#at] !== LF || this.#at - start > LONGEST_ROW_BYTES) return NOT_PLAIN
    if (!(capturedAt <= this.#collector.latest) || Number.isNaN(latitude + longitude))
      return NOT_PLAIN
    if (latitude === 0 && longitude === 0) return NOT_PLAIN
    this.#collector.accept(device, capturedAt, latitude, longitude, accuracy, mechanism)
    if (this.#othersGiven > 0) this.#collector.tellLast(this.#givenOthers())
    return this.#at + 1
  }

  #other(column: number, from: number): void {
    const value = { column, from, to: this.#at }
    this.#others[this.#othersGiven++] = value
  }

  *#givenOthers(): Generator<readonly [string, string]> {
    for (let i = 0; i < this.#othersGiven; i++) {
      const { column, from, to } = this.#others[i]!
      const name = this.#columns[column]!
      if (name !== '') yield [name, ascii(this.#bytes, from, to)]
    }
  }

  /** To the end of a field; stops at a quote and at what is not ASCII too, which no plain row has. */
  #text(): void {
    const bytes = this.#bytes
    let at = this.#at
    for (;;) {
      const byte = bytes[at]!
      if (byte === COMMA || byte === LF || byte === CR || byte === QUOTE || byte > 126) break
      at++
    }
    this.#at = at
  }

  #digits(count: number): number {
    const bytes = this.#bytes
    let value = 0
    for (let i = 0; i < count; i++) {
      const digit = bytes[this.#at + i]! - ZERO
      if (!(digit >= 0 && digit <= 9)) return Number.NaN
      value = value * 10 + digit
    }
    this.#at += count
    return value
  }

  #skip(byte: number): boolean {
    if (this.#bytes[this.#at] !== byte) return false
    this.#at++
    return true
  }

  /** Degrees x 1e7, rounded half away from zero; NaN where not plain decimals within +-`most`. */
  #degrees(most: number): number {
    const bytes = this.#bytes
    let at = this.#at
    const negative = bytes[at] === MINUS
    if (negative) at++
    const first = at
    let whole = 0
    while (bytes[at]! >= ZERO && bytes[at]! <= 57) whole = whole * 10 + bytes[at++]! - ZERO
    if (at === first || at - first > 3) return Number.NaN
    let units = whole * 1e7
    if (bytes[at] === DOT) {
      at++
      const point = at
      let scale = 1e6
      while (bytes[at]! >= ZERO && bytes[at]! <= 57) {
        const place = at - point
        if (place < 7) {
          units += (bytes[at]! - ZERO) * scale
          scale /= 10
        } else if (place === 7 && bytes[at]! >= ZERO + 5) units += 1
        at++
      }
      if (at === point) return Number.NaN
    }
    this.#at = at
    // Exactly at the edge, digits past the seventh may lie beyond it: the careful reader knows.
    if (units >= most * 1e7) return Number.NaN
    return negative && units !== 0 ? -units : units
  }

  #metres(): number {
    const bytes = this.#bytes
    let at = this.#at
    const first = at
    let value = 0
    while (bytes[at]! >= ZERO && bytes[at]! <= 57) value = value * 10 + bytes[at++]! - ZERO
    if (at === first || at - first > 9) return Number.NaN
    if (bytes[at] === DOT) {
      at++
      const point = at
      let scale = 1
      while (bytes[at]! >= ZERO && bytes[at]! <= 57) {
        value = value * 10 + bytes[at++]! - ZERO
        scale *= 10
      }
      if (at === point || at - point > 6) return Number.NaN
      value /= scale
    }
    this.#at = at
    return value
  }

  #instant(): number {
    const year = this.#digits(4)
    if (!this.#skip(MINUS)) return Number.NaN
    const month = this.#digits(2)
    if (!this.#skip(MINUS)) return Number.NaN
    const day = this.#digits(2)
    if (!this.#skip(84)) return Number.NaN
    const hour = this.#digits(2)
    if (!this.#skip(58)) return Number.NaN
    const minute = this.#digits(2)
    if (!this.#skip(58)) return Number.NaN
    const second = this.#digits(2)
    if (!(hour <= 23 && minute <= 59 && second <= 59)) return Number.NaN
    const date = year * 10_000 + month * 100 + day
    if (date !== this.#date) {
      this.#dateInstant = utcInstant(year, month, day, 0, 0, 0) ?? Number.NaN
      this.#date = date
    }
    let instant = this.#dateInstant + ((hour * 60 + minute) * 60 + second) * 1000
    if (this.#skip(DOT)) instant += this.#milliseconds()
    if (this.#skip(90)) return instant
    const sign = this.#bytes[this.#at]
    if (sign !== 43 && sign !== MINUS) return Number.NaN
    this.#at++
    const offsetHour = this.#digits(2)
    this.#skip(58)
    const offsetMinute = this.#digits(2)
    if (!(offsetHour < 14 && offsetMinute <= 59)) return Number.NaN
    const offset = (offsetHour * 60 + offsetMinute) * 60_000
    return sign === MINUS ? instant + offset : instant - offset
  }

  /** Digits of a second's fraction, cut to milliseconds. */
  #milliseconds(): number {
    const bytes = this.#bytes
    const first = this.#at
    let at = first
    let value = 0
    while (bytes[at]! >= ZERO && bytes[at]! <= 57) {
      if (at - first < 3) value = value * 10 + bytes[at]! - ZERO
      at++
    }
    const digits = at - first
    if (digits === 0 || digits > 9) return Number.NaN
    this.#at = at
    return digits === 1 ? value * 100 : digits === 2 ? value * 10 : value
  }
}

/** A plain row has nothing else in it. */
function ascii(bytes: Uint8Array, from: number, to: number): string {
  let text = ''
  for (let at = from; at < to; at++) text += String.fromCharCode(bytes[at]!)
  return text
}
