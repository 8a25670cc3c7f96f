import type { ValidationResult } from './validation-result.ts'

/** So many of so many. */
type Counted = readonly [count: number, of: number]

/** The error rates that reports to police repeat, as `docs/validation/figures.json` holds them. */
export interface PublishedFigures {
  readonly algorithmVersion: string
  /** `2026-11-22`. */
  readonly date: string
  readonly modes: readonly {
    readonly name: string
    readonly truePairs: number
    readonly innocentPairs: number
    /** Of the list that finds half of the true pairs, the share that is true. */
    readonly precisionAtHalfRecall: number
    readonly innocentAbove2: Counted
    readonly innocentAbove3: Counted
    readonly trueAbove2: Counted
    readonly trueSaidAbsent: Counted
    readonly absenceAtFullCoverage: Counted
  }[]
}

/** The figures of every mode that was run, with the counts behind them. */
export function publishedFigures(result: ValidationResult): PublishedFigures {
  const { algorithmVersion, date, modes } = result
  return {
    algorithmVersion,
    date,
    modes: modes.flatMap(({ name, result: found }) => {
      if (!found) return []
      const { rates } = found
      return {
        name,
        truePairs: rates.truePairs,
        innocentPairs: rates.innocentPairs,
        precisionAtHalfRecall: Number(rates.precisionAt50.precision.toFixed(3)),
        innocentAbove2: counted(rates.innocentAbove2),
        innocentAbove3: counted(rates.innocentAbove3),
        trueAbove2: counted(rates.trueAbove2),
        trueSaidAbsent: counted(rates.absenceWrongly),
        absenceAtFullCoverage: counted(rates.absenceAtFullCoverage),
      }
    }),
  }
}

function counted({ count, of }: { readonly count: number; readonly of: number }): Counted {
  return [count, of]
}
