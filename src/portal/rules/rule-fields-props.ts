import type { FieldFault } from '../components/error-summary.tsx'
import type { FormValues } from '../form-values.ts'

/** What each part of a form of a rule is given. */
export interface RuleFieldsProps {
  readonly values: FormValues
  readonly faults: readonly FieldFault[]
  /** Where the form is made again with another row, or with a file's shape. */
  readonly again: string
}
