import type { PositionColumns } from '../../domain/position-columns.ts'
import {
  sharedFloat32s,
  sharedFloat64s,
  sharedInt32s,
  sharedUint16s,
  sharedUint32s,
} from '../../domain/shared-memory.ts'

/** A column of mechanisms has 16 bits. */
const MECHANISMS = 65_536

/** Blocks of positions put one after the other as columns with one list of ids. */
export class GatheredPositions {
  readonly #deviceIds = new Numbered()
  readonly #mechanisms = new Numbered()
  #length = 0
  #device: Uint32Array
  #capturedAt: Float64Array
  #latitude: Int32Array
  #longitude: Int32Array
  #accuracy: Float32Array
  #mechanism: Uint16Array

  /** @param capacity rows expected; room that is never used costs address space, not memory. */
  constructor(capacity: number) {
    this.#device = sharedUint32s(capacity)
    this.#capturedAt = sharedFloat64s(capacity)
    this.#latitude = sharedInt32s(capacity)
    this.#longitude = sharedInt32s(capacity)
    this.#accuracy = sharedFloat32s(capacity)
    this.#mechanism = sharedUint16s(capacity)
  }

  add(block: PositionColumns): void {
    const start = this.#length
    const end = start + block.length
    if (end > this.#device.length) this.#resize(Math.max(end, Math.ceil(this.#device.length * 1.5)))
    const devices = block.deviceIds.map((id) => this.#deviceIds.numberOf(id))
    const mechanisms = block.mechanisms.map((code) => this.#mechanisms.numberOf(code))
    if (this.#mechanisms.texts.length > MECHANISMS) {
      throw new RangeError(`Cannot hold more than ${MECHANISMS} mechanisms in one answer`)
    }
    for (let row = 0; row < block.length; row++) {
      this.#device[start + row] = devices[block.device[row]!]!
      this.#mechanism[start + row] = mechanisms[block.mechanism[row]!]!
    }
    this.#capturedAt.set(block.capturedAt, start)
    this.#latitude.set(block.latitude, start)
    this.#longitude.set(block.longitude, start)
    this.#accuracy.set(block.accuracy, start)
    this.#length = end
  }

  /** The columns, without copying; nothing must be added after. */
  columns(): PositionColumns {
    const length = this.#length
    return {
      length,
      deviceIds: this.#deviceIds.texts,
      mechanisms: this.#mechanisms.texts,
      device: this.#device.subarray(0, length),
      capturedAt: this.#capturedAt.subarray(0, length),
      latitude: this.#latitude.subarray(0, length),
      longitude: this.#longitude.subarray(0, length),
      accuracy: this.#accuracy.subarray(0, length),
      mechanism: this.#mechanism.subarray(0, length),
    }
  }

  #resize(capacity: number): void {
    this.#device = grown(this.#device, sharedUint32s(capacity))
    this.#capturedAt = grown(this.#capturedAt, sharedFloat64s(capacity))
    this.#latitude = grown(this.#latitude, sharedInt32s(capacity))
    this.#longitude = grown(this.#longitude, sharedInt32s(capacity))
    this.#accuracy = grown(this.#accuracy, sharedFloat32s(capacity))
    this.#mechanism = grown(this.#mechanism, sharedUint16s(capacity))
  }
}

/** Texts numbered in the order they were first seen. */
class Numbered {
  readonly texts: string[] = []
  readonly #numbers = new Map<string, number>()

  numberOf(text: string): number {
    let number = this.#numbers.get(text)
    if (number === undefined) {
      number = this.texts.push(text) - 1
      this.#numbers.set(text, number)
    }
    return number
  }
}

function grown<T extends { set(source: T): void }>(from: T, to: T): T {
  to.set(from)
  return to
}
