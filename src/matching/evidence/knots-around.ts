import type { ClosedWindow } from '../../domain/interval.ts'
import type { Timelines } from './timelines.ts'

/** The first of a wearer's knots that ends at or after a window's start; `end` where none does. */
export function firstKnotIn(
  { start, to }: Timelines,
  wearer: number,
  window: ClosedWindow,
): number {
  let low = start[wearer]!
  let high = start[wearer + 1]!
  while (low < high) {
    const middle = (low + high) >>> 1
    if (to[middle]! < window.from) low = middle + 1
    else high = middle
  }
  return low
}
