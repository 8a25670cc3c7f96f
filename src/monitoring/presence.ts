import type { Interval } from '../domain/interval.ts'
import type { Area } from '../geo/area.ts'
import type { Observation, StateSpan } from './finding.ts'

/** A stretch in which somebody was inside any of some areas, outside all of them, or nobody can say. */
export interface PresenceSpan extends StateSpan {
  /** From 0 to 1, at its surest. */
  readonly certainty: number
  /** The first and last position that say so; absent where unknown. */
  readonly positions: readonly [Observation, Observation] | undefined
}

/** Says where somebody was with regard to areas: spans in order that cover all of `within`. */
export type Presence = (
  areas: readonly Area[],
  observations: readonly Observation[],
  within: Interval,
) => readonly PresenceSpan[]
