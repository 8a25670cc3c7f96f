import type { FC } from 'hono/jsx'
import type { Asking } from '../../server/route.ts'
import { ErrorSummary, type FieldFault } from '../components/error-summary.tsx'
import { Form } from '../components/form.tsx'
import { TextField } from '../components/text-field.tsx'
import { paths } from '../paths.ts'
import type { TypedExclusion } from './typed-exclusion.ts'

/** Police name a person and a crime of their force. */
export const AskExclusionPage: FC<{
  asking: Asking
  typed: TypedExclusion
  faults?: readonly FieldFault[]
}> = ({ asking, typed, faults = [] }) => (
  <>
    <ErrorSummary faults={faults} />
    <h1 class="govuk-heading-l">Ask whether a person is ruled out</h1>
    <p class="govuk-body">
      The hub answers with a statement: ruled out, not ruled out, or no data. No data is said alike
      of people who are not monitored and of people whose record is silent. Who asked, about whom
      and why is kept.
    </p>
    <Form asking={asking} action={paths.exclusions} button="Ask the hub">
      <TextField
        name="reference"
        label="Crime reference"
        hint="Of a crime that your force has sent"
        value={typed.reference}
        faults={faults}
        maxlength={100}
        width={20}
        autocomplete="off"
      />
      <h2 class="govuk-heading-m">The person</h2>
      <TextField
        name="name"
        label="Full name"
        value={typed.name}
        faults={faults}
        width={30}
        autocomplete="off"
      />
      <TextField
        name="dateOfBirth"
        label="Date of birth"
        type="date"
        value={typed.dateOfBirth}
        faults={faults}
        autocomplete="off"
      />
      <TextField
        name="identifier"
        label="PNC, CRN or NOMIS number"
        hint="With a number, name and date of birth can be left empty"
        value={typed.identifier}
        faults={faults}
        maxlength={50}
        width={20}
        autocomplete="off"
      />
      <TextField
        name="purpose"
        label="Why do you need to know?"
        hint="What led you to this person, and what the answer decides"
        value={typed.purpose}
        faults={faults}
        maxlength={500}
        autocomplete="off"
      />
    </Form>
  </>
)
