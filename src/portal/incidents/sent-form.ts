import type { FieldFault } from '../components/error-summary.tsx'

/** A form of a page that could not be taken: everything typed, by field, and what is wrong with it. */
export interface SentForm {
  readonly typed: (field: string) => string | undefined
  readonly faults: readonly FieldFault[]
}

export const NOTHING_SENT: SentForm = { typed: () => undefined, faults: [] }

/** What a field of such a form is made of: its name, what was typed in it, and what is wrong. */
export function sentField({ typed, faults }: SentForm, name: string) {
  return { name, value: typed(name), faults }
}
