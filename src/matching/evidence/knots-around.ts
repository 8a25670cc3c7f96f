import type { ClosedWindow, Instant } from '../../domain/interval.ts'
import type { Timelines } from './timelines.ts'

/** The first of a wearer's knots that ends at or after a window's start; `end` where none does. */
export function firstKnotIn(
  { start, to }: Timelines,
  wearer: number,
  window: ClosedWindow,
): number {
  return firstKnotFrom(to, window.from, start[wearer]!, start[wearer + 1]!)
}

/** The first of the knots from one to before another that ends at an instant or after it. */
export function firstKnotFrom(to: Float64Array, at: Instant, first: number, end: number): number {
  let low = first
  let high = end
  while (low < high) {
    const middle = (low + high) >>> 1
    if (to[middle]! < at) low = middle + 1
    else high = middle
  }
  return low
}
