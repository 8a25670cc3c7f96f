import type { PositionColumns } from '../../domain/position-columns.ts'

/**
 * ClickHouse's Native format, the part of it that positions need: blocks of columns, each a name, a
 * type and its values as they lie in memory, so that a million positions cross without a text or an
 * object between. https://clickhouse.com/docs/interfaces/formats/Native
 */

const TWO_32 = 2 ** 32

/** What {@link encodePositions} writes, as ClickHouse names it. */
export const positionStructure =
  'device LowCardinality(String), captured_at Int64, latitude Int32, longitude Int32, ' +
  'mechanism LowCardinality(String), accuracy Float32, arrived_at Int64'

/** How the archive writes an accuracy that was not given: below every radius, so that the widest wins. */
const NO_ACCURACY = -1

/** LowCardinality: keys follow each block (bit 9), no shared dictionary; indexes are UInt32 (2). */
const KEYS_VERSION = 1
const OWN_KEYS = 0x200
const UINT32_INDEXES = 2

/** One block that holds every position, in buffers to be written one after the other. */
export function encodePositions(positions: PositionColumns, arrivedAt: number): Uint8Array[] {
  const { length, latitude, longitude } = positions
  return [
    Buffer.from([...varint(7), ...varint(length)]),
    heading('device', 'LowCardinality(String)'),
    ...lowCardinality(positions.deviceIds, positions.device),
    heading('captured_at', 'Int64'),
    int64(positions.capturedAt),
    heading('latitude', 'Int32'),
    bytesOf(latitude),
    heading('longitude', 'Int32'),
    bytesOf(longitude),
    heading('mechanism', 'LowCardinality(String)'),
    ...lowCardinality(positions.mechanisms, new Uint32Array(positions.mechanism)),
    heading('accuracy', 'Float32'),
    bytesOf(positions.accuracy.map((metres) => (Number.isNaN(metres) ? NO_ACCURACY : metres))),
    heading('arrived_at', 'Int64'),
    int64(new Float64Array(length).fill(arrivedAt)),
  ]
}

/** Calls `visit` with each block of positions in `bytes`, whose columns are those above but the last. */
export function decodePositions(bytes: Buffer, visit: (block: PositionColumns) => void): void {
  const reader = new NativeReader(bytes)
  while (!reader.done) {
    const columns = reader.varint()
    const length = reader.varint()
    if (columns === 0) continue
    const device = reader.lowCardinality('device', length)
    const capturedAt = reader.int64('captured_at', length)
    const latitude = new Int32Array(reader.values('latitude', length * 4))
    const longitude = new Int32Array(reader.values('longitude', length * 4))
    const mechanism = reader.lowCardinality('mechanism', length)
    const accuracy = new Float32Array(reader.values('accuracy', length * 4))
    for (let row = 0; row < length; row++) if (accuracy[row]! < 0) accuracy[row] = Number.NaN
    visit({
      length,
      deviceIds: device.keys,
      mechanisms: mechanism.keys,
      device: device.indexes,
      capturedAt,
      latitude,
      longitude,
      accuracy,
      mechanism: new Uint16Array(mechanism.indexes),
    })
  }
}

class NativeReader {
  readonly #bytes: Buffer
  #at = 0

  constructor(bytes: Buffer) {
    this.#bytes = bytes
  }

  get done(): boolean {
    return this.#at >= this.#bytes.length
  }

  varint(): number {
    let value = 0
    for (let scale = 1; ; scale *= 128) {
      const byte = this.#bytes.readUInt8(this.#at++)
      value += (byte & 127) * scale
      if (byte < 128) return value
    }
  }

  /** The values of the next column, which must be `name`, as bytes of their own. */
  values(name: string, length: number): ArrayBuffer {
    this.#heading(name)
    return this.#take(length)
  }

  int64(name: string, length: number): Float64Array {
    const halves = new Int32Array(this.values(name, length * 8))
    const values = new Float64Array(length)
    for (let row = 0; row < length; row++) {
      values[row] = halves[2 * row + 1]! * TWO_32 + (halves[2 * row]! >>> 0)
    }
    return values
  }

  lowCardinality(name: string, length: number): { keys: string[]; indexes: Uint32Array } {
    this.#heading(name)
    if (length === 0) return { keys: [], indexes: new Uint32Array(0) }
    const version = this.#uint64()
    const kind = this.#uint64()
    if (version !== KEYS_VERSION || (kind & OWN_KEYS) === 0) {
      throw new Error(
        `Cannot read column ${name}: dictionary of kind ${version}/${kind}, expected its own`,
      )
    }
    const keys = Array.from({ length: this.#uint64() }, () => this.#text())
    const count = this.#uint64()
    const width = 1 << (kind & 0xff)
    const raw = this.#take(count * width)
    if (width === 1) return { keys, indexes: new Uint32Array(new Uint8Array(raw)) }
    if (width === 2) return { keys, indexes: new Uint32Array(new Uint16Array(raw)) }
    if (width === 4) return { keys, indexes: new Uint32Array(raw) }
    throw new Error(`Cannot read column ${name}: indexes of ${width} bytes, expected 1, 2 or 4`)
  }

  #heading(expected: string): void {
    const name = this.#text()
    this.#text()
    if (name !== expected) throw new Error(`Cannot read column "${name}": expected ${expected}`)
  }

  #text(): string {
    const length = this.varint()
    this.#at += length
    return this.#bytes.toString('utf8', this.#at - length, this.#at)
  }

  #uint64(): number {
    const value = Number(this.#bytes.readBigUInt64LE(this.#at))
    this.#at += 8
    return value
  }

  #take(length: number): ArrayBuffer {
    if (this.#at + length > this.#bytes.length) {
      throw new Error(
        `Cannot read ${length} bytes at ${this.#at}: the answer has ${this.#bytes.length}`,
      )
    }
    const copy = new Uint8Array(length)
    copy.set(this.#bytes.subarray(this.#at, this.#at + length))
    this.#at += length
    return copy.buffer
  }
}

function lowCardinality(keys: readonly string[], indexes: Uint32Array): Uint8Array[] {
  const head = Buffer.alloc(24)
  head.writeBigUInt64LE(BigInt(KEYS_VERSION), 0)
  head.writeBigUInt64LE(BigInt(OWN_KEYS | UINT32_INDEXES), 8)
  head.writeBigUInt64LE(BigInt(keys.length), 16)
  const count = Buffer.alloc(8)
  count.writeBigUInt64LE(BigInt(indexes.length))
  return [head, Buffer.concat(keys.map(text)), count, bytesOf(indexes)]
}

function int64(values: Float64Array): Uint8Array {
  const halves = new Int32Array(values.length * 2)
  for (let row = 0; row < values.length; row++) {
    const value = values[row]!
    halves[2 * row] = value % TWO_32
    halves[2 * row + 1] = Math.floor(value / TWO_32)
  }
  return bytesOf(halves)
}

function heading(name: string, type: string): Buffer {
  return Buffer.concat([text(name), text(type)])
}

function text(value: string): Buffer {
  const bytes = Buffer.from(value)
  return Buffer.concat([Buffer.from(varint(bytes.length)), bytes])
}

function varint(value: number): number[] {
  const bytes: number[] = []
  let rest = value
  while (rest >= 128) {
    bytes.push((rest % 128) + 128)
    rest = Math.floor(rest / 128)
  }
  return [...bytes, rest]
}

function bytesOf(values: ArrayBufferView): Uint8Array {
  return new Uint8Array(values.buffer, values.byteOffset, values.byteLength)
}
