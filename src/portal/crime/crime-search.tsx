import type { FC } from 'hono/jsx'
import { policeForces } from '../../domain/police-forces.ts'
import type { Asking } from '../../server/route.ts'
import type { FieldFault } from '../components/error-summary.tsx'
import { SearchForm } from '../components/search-form.tsx'
import { SelectField } from '../components/select-field.tsx'
import { TextField } from '../components/text-field.tsx'
import { paths } from '../paths.ts'

/** By force and reference; whoever may see one force alone is not asked which. */
export const CrimeSearch: FC<{
  asking: Asking
  reference?: string | undefined
  force?: string | undefined
  faults?: readonly FieldFault[]
}> = ({ asking, reference, force, faults }) => (
  <SearchForm action={paths.crimes} asking={asking} label="Search crimes">
    <TextField
      name="reference"
      label="Crime reference"
      hint="The whole reference, as the force writes it"
      value={reference}
      faults={faults}
      maxlength={100}
      width={20}
    />
    {asking.actor.role !== 'police-analyst' && (
      <SelectField
        name="force"
        label="Police force"
        value={force}
        options={[
          { value: '', text: 'All' },
          ...policeForces.map(({ identifier, label }) => ({ value: identifier, text: label })),
        ]}
      />
    )}
  </SearchForm>
)
