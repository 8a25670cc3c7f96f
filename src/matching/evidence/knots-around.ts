import type { ClosedWindow } from '../../domain/interval.ts'
import { lowerBound } from '../lower-bound.ts'
import type { Timelines } from './timelines.ts'

/** The first of a wearer's knots that ends at or after a window's start; `end` where none does. */
export function firstKnotIn(
  { start, to }: Timelines,
  wearer: number,
  window: ClosedWindow,
): number {
  return lowerBound(to, window.from, start[wearer]!, start[wearer + 1]!)
}
