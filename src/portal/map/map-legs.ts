import type { Interval } from '../../domain/interval.ts'

/** A stay as a map draws it beside its positions: a ring with its number in the list. Degrees, metres. */
export interface MapStay extends Interval {
  /** In the list of stays and trips, from 1. */
  readonly number: number
  readonly latitude: number
  readonly longitude: number
  readonly radiusMetres: number
  /** Such as `Home`, `Pub “The Anchor”`, `Stay 4`. */
  readonly title: string
}

/** Where somebody lives or has to be, while it holds. */
export interface MapMark extends Interval {
  readonly kind: 'home' | 'appointment' | 'place'
  readonly latitude: number
  readonly longitude: number
  readonly title: string
}

/** A stretch of one of the lines beneath the scrubber: what was required, or what is known. */
export interface MapBand extends Interval {
  /** Which line: `Curfew`, `At home`, `Zone “Market”`. */
  readonly line: string
  readonly state: 'required' | 'inside' | 'outside' | 'unknown'
  /** In words, with no more than the line and the state say: `at home`, `curfew hours`. */
  readonly text: string
}
