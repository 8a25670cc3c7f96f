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
  /** Of positions: places of a device at one instant, beyond the first, that the file added. */
  readonly conflicts?: number
  /** The import's number, where there is one: what it refused is found by it. Of crimes brought again, the earlier one's. */
  readonly id?: number
  /** The import of the same file that was begun before and that this one completes. */
  readonly completes?: number
  /** Why it failed. */
  readonly failure?: AppError
  /** When the same content was imported before (ms). */
  readonly before?: number
}
