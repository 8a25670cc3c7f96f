import type { FC } from 'hono/jsx'
import { auditActions, auditOutcomes } from '../../domain/audit-event.ts'
import type { Asking } from '../../server/route.ts'
import type { FieldFault } from '../components/error-summary.tsx'
import { SearchForm } from '../components/search-form.tsx'
import { SelectField } from '../components/select-field.tsx'
import { TextField } from '../components/text-field.tsx'
import { paths } from '../paths.ts'
import { actionText, outcomeText } from './event-text.ts'
import type { TypedSearch } from './typed-search.ts'

const ANY = { value: '', text: 'Any' }

/** Looks for events by any of what they say. */
export const AuditSearchForm: FC<{
  asking: Asking
  typed: TypedSearch
  /** Every kind of data that the audit speaks of. */
  kinds: readonly string[]
  faults: readonly FieldFault[]
}> = ({ asking, typed, kinds, faults }) => (
  <SearchForm action={paths.audit} asking={asking} label="Search the audit">
    <TextField
      name="username"
      label="Username"
      value={typed.username}
      faults={faults}
      autocomplete="off"
      width={20}
    />
    <TextField
      name="person"
      label="Device wearer’s id"
      value={typed.person}
      faults={faults}
      autocomplete="off"
      width={10}
    />
    <SelectField
      name="action"
      label="Action"
      value={typed.action}
      faults={faults}
      options={[ANY, ...auditActions.map((value) => ({ value, text: actionText(value) }))]}
    />
    <SelectField
      name="what"
      label="Kind of data"
      value={typed.what}
      faults={faults}
      options={[ANY, ...kinds.map((value) => ({ value, text: value }))]}
    />
    <SelectField
      name="outcome"
      label="Outcome"
      value={typed.outcome}
      faults={faults}
      options={[ANY, ...auditOutcomes.map((value) => ({ value, text: outcomeText(value) }))]}
    />
    <TextField name="from" label="First day" type="date" value={typed.from} faults={faults} />
    <TextField name="to" label="Last day" type="date" value={typed.to} faults={faults} />
  </SearchForm>
)
