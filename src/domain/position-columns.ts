import type { PositionDetails } from './position-details.ts'

/**
 * Positions as columns, as they are read from files and feeds and written to the archive: row `i` of every array is one
 * position. How they are held in memory afterwards is told in held-positions.ts.
 */
export interface PositionColumns {
  readonly length: number
  /** Device ids; `device[i]` indexes this. */
  readonly deviceIds: readonly string[]
  /** Mechanism codes as they came (`''` where none was given); `mechanism[i]` indexes this. */
  readonly mechanisms: readonly string[]
  readonly device: Uint32Array
  /** Milliseconds since 1970-01-01T00:00:00Z, whole. */
  readonly capturedAt: Float64Array
  /** WGS84 degrees x 1e7. */
  readonly latitude: Int32Array
  readonly longitude: Int32Array
  /** Metres; NaN where none was given. */
  readonly accuracy: Float32Array
  readonly mechanism: Uint16Array
  /** On their way into the archive only: what is compared does not read them. */
  readonly details?: PositionDetails | undefined
}

/** Degrees in one unit of a stored latitude or longitude. */
export const DEGREES_PER_UNIT = 1e-7

/** Columns that grow as positions are read. */
export class PositionColumnsBuilder {
  readonly deviceIds: string[] = []
  readonly mechanisms: string[] = []
  #length = 0
  #device: Uint32Array
  #capturedAt: Float64Array
  #latitude: Int32Array
  #longitude: Int32Array
  #accuracy: Float32Array
  #mechanism: Uint16Array

  constructor(capacity = 1024) {
    this.#device = new Uint32Array(capacity)
    this.#capturedAt = new Float64Array(capacity)
    this.#latitude = new Int32Array(capacity)
    this.#longitude = new Int32Array(capacity)
    this.#accuracy = new Float32Array(capacity)
    this.#mechanism = new Uint16Array(capacity)
  }

  get length(): number {
    return this.#length
  }

  /** Adds a position: indexes into `deviceIds` and `mechanisms`, ms, degrees x 1e7, metres or NaN. */
  add(
    device: number,
    capturedAt: number,
    latitude: number,
    longitude: number,
    accuracy: number,
    mechanism: number,
  ): void {
    const row = this.#length
    if (row === this.#device.length) this.#resize(Math.ceil(row * 1.6) + 1024)
    this.#device[row] = device
    this.#capturedAt[row] = capturedAt
    this.#latitude[row] = latitude
    this.#longitude[row] = longitude
    this.#accuracy[row] = accuracy
    this.#mechanism[row] = mechanism
    this.#length = row + 1
  }

  /**
   * The columns so far, without copying; adding goes on in new arrays, with the same dictionaries.
   */
  take(): PositionColumns {
    const taken = this.#columns()
    this.#length = 0
    this.#resize(0)
    // What comes next is about as much.
    this.#resize(taken.length)
    return taken
  }

  /** The columns, without copying; the builder must not be used after. */
  build(): PositionColumns {
    return this.#columns()
  }

  #columns(): PositionColumns {
    const length = this.#length
    return {
      length,
      deviceIds: this.deviceIds,
      mechanisms: this.mechanisms,
      device: this.#device.subarray(0, length),
      capturedAt: this.#capturedAt.subarray(0, length),
      latitude: this.#latitude.subarray(0, length),
      longitude: this.#longitude.subarray(0, length),
      accuracy: this.#accuracy.subarray(0, length),
      mechanism: this.#mechanism.subarray(0, length),
    }
  }

  #resize(capacity: number): void {
    this.#device = grown(this.#device, new Uint32Array(capacity))
    this.#capturedAt = grown(this.#capturedAt, new Float64Array(capacity))
    this.#latitude = grown(this.#latitude, new Int32Array(capacity))
    this.#longitude = grown(this.#longitude, new Int32Array(capacity))
    this.#accuracy = grown(this.#accuracy, new Float32Array(capacity))
    this.#mechanism = grown(this.#mechanism, new Uint16Array(capacity))
  }
}

function grown<T extends { length: number; set(source: T): void }>(from: T, to: T): T {
  if (to.length >= from.length) to.set(from)
  return to
}
