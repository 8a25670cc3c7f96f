import type { Instant, Interval } from './interval.ts'

/** An incident that a rule would have raised, had it held: nothing of it is kept as one. */
export interface TriedFinding {
  /** As the engine names it. */
  readonly kind: string
  readonly stage: 'potential' | 'cancelled' | 'actual'
  readonly from: Instant
  /** Absent: it still went on at the end of what was tried. */
  readonly to?: Instant | undefined
  /** Of violation. */
  readonly minutes: number
  /** How many were captured while it went on. */
  readonly positions: number
  /** From 0 to 1. */
  readonly certainty?: number | undefined
}

/** What a draft would have raised of the past, beside what the rules as they stand raised of the same. */
export interface TriedRules {
  /** Absent where it could be tried. */
  readonly fault?: string | undefined
  readonly before: readonly TriedFinding[]
  readonly after: readonly TriedFinding[]
  /** When the draft would have held and its device was worn. */
  readonly watched: readonly Interval[]
  /** London dates of those from which no position is held: what would have been raised then is not known. */
  readonly silentDays: readonly string[]
}
