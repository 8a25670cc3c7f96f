import type { AppError } from '../domain/errors.ts'

/** What became of one file given to an import. */
export interface ImportReport {
  readonly file: string
  /** `again`: a file with this content was imported before, and nothing was done. */
  readonly outcome: 'done' | 'again' | 'failed'
  readonly rows: number
  readonly accepted: number
  readonly refused: number
  /** Accepted rows that added nothing. */
  readonly repeats: number
  /** Why it failed. */
  readonly failure?: AppError
  /** When the same content was imported before (ms). */
  readonly before?: number
}
