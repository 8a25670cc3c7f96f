import type { FC } from 'hono/jsx'
import type { Asking } from '../../server/route.ts'
import type { FieldFault } from '../components/error-summary.tsx'
import { SearchForm } from '../components/search-form.tsx'
import { TextField } from '../components/text-field.tsx'
import { paths } from '../paths.ts'

export const MatchSearch: FC<{
  asking: Asking
  sought?: string | undefined
  faults?: readonly FieldFault[]
}> = ({ asking, sought, faults }) => (
  <SearchForm action={paths.matches} asking={asking} label="Search matches">
    <TextField
      name="search"
      label="Crime reference or device wearer"
      hint="A whole crime reference, the id of a wearer, or a CRN"
      value={sought}
      faults={faults}
      maxlength={100}
      width={20}
    />
  </SearchForm>
)
