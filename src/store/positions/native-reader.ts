import { KEYS_VERSION, OWN_KEYS } from './native-writer.ts'

const TWO_32 = 2 ** 32

/** Reads what native-writer.ts says of ClickHouse's Native format, column by column. */
export class NativeReader {
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

  strings(name: string, length: number): string[] {
    this.#heading(name)
    return Array.from({ length }, () => this.#text())
  }

  /** The one value of a column `Array(String)` of one row. */
  textArray(name: string): string[] {
    this.#heading(name)
    return Array.from({ length: this.#uint64() }, () => this.#text())
  }

  /** The one value of a column of arrays of one row, `width` bytes an item, as bytes of their own. */
  numberArray(name: string, width: number): ArrayBuffer {
    this.#heading(name)
    return this.#take(this.#uint64() * width)
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
