import type { Interval } from '../../domain/interval.ts'
import { endFrom, instantFrom, instantText } from './record-values.ts'

/** A half-open interval as a table keeps it: null is without bound, at either end. */
export interface OpenInterval {
  starts_at: string | null
  ends_at: string | null
}

export function openInterval({ starts_at, ends_at }: OpenInterval): Interval {
  return { from: starts_at === null ? -Infinity : instantFrom(starts_at), to: endFrom(ends_at) }
}

/** The start as timestamptz's text; the end is what `instantText` makes of it. */
export function startText({ from }: Interval): string | null {
  return from === -Infinity ? null : instantText(from)
}
