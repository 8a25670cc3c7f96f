import type { FC } from 'hono/jsx'
import type { Asking } from '../../server/route.ts'
import type { FieldFault } from '../components/error-summary.tsx'
import { FormToken } from '../components/form-token.tsx'
import { TextField } from '../components/text-field.tsx'
import { paths } from '../paths.ts'

/** Looks for somebody. It is posted: who was looked for stays out of addresses. */
export const SearchForm: FC<{
  asking: Asking
  text?: string
  faults?: readonly FieldFault[]
}> = ({ asking, text, faults }) => (
  <search>
    <form method="post" action={paths.people} class="app-search">
      <FormToken asking={asking} />
      <TextField
        name="text"
        label="Search people"
        hint="A name, a date of birth, or any number: CRN, PNC, order, device"
        type="search"
        autocomplete="off"
        width={20}
        value={text}
        faults={faults}
      />
      <button type="submit" class="govuk-button">
        Search
      </button>
    </form>
  </search>
)
