import type { FC } from 'hono/jsx'
import type { Asking } from '../../server/route.ts'
import { ErrorSummary, type FieldFault } from '../components/error-summary.tsx'
import { Form } from '../components/form.tsx'
import { TextField } from '../components/text-field.tsx'
import { paths } from '../paths.ts'
import { NewPassword } from '../set-up/new-password.tsx'

export const PasswordPage: FC<{ asking: Asking; faults?: readonly FieldFault[] }> = ({
  asking,
  faults = [],
}) => (
  <div class="govuk-grid-row">
    <div class="govuk-grid-column-two-thirds">
      <ErrorSummary faults={faults} />
      <h1 class="govuk-heading-l">Change your password</h1>
      <p class="govuk-body">
        You are signed out everywhere else when it is done, and your tokens for programs are
        revoked.
      </p>
      <Form asking={asking} action={paths.password} button="Change the password">
        <TextField
          name="current"
          label="Current password"
          type="password"
          autocomplete="current-password"
          maxlength={1000}
          width={20}
          faults={faults}
        />
        <NewPassword faults={faults} />
      </Form>
    </div>
  </div>
)
