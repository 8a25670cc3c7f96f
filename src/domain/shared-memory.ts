/**
 * Bytes of this process's own that V8 counts for each shared ones: of shared memory it counts nothing, and would let
 * days of positions lie about long after nobody holds them. They are never touched, so they cost address space alone.
 */
const counted = new WeakMap<SharedArrayBuffer, ArrayBuffer>()

/** Memory that threads can read without a copy: for columns of numbers that are many. Zeros. */
function sharedBytes(byteLength: number): SharedArrayBuffer {
  const bytes = new SharedArrayBuffer(byteLength)
  counted.set(bytes, new ArrayBuffer(byteLength))
  return bytes
}

export const sharedFloat64s = (length: number) => new Float64Array(sharedBytes(8 * length))
export const sharedFloat32s = (length: number) => new Float32Array(sharedBytes(4 * length))
export const sharedUint32s = (length: number) => new Uint32Array(sharedBytes(4 * length))
export const sharedInt32s = (length: number) => new Int32Array(sharedBytes(4 * length))
export const sharedUint16s = (length: number) => new Uint16Array(sharedBytes(2 * length))
export const sharedUint8s = (length: number) => new Uint8Array(sharedBytes(length))

/** Shared memory for numbers of the kind that a column has. */
export function sharedLike<Column extends { readonly BYTES_PER_ELEMENT: number }>(
  column: Column,
  length: number,
): Column {
  const Kind = column.constructor as new (bytes: SharedArrayBuffer) => Column
  return new Kind(sharedBytes(column.BYTES_PER_ELEMENT * length))
}
