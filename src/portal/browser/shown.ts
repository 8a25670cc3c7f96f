import type { Instant } from '../../domain/interval.ts'
import type { Links } from '../map/links.ts'
import type { Measure } from './draw-measure.ts'

/** What a reader has switched on, and chosen. */
export interface Shown {
  readonly direction: boolean
  readonly accuracy: boolean
  readonly numbers: boolean
  readonly zones: boolean
  readonly stays: boolean
  readonly marks: boolean
  /** Time spent, as colours of the ground. */
  readonly heat: boolean
  /** Close positions as one mark with their count. */
  readonly groups: boolean
  /** What lies outside the window. */
  readonly outside: boolean
  /** 1 for each position that filters hide, and the lines between the others; both new when filters change. */
  readonly hidden: Uint8Array
  readonly links: Links
  readonly chosen: number | undefined
  /** Nothing captured after it is drawn: how far a trail has been played. */
  readonly until: Instant | undefined
  /** Nothing captured up to it is drawn: how much is shown behind. */
  readonly since: Instant | undefined
  /** Where each wearer's device is at that instant, as far as is known. */
  readonly now: readonly number[]
  readonly measure: Measure | undefined
}
