import type { Instant } from '../domain/interval.ts'
import { mechanisms } from './reported-positions.ts'
import { DAY, HOUR, MINUTE, SECOND } from './uk-clock.ts'
import type { UploadedHour } from './upload-spool.ts'

export const POSITIONS_HEADER =
  'device_id,captured_at,latitude,longitude,accuracy_metres,mechanism,speed_kmh,heading_degrees,' +
  'hdop,satellites,recorded_at,uploaded_at\n'

const CHUNK_BYTES = 1 << 22
/** Longer than any row. */
const ROW_BYTES = 256
const COMMA = 0x2c
const POINT = 0x2e
const MINUS = 0x2d
const COLON = 0x3a
const NEWLINE = 0x0a
const ZERO = 0x30
const LETTER_T = 0x54
const LETTER_Z = 0x5a

/**
 * Writes positions as rows of positions.csv, straight into bytes: text for every cell would take
 * most of the time there is.
 */
export class PositionRows {
  readonly #deviceIds: readonly Uint8Array[]
  readonly #mechanisms: readonly Uint8Array[]
  readonly #bytes = new Uint8Array(CHUNK_BYTES)
  #at = 0
  /** The UTC day whose date is in `#date`. */
  #day = Number.NaN
  #date = new Uint8Array(0)

  constructor(deviceIds: readonly string[]) {
    const encoder = new TextEncoder()
    this.#deviceIds = deviceIds.map((id) => encoder.encode(id))
    this.#mechanisms = mechanisms.map((code) => encoder.encode(code))
  }

  /** The rows of an hour in chunks; each is overwritten by the next. */
  *chunks(hour: UploadedHour): Generator<Uint8Array> {
    for (const row of hour.order) {
      this.#row(hour, row)
      if (this.#at > CHUNK_BYTES - ROW_BYTES) yield this.#take()
    }
    if (this.#at > 0) yield this.#take()
  }

  #take(): Uint8Array {
    const chunk = this.#bytes.subarray(0, this.#at)
    this.#at = 0
    return chunk
  }

  #row({ positions }: UploadedHour, row: number): void {
    this.#text(this.#deviceIds[positions.device[row] ?? 0])
    this.#byte(COMMA)
    this.#instant(positions.capturedAt[row] ?? 0)
    this.#byte(COMMA)
    this.#degrees(positions.latitude[row] ?? 0)
    this.#byte(COMMA)
    this.#degrees(positions.longitude[row] ?? 0)
    this.#byte(COMMA)
    this.#wholeOrEmpty(positions.accuracyMetres[row] ?? -1)
    this.#byte(COMMA)
    this.#text(this.#mechanisms[positions.mechanism[row] ?? 0])
    this.#byte(COMMA)
    this.#wholeOrEmpty(positions.speedKmh[row] ?? -1)
    this.#byte(COMMA)
    this.#wholeOrEmpty(positions.headingDegrees[row] ?? -1)
    this.#byte(COMMA)
    this.#tenthsOrEmpty(positions.hdopTenths[row] ?? -1)
    this.#byte(COMMA)
    this.#wholeOrEmpty(positions.satellites[row] ?? -1)
    this.#byte(COMMA)
    this.#instant(positions.recordedAt[row] ?? 0)
    this.#byte(COMMA)
    this.#instant(positions.uploadedAt[row] ?? 0)
    this.#byte(NEWLINE)
  }

  #byte(byte: number): void {
    this.#bytes[this.#at++] = byte
  }

  #text(bytes: Uint8Array | undefined): void {
    if (!bytes) return
    for (let i = 0; i < bytes.length; i++) this.#byte(bytes[i] ?? 0)
  }

  /** `2026-01-26T16:08:26Z`, milliseconds only where not zero. */
  #instant(instant: Instant): void {
    const day = Math.floor(instant / DAY)
    if (day !== this.#day) {
      this.#day = day
      this.#date = new TextEncoder().encode(new Date(day * DAY).toISOString().slice(0, 10))
    }
    const ms = instant - day * DAY
    this.#text(this.#date)
    this.#byte(LETTER_T)
    this.#digits(Math.floor(ms / HOUR), 2)
    this.#byte(COLON)
    this.#digits(Math.floor((ms % HOUR) / MINUTE), 2)
    this.#byte(COLON)
    this.#digits(Math.floor((ms % MINUTE) / SECOND), 2)
    if (ms % SECOND !== 0) {
      this.#byte(POINT)
      this.#digits(ms % SECOND, 3)
    }
    this.#byte(LETTER_Z)
  }

  #degrees(units: number): void {
    const size = Math.abs(units)
    if (units < 0) this.#byte(MINUS)
    this.#whole(Math.floor(size / 1e7))
    this.#byte(POINT)
    this.#digits(size % 1e7, 7)
  }

  #tenthsOrEmpty(tenths: number): void {
    if (tenths < 0) return
    this.#whole(Math.floor(tenths / 10))
    this.#byte(POINT)
    this.#digits(tenths % 10, 1)
  }

  #wholeOrEmpty(value: number): void {
    if (value >= 0) this.#whole(value)
  }

  #whole(value: number): void {
    let digits = 1
    for (let limit = 10; value >= limit; limit *= 10) digits += 1
    this.#digits(value, digits)
  }

  #digits(value: number, count: number): void {
    let left = value
    for (let at = this.#at + count - 1; at >= this.#at; at--) {
      const tens = Math.floor(left / 10)
      this.#bytes[at] = ZERO + left - 10 * tens
      left = tens
    }
    this.#at += count
  }
}
