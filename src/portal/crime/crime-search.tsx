import type { FC } from 'hono/jsx'
import { crimeTypes } from '../../domain/crime-types.ts'
import type { Asking } from '../../server/route.ts'
import type { ComparisonOutcome } from '../../store/records/visible-crime-search.ts'
import type { FieldFault } from '../components/error-summary.tsx'
import { ForceField } from '../components/force-field.tsx'
import { SearchForm } from '../components/search-form.tsx'
import { SelectField } from '../components/select-field.tsx'
import { TextField } from '../components/text-field.tsx'
import { paths } from '../paths.ts'
import type { TypedCrimeSearch } from './typed-crime-search.ts'

const outcomes: Readonly<Record<ComparisonOutcome, string>> = {
  presence: 'Evidence supports somebody’s presence',
  near: 'Somebody near',
  nobody: 'Nobody near',
  not_compared: 'Not compared yet',
}

/** By all that a crime is known by; whoever may see one force alone is not asked which, nor who was near. */
export const CrimeSearch: FC<{
  asking: Asking
  typed: TypedCrimeSearch
  faults?: readonly FieldFault[]
}> = ({ asking, typed, faults }) => (
  <SearchForm action={paths.crimes} asking={asking} label="Search crimes">
    <TextField
      name="reference"
      label="Crime reference"
      hint="Or how it begins"
      value={typed.reference}
      faults={faults}
      maxlength={100}
      width={20}
    />
    {asking.actor.role !== 'police-analyst' && <ForceField name="force" value={typed.force} />}
    <SelectField
      name="type"
      label="Type"
      value={typed.type}
      options={[
        { value: '', text: 'All' },
        ...Object.entries(crimeTypes).map(([value, text]) => ({ value, text })),
      ]}
    />
    <TextField
      name="from"
      label="First day"
      hint="Of the crime’s window"
      type="date"
      value={typed.from}
      faults={faults}
      width={10}
    />
    <TextField name="to" label="Last day" type="date" value={typed.to} faults={faults} width={10} />
    <TextField
      name="batch"
      label="Batch"
      hint="Such as CHS20260329"
      value={typed.batch}
      faults={faults}
      maxlength={100}
      width={20}
    />
    <TextField
      name="place"
      label="Place"
      hint="Latitude, longitude or easting, northing"
      value={typed.place}
      faults={faults}
      maxlength={60}
      width={20}
    />
    <TextField
      name="radius"
      label="Metres around it"
      value={typed.radius || '500'}
      faults={faults}
      inputmode="numeric"
      maxlength={4}
      width={5}
    />
    {asking.actor.permissions.has('matches:read') && (
      <SelectField
        name="outcome"
        label="Who was near"
        value={typed.outcome}
        options={[
          { value: '', text: 'Any' },
          ...Object.entries(outcomes).map(([value, text]) => ({ value, text })),
        ]}
      />
    )}
  </SearchForm>
)
