import type { Instant } from './interval.ts'

/**
 * Positions as they are held in memory: row `i` of every array is one position, in as few bytes as say it exactly. A
 * day's take 15 bytes each: 4 for the instant, 4 each for latitude and longitude, 2 for the accuracy, 1 for the
 * mechanism. The arrays are in shared memory, so that threads read them without a copy; the functions below read a row.
 */
interface HeldColumns {
  readonly length: number
  /** Device ids by number. */
  readonly deviceIds: readonly string[]
  /** Mechanism codes as they came (`''` where none was given); `mechanism[i]` indexes this. */
  readonly mechanisms: readonly string[]
  readonly epoch: Instant
  /** Milliseconds after the epoch; wider only where positions lie weeks apart. */
  readonly captured: Uint32Array | Float64Array
  /** WGS84 degrees x 1e7. */
  readonly latitude: Int32Array
  readonly longitude: Int32Array
  /** Metres; NaN where none was given. `accuracy[i]` indexes this. */
  readonly accuracies: Float32Array
  readonly accuracy: Uint16Array | Uint32Array
  readonly mechanism: Uint8Array | Uint16Array
}

/** Positions as they were read, in any order. */
export interface ReadPositions extends HeldColumns {
  /** `device[i]` indexes the ids. */
  readonly device: Uint32Array
}

/** Positions by device id (code units), then time: whose a position is, its row tells. */
export interface HeldPositions extends HeldColumns {
  /** Device `d`'s rows are `[deviceStart[d], deviceStart[d + 1])`. */
  readonly deviceStart: Uint32Array
}

type Held = Readonly<HeldColumns>

export function capturedAt({ epoch, captured }: Held, row: number): Instant {
  return epoch + captured[row]!
}

/** The accuracy quoted with a position in metres, as it is held; NaN where none was. */
export function accuracyAt({ accuracies, accuracy }: Held, row: number): number {
  return accuracies[accuracy[row]!]!
}

/** The accuracy quoted with a position, in metres to the centimetre; `undefined` where none was. */
export function accuracyMetresAt(positions: Held, row: number): number | undefined {
  const metres = accuracyAt(positions, row)
  return Number.isNaN(metres) ? undefined : Math.round(metres * 100) / 100
}

/** The code of what measured a position; `''` where none was given. */
export function mechanismAt({ mechanisms, mechanism }: Held, row: number): string {
  return mechanisms[mechanism[row]!] ?? ''
}

/** The number of the device whose position a row is. */
export function deviceAt({ deviceStart }: HeldPositions, row: number): number {
  let low = 0
  let high = deviceStart.length - 1
  while (low < high) {
    const middle = (low + high) >>> 1
    if (deviceStart[middle + 1]! <= row) low = middle + 1
    else high = middle
  }
  return low
}

export function deviceIdAt(positions: HeldPositions, row: number): string {
  return positions.deviceIds[deviceAt(positions, row)] ?? ''
}
