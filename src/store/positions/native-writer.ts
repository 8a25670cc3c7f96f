/**
 * Writes ClickHouse's Native format: blocks of columns, each a name, a type and its values as they lie
 * in memory, so that a million rows cross without a text or an object between.
 * https://clickhouse.com/docs/interfaces/formats/Native
 */

const TWO_32 = 2 ** 32

/** LowCardinality: keys follow each block (bit 9), no shared dictionary; indexes are UInt32 (2). */
export const KEYS_VERSION = 1
export const OWN_KEYS = 0x200
const UINT32_INDEXES = 2

/** How a block of so many columns and rows begins. */
export function blockHeading(columns: number, rows: number): Uint8Array {
  return Buffer.from([...varint(columns), ...varint(rows)])
}

export function lowCardinality(keys: readonly string[], indexes: Uint32Array): Uint8Array[] {
  const head = Buffer.alloc(24)
  head.writeBigUInt64LE(BigInt(KEYS_VERSION), 0)
  head.writeBigUInt64LE(BigInt(OWN_KEYS | UINT32_INDEXES), 8)
  head.writeBigUInt64LE(BigInt(keys.length), 16)
  const count = Buffer.alloc(8)
  count.writeBigUInt64LE(BigInt(indexes.length))
  return [head, Buffer.concat(keys.map(text)), count, bytesOf(indexes)]
}

export function int64(values: Float64Array): Uint8Array {
  const halves = new Int32Array(values.length * 2)
  for (let row = 0; row < values.length; row++) {
    const value = values[row]!
    const high = Math.floor(value / TWO_32)
    // A remainder of such numbers is slow to take.
    halves[2 * row] = value - high * TWO_32
    halves[2 * row + 1] = high
  }
  return bytesOf(halves)
}

export function heading(name: string, type: string): Buffer {
  return Buffer.concat([text(name), text(type)])
}

export function text(value: string): Buffer {
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

/** The one value of a column `Array(String)` of one row. */
export function textArray(values: readonly string[]): Uint8Array {
  return Buffer.concat([arrayLength(values), ...values.map(text)])
}

/** The one value of a column of arrays of numbers, of one row. */
export function numberArray(values: ArrayBufferView & { readonly length: number }): Uint8Array[] {
  return [arrayLength(values), bytesOf(values)]
}

function arrayLength({ length }: { readonly length: number }): Uint8Array {
  const end = Buffer.alloc(8)
  end.writeBigUInt64LE(BigInt(length))
  return end
}

export function bytesOf(values: ArrayBufferView): Uint8Array {
  return new Uint8Array(values.buffer, values.byteOffset, values.byteLength)
}
