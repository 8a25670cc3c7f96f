import type { FC } from 'hono/jsx'
import type { FieldFault } from './error-summary.tsx'
import { SelectField } from './select-field.tsx'
import { TextField } from './text-field.tsx'

/** What somebody found who looked over what another did, and what they ask. */
export const FindingFields: FC<{
  typed: { readonly finding: string; readonly note: string } | undefined
  faults: readonly FieldFault[]
}> = ({ typed, faults }) => (
  <>
    <SelectField
      name="finding"
      label="Finding"
      value={typed?.finding}
      faults={faults}
      options={[
        { value: '', text: 'Choose one' },
        { value: 'ok', text: 'OK' },
        { value: 'query', text: 'Query' },
      ]}
    />
    <TextField
      name="note"
      label="Note"
      hint="What you ask, where it is a query"
      value={typed?.note}
      faults={faults}
      maxlength={500}
    />
  </>
)
