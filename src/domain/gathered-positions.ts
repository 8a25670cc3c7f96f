import type { ReadPositions } from './held-positions.ts'
import type { Instant } from './interval.ts'
import { NumberedFloats } from './numbered-floats.ts'
import type { PositionColumns } from './position-columns.ts'
import {
  sharedFloat64s,
  sharedInt32s,
  sharedLike,
  sharedUint8s,
  sharedUint16s,
  sharedUint32s,
} from './shared-memory.ts'

/** A column of mechanisms has at most 16 bits. */
const MECHANISMS = 65_536
/** Blocks tell first of what came first, mostly: so long before its first instant they may begin. Milliseconds, 12 days. */
const BEFORE_FIRST = 2 ** 30

/**
 * Blocks of positions put one after the other, in as few bytes as they can be held in: what does not fit any more
 * widens its column.
 */
export class GatheredPositions {
  readonly #deviceIds = new Numbered()
  readonly #mechanisms = new Numbered()
  readonly #accuracies = new NumberedFloats()
  #length = 0
  #epoch = Number.NaN
  #device: Uint32Array
  #captured: Uint32Array | Float64Array
  #latitude: Int32Array
  #longitude: Int32Array
  #accuracy: Uint16Array | Uint32Array
  #mechanism: Uint8Array | Uint16Array

  /** @param capacity rows expected; room that is never used costs address space, not memory. */
  constructor(capacity: number) {
    this.#device = sharedUint32s(capacity)
    this.#captured = sharedUint32s(capacity)
    this.#latitude = sharedInt32s(capacity)
    this.#longitude = sharedInt32s(capacity)
    this.#accuracy = sharedUint16s(capacity)
    this.#mechanism = sharedUint8s(capacity)
  }

  /** @throws RangeError with more mechanisms than can be told apart. */
  add(block: PositionColumns): void {
    const start = this.#length
    const end = start + block.length
    if (end > this.#device.length) this.#resize(Math.max(end, Math.ceil(this.#device.length * 1.5)))
    const devices = block.deviceIds.map((id) => this.#deviceIds.numberOf(id))
    renumber(block.device, devices, this.#device, start)
    this.#addInstants(block.capturedAt)
    this.#latitude.set(block.latitude, start)
    this.#longitude.set(block.longitude, start)
    this.#addAccuracies(block.accuracy)
    this.#addMechanisms(block)
    this.#length = end
  }

  /** The columns, without copying; nothing must be added after. */
  columns(): ReadPositions {
    const length = this.#length
    return {
      length,
      deviceIds: this.#deviceIds.texts,
      mechanisms: this.#mechanisms.texts,
      device: this.#device.subarray(0, length),
      epoch: length > 0 ? this.#epoch : 0,
      captured: this.#captured.subarray(0, length),
      latitude: this.#latitude.subarray(0, length),
      longitude: this.#longitude.subarray(0, length),
      accuracies: this.#accuracies.values(),
      accuracy: this.#accuracy.subarray(0, length),
      mechanism: this.#mechanism.subarray(0, length),
    }
  }

  #addInstants(capturedAt: Float64Array): void {
    if (capturedAt.length === 0) return
    if (Number.isNaN(this.#epoch)) this.#epoch = capturedAt[0]! - BEFORE_FIRST
    const start = this.#length
    if (this.#captured instanceof Uint32Array) {
      if (setAfter(this.#captured, start, capturedAt, this.#epoch)) return
      const wide = sharedFloat64s(this.#captured.length)
      for (let row = 0; row < start; row++) wide[row] = this.#epoch + this.#captured[row]!
      this.#captured = wide
      this.#epoch = 0
    }
    this.#captured.set(capturedAt, start)
  }

  #addAccuracies(metres: Float32Array): void {
    const start = this.#length
    if (this.#accuracies.write(metres, this.#accuracy, start)) return
    this.#accuracy = filled(sharedUint32s(this.#accuracy.length), this.#accuracy)
    this.#accuracies.write(metres, this.#accuracy, start)
  }

  #addMechanisms({ mechanisms, mechanism }: PositionColumns): void {
    const numbers = mechanisms.map((code) => this.#mechanisms.numberOf(code))
    const count = this.#mechanisms.texts.length
    if (count > MECHANISMS) {
      throw new RangeError(`Cannot hold more than ${MECHANISMS} mechanisms in one answer`)
    }
    if (count > 256 && this.#mechanism instanceof Uint8Array) {
      this.#mechanism = filled(sharedUint16s(this.#mechanism.length), this.#mechanism)
    }
    renumber(mechanism, numbers, this.#mechanism, this.#length)
  }

  #resize(capacity: number): void {
    this.#device = filled(sharedUint32s(capacity), this.#device)
    this.#captured = filled(sharedLike(this.#captured, capacity), this.#captured)
    this.#latitude = filled(sharedInt32s(capacity), this.#latitude)
    this.#longitude = filled(sharedInt32s(capacity), this.#longitude)
    this.#accuracy = filled(sharedLike(this.#accuracy, capacity), this.#accuracy)
    this.#mechanism = filled(sharedLike(this.#mechanism, capacity), this.#mechanism)
  }
}

type Codes = Uint8Array | Uint16Array | Uint32Array

function renumber(codes: Codes, numbers: readonly number[], to: Codes, start: number): void {
  for (let row = 0; row < codes.length; row++) to[start + row] = numbers[codes[row]!]!
}

/** Whether all of some instants could be written as whole milliseconds after an epoch. */
function setAfter(to: Uint32Array, start: number, instants: Float64Array, epoch: Instant): boolean {
  for (let row = 0; row < instants.length; row++) {
    const after = instants[row]! - epoch
    if (after >>> 0 !== after) return false
    to[start + row] = after
  }
  return true
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

function filled<T extends { set(source: ArrayLike<number>): void }>(
  to: T,
  from: ArrayLike<number>,
): T {
  to.set(from)
  return to
}
