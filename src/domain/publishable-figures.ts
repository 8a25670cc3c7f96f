import { grouped } from './count-text.ts'
import type { Verdict } from './evidence-summary.ts'
import { type ForceFigures, verdicts } from './force-figures.ts'

/** All that is said of a count: it lies between these, both included. Equal where it is said exactly. */
export interface CountRange {
  readonly low: number
  readonly high: number
}

/** Figures that can be given to whoever may see no person: one police force's, or the sum of several. */
export interface PublishableFigures {
  readonly crimesReceived: CountRange
  readonly crimesCompared: CountRange
  readonly crimesInRadius: CountRange
  readonly verdicts: Readonly<Record<Verdict, CountRange>>
  readonly pairs: CountRange
}

/** Counts from 1 to below this could point at somebody. */
export const SMALL = 5

/**
 * A force's figures without small numbers. 1 to 4 are said alike; a sum over one of them is said as the
 * range that follows from what is shown, so that subtracting gives back what was shown and nothing else.
 * Crimes with someone in radius cannot outnumber pairs, so where pairs are a range they are said
 * exactly only if that narrows the range by nothing.
 */
export function publishable(figures: ForceFigures): PublishableFigures {
  const said = mapVerdicts((verdict) => suppressed(figures.pairs[verdict]))
  const pairs = sumOf(verdicts.map((verdict) => said[verdict]))
  const inRadius = suppressed(figures.crimesInRadius)
  return {
    crimesReceived: suppressed(figures.rowsReceived),
    crimesCompared: suppressed(figures.crimesCompared),
    crimesInRadius:
      isExact(pairs) || inRadius.low <= pairs.low ? inRadius : { low: SMALL, high: Infinity },
    verdicts: said,
    pairs,
  }
}

/** Sums over forces, of what is shown of each: they tell nothing more. */
export function publishableTotal(forces: readonly PublishableFigures[]): PublishableFigures {
  const total = (count: (force: PublishableFigures) => CountRange) => sumOf(forces.map(count))
  return {
    crimesReceived: total(({ crimesReceived }) => crimesReceived),
    crimesCompared: total(({ crimesCompared }) => crimesCompared),
    crimesInRadius: total(({ crimesInRadius }) => crimesInRadius),
    verdicts: mapVerdicts((verdict) => total((force) => force.verdicts[verdict])),
    pairs: total(({ pairs }) => pairs),
  }
}

/** `1,204`, `Fewer than 5`, `41 to 44`, `5 or more`. */
export function rangeText(range: CountRange): string {
  const { low, high } = range
  if (isExact(range)) return grouped(low)
  if (low === 1 && high === SMALL - 1) return `Fewer than ${SMALL}`
  return high === Infinity ? `${grouped(low)} or more` : `${grouped(low)} to ${grouped(high)}`
}

/** A count as it is said: 1 to 4 alike. */
export function suppressed(count: number): CountRange {
  return count > 0 && count < SMALL ? { low: 1, high: SMALL - 1 } : { low: count, high: count }
}

/** Where nothing is kept back. */
export function isExact({ low, high }: CountRange): boolean {
  return low === high
}

/** What follows of a sum from what is said of its parts. */
export function sumOf(ranges: readonly CountRange[]): CountRange {
  return ranges.reduce((sum, { low, high }) => ({ low: sum.low + low, high: sum.high + high }), {
    low: 0,
    high: 0,
  })
}

function mapVerdicts<T>(of: (verdict: Verdict) => T): Record<Verdict, T> {
  return Object.fromEntries(verdicts.map((verdict) => [verdict, of(verdict)])) as Record<Verdict, T>
}
