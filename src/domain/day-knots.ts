import type { Instant } from './interval.ts'

/**
 * What one day's lawful positions say of where wearers stayed and how they moved, as columns: what is
 * kept of a day as history. matching/evidence/knots.ts says what a knot is.
 */
export interface DayKnots {
  /** The first instant of the day, UTC. */
  readonly day: Instant
  /** Wearers with any knot, in code-unit order; `w`'s knots, by time, are `[start[w], start[w + 1])`. */
  readonly deviceWearerIds: readonly string[]
  readonly start: Uint32Array
  /** Milliseconds into the day, and from start to end. */
  readonly from: Uint32Array
  readonly lasting: Uint32Array
  /** Degrees x 1e7. */
  readonly latitude: Int32Array
  readonly longitude: Int32Array
  /** Standard deviation, east and north, before circles are measured. Metres. */
  readonly sigma: Float32Array
  readonly kind: Uint8Array
  /** Which circle its finest position quoted: number of its mechanism x bands of radius + its band. */
  readonly circle: Uint16Array
  readonly mechanisms: readonly string[]
  readonly circleTallies: readonly CircleTally[]
}

/** What a day told of the circles of one mechanism and band of radius: sums, which days may add up. */
export interface CircleTally {
  readonly mechanism: string
  readonly band: number
  /** Positions of resting wearers by ratio of measured to quoted error: an entry a bin. */
  readonly counts: Uint32Array
  /** How many of their circles held the middle of the night. */
  readonly held: number
}
