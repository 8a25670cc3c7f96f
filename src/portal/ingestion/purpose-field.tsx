import type { FC } from 'hono/jsx'
import { PURPOSE_LENGTH } from '../../domain/purpose.ts'
import type { FieldFault } from '../components/error-summary.tsx'
import { TextField } from '../components/text-field.tsx'

export const noPurpose: FieldFault = {
  field: 'purpose',
  text: `Enter why you need the file, in ${PURPOSE_LENGTH.least} to ${PURPOSE_LENGTH.most} characters`,
}

/** Why somebody takes away a file of where people were. */
export const PurposeField: FC<{ value?: string; faults?: readonly FieldFault[] }> = ({
  value,
  faults,
}) => (
  <TextField
    name="purpose"
    label="Why you need the file"
    hint="It is kept in the audit, with whose matches the file holds"
    value={value}
    faults={faults}
    maxlength={PURPOSE_LENGTH.most}
  />
)
