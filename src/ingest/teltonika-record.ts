import type { Instant } from '../domain/interval.ts'

/** One record of a Codec 8 or 8 Extended frame (AVL data), as the device sent it. */
export interface TeltonikaRecord {
  readonly at: Instant
  /** 0 low, 1 high, 2 panic. */
  readonly priority: number
  /** Degrees x 1e7. */
  readonly longitude: number
  readonly latitude: number
  /** Metres above the sea. */
  readonly altitude: number
  /** Degrees from north. */
  readonly angle: number
  /** 0: there was no fix, and the place is the last one that was known. */
  readonly satellites: number
  readonly speedKmh: number
  /** The IO element whose change made the device send it; 0 where it was only time. */
  readonly cause: number
  /** By number; eight bytes as decimals, bytes of any length as hex. */
  readonly io: ReadonlyMap<number, number | string>
}

const CODEC_8 = 0x08
const CODEC_8_EXTENDED = 0x8e

/**
 * Reads the part of a frame that its length and CRC stand for: codec, count, records, count.
 *
 * @returns what is wrong with it, where it cannot be taken whole.
 */
export function readRecords(data: Uint8Array): TeltonikaRecord[] | string {
  const codec = data[0]
  if (codec !== CODEC_8 && codec !== CODEC_8_EXTENDED) {
    return `its codec is ${codec ?? 'missing'}, expected 8 or 142 (8 Extended)`
  }
  const cursor = new Cursor(data, 1)
  const count = cursor.unsigned(1)
  const records: TeltonikaRecord[] = []
  while (records.length < count) {
    const record = readRecord(cursor, codec === CODEC_8_EXTENDED)
    if (typeof record === 'string') return `record ${records.length + 1} ${record}`
    if (cursor.passedEnd) return `it ends within record ${records.length + 1} of ${count}`
    records.push(record)
  }
  const again = cursor.unsigned(1)
  if (cursor.passedEnd || cursor.left > 0) return 'its length is not that of its records'
  return again === count ? records : `it says ${count} records at its start and ${again} at its end`
}

function readRecord(cursor: Cursor, extended: boolean): TeltonikaRecord | string {
  const at = Number(cursor.big())
  const priority = cursor.unsigned(1)
  const longitude = cursor.signed(4)
  const latitude = cursor.signed(4)
  const altitude = cursor.signed(2)
  const angle = cursor.unsigned(2)
  const satellites = cursor.unsigned(1)
  const speedKmh = cursor.unsigned(2)
  const wide = extended ? 2 : 1
  const cause = cursor.unsigned(wide)
  const total = cursor.unsigned(wide)
  const io = new Map<number, number | string>()
  let read = 0
  for (const bytes of [1, 2, 4, 8] as const) {
    const count = cursor.unsigned(wide)
    read += count
    for (let n = 0; n < count && !cursor.passedEnd; n++) {
      io.set(cursor.unsigned(wide), bytes === 8 ? String(cursor.big()) : cursor.unsigned(bytes))
    }
  }
  if (extended) {
    const count = cursor.unsigned(2)
    read += count
    for (let n = 0; n < count && !cursor.passedEnd; n++) {
      io.set(cursor.unsigned(2), cursor.hex(cursor.unsigned(2)))
    }
  }
  if (!cursor.passedEnd && read !== total) return `has ${read} IO elements and says ${total}`
  const where = { longitude, latitude, altitude, angle, satellites, speedKmh }
  return { at, priority, ...where, cause, io }
}

/** Big-endian numbers one after another; past the end all is 0, and {@link passedEnd} says so. */
class Cursor {
  readonly #view: DataView
  #at: number
  passedEnd = false

  constructor(data: Uint8Array, at: number) {
    this.#view = new DataView(data.buffer, data.byteOffset, data.byteLength)
    this.#at = at
  }

  get left(): number {
    return this.#view.byteLength - this.#at
  }

  unsigned(bytes: 1 | 2 | 4): number {
    const from = this.#pass(bytes)
    if (from === undefined) return 0
    if (bytes === 1) return this.#view.getUint8(from)
    return bytes === 2 ? this.#view.getUint16(from) : this.#view.getUint32(from)
  }

  signed(bytes: 2 | 4): number {
    const from = this.#pass(bytes)
    if (from === undefined) return 0
    return bytes === 2 ? this.#view.getInt16(from) : this.#view.getInt32(from)
  }

  big(): bigint {
    const from = this.#pass(8)
    return from === undefined ? 0n : this.#view.getBigUint64(from)
  }

  hex(bytes: number): string {
    const from = this.#pass(bytes)
    if (from === undefined) return ''
    return Array.from({ length: bytes }, (_, index) =>
      this.#view
        .getUint8(from + index)
        .toString(16)
        .padStart(2, '0'),
    ).join('')
  }

  #pass(bytes: number): number | undefined {
    if (this.left < bytes) {
      this.passedEnd = true
      return undefined
    }
    const from = this.#at
    this.#at += bytes
    return from
  }
}
