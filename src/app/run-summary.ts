import type { BatchOutcome } from '../ingest/crime-batch-csv.ts'
import type { EvidenceParameters } from '../matching/evidence/parameters.ts'
import type { FittedEvidence } from '../matching/evidence/weigh-evidence.ts'
import type { Input } from './read-input.ts'

/** summary.json: what went into a run, by what rules, and what came out. */
export interface RunSummary {
  readonly inputs: readonly Input[]
  readonly parameters: Readonly<Record<string, string | number | boolean>>
  readonly positions: RowTotals & { readonly conflicts: number }
  readonly crimes: RowTotals
  /** Lines of matches.csv. */
  readonly pairs: number
  readonly algorithm_version: string
  /** From what was sent to what was found. */
  readonly funnel: {
    readonly crimes_read: number
    readonly crimes_accepted: number
    /** Newest versions: each crime once. */
    readonly crimes_compared: number
    /** Crimes with a lawful position of anyone in radius. */
    readonly crimes_in_radius: number
    /** Positions, repeats left out, inside a lawful interval. */
    readonly positions_lawful: number
    readonly pairs: number
  }
  /** The parameter set that weighed the evidence, whole, and what was fitted on these positions. */
  readonly evidence: { readonly set: EvidenceParameters; readonly fitted: FittedEvidence }
  readonly batches: readonly {
    readonly file: string
    readonly outcome: BatchOutcome
    readonly police_force: string | null
    readonly batch_id: string | null
    readonly rows: number
    readonly accepted: number
    readonly refused: number
    readonly repeats: number
  }[]
  readonly made_at: string
  readonly seconds: number
}

/** rows = accepted + refused; repeats are accepted rows that added nothing; issues are lines of row-issues.csv. */
interface RowTotals {
  readonly rows: number
  readonly accepted: number
  readonly refused: number
  readonly repeats: number
  readonly issues: number
}
