import type { FC } from 'hono/jsx'
import type { Asking } from '../../server/route.ts'
import { ErrorSummary, type FieldFault } from '../components/error-summary.tsx'
import { Form } from '../components/form.tsx'
import { TextField } from '../components/text-field.tsx'
import { paths } from '../paths.ts'

/** The second factor: a code from the authenticator, or a recovery code in its place. */
export const CodePage: FC<{ asking: Asking; faults?: readonly FieldFault[] }> = ({
  asking,
  faults = [],
}) => (
  <div class="govuk-grid-row">
    <div class="govuk-grid-column-two-thirds">
      <ErrorSummary faults={faults} />
      <h1 class="govuk-heading-l">Enter your code</h1>
      <Form asking={asking} action={paths.secondFactor} button="Sign in">
        <TextField
          name="code"
          label="Code"
          hint="The 6 digits your authenticator shows now, or one of your recovery codes. Each works once."
          autocomplete="one-time-code"
          width={20}
          faults={faults}
        />
      </Form>
      <p class="govuk-body">
        Lost your authenticator and your recovery codes? Ask an administrator for a one-time code.
      </p>
      <Form asking={asking} action={paths.signOut} button="Start again" kind="secondary" />
    </div>
  </div>
)
