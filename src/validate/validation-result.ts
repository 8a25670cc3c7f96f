import type { CircleCoverage } from './circle-coverage.ts'
import type { ModeResult, TownNote } from './mode-result.ts'

/** One of the conditions the towns are made for. */
export interface ValidationMode {
  /** As in a heading. */
  readonly name: string
  /** A sentence or two on what these towns are like. */
  readonly description: string
  /** Where offences were planted: decides which precision is required; `mixed` has no requirement. */
  readonly offences: 'away from haunts' | 'near haunts' | 'mixed'
  /** Absent where the mode was not run. */
  readonly result?: ModeResult
}

/** Everything the validation report says; what was not measured is absent. */
export interface ValidationResult {
  /** The day it was made, `2026-11-22`. */
  readonly date: string
  /** What repeats it. */
  readonly command: string
  readonly algorithmVersion: string
  /** Towns the parameters and the calibration were fitted on. None of them is reported on. */
  readonly fittedOn: readonly TownNote[]
  readonly modes: readonly ValidationMode[]
  readonly circles?: readonly CircleCoverage[]
  /** More towns of which true pairs alone were weighed, and how many of those were said to be absent. */
  readonly moreOffences?: { readonly towns: number; readonly count: number; readonly of: number }
  /** The rule by which absence was claimed, as stored with the run. */
  readonly absenceRule?: {
    readonly topSpeedMetresPerSecond: number
    readonly marginMetres: number
  }
  /** The benchmark's whole batch with evidence, the day already in memory. */
  readonly benchmark?: {
    readonly seconds: number
    readonly command: string
    /** The name of its file in bench/results/. */
    readonly result: string
  }
}
