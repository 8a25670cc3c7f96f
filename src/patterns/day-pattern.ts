import type { Instant, Interval } from '../domain/interval.ts'

/** One position of a trail as the pattern engine reads it; degrees, metres. In order of capture, lawful ones only. */
export interface TrailPosition {
  readonly capturedAt: Instant
  readonly latitude: number
  readonly longitude: number
  readonly accuracyMetres: number | undefined
  readonly mechanism: string
}

/** Somewhere a device stayed, as far as its positions tell. */
export interface Stay extends Interval {
  readonly kind: 'stay'
  /** Degrees: the weighted middle of its positions. */
  readonly latitude: number
  readonly longitude: number
  /** About 95 % likely to hold the true middle. */
  readonly radiusMetres: number
  readonly positions: number
  /** Indexes of the first and last position in the trail it was found in. */
  readonly first: number
  readonly last: number
  /** From 0 to 1: how sure it is that the device stayed there and did not only pass. */
  readonly certainty: number
}

/** From one stay to the next. */
export interface Trip extends Interval {
  readonly kind: 'trip'
  /** Along the positions, each no better than its circle. */
  readonly metres: number
  /** Between its ends. */
  readonly straightMetres: number
  readonly positions: number
  readonly first: number
  readonly last: number
  /** The part of it of which nothing is known. */
  readonly unknownMinutes: number
}

/** Longer than the gap threshold without a position, and not between two positions of one stay that are at one place. Where the device was is not known. */
interface Unknown extends Interval {
  readonly kind: 'unknown'
}

/** A trail as it is told: in order, without overlaps. */
export type Leg = Stay | Trip | Unknown
