import type { FC } from 'hono/jsx'
import type { Asking } from '../../server/route.ts'
import { ErrorSummary, type FieldFault } from '../components/error-summary.tsx'
import { Form } from '../components/form.tsx'
import { TextField } from '../components/text-field.tsx'
import { paths } from '../paths.ts'

export const RenewCodesPage: FC<{ asking: Asking; faults?: readonly FieldFault[] }> = ({
  asking,
  faults = [],
}) => (
  <div class="govuk-grid-row">
    <div class="govuk-grid-column-two-thirds">
      <ErrorSummary faults={faults} />
      <h1 class="govuk-heading-l">Make new recovery codes</h1>
      <p class="govuk-body">You get ten new ones. Those you have no longer work.</p>
      <Form asking={asking} action={paths.recoveryCodes} button="Make new codes">
        <TextField
          name="code"
          label="Code from your authenticator"
          hint="6 digits"
          autocomplete="one-time-code"
          inputmode="numeric"
          width={10}
          faults={faults}
        />
      </Form>
    </div>
  </div>
)
