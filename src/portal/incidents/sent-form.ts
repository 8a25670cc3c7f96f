import type { FieldFault } from '../components/error-summary.tsx'

/** A form of a page that could not be taken: everything typed, by field, and what is wrong with it. */
export interface SentForm {
  readonly typed: (field: string) => string | undefined
  readonly faults: readonly FieldFault[]
}

export const NOTHING_SENT: SentForm = { typed: () => undefined, faults: [] }
