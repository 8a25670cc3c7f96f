import type { FC } from 'hono/jsx'
import type { Asking } from '../../server/route.ts'
import { ErrorSummary, type FieldFault } from '../components/error-summary.tsx'
import { Form } from '../components/form.tsx'
import { TextField } from '../components/text-field.tsx'
import { paths } from '../paths.ts'
import { NewPassword } from './new-password.tsx'

/** For whoever was handed a one-time code by an administrator. */
export const SetPasswordPage: FC<{
  asking: Asking
  username?: string
  faults?: readonly FieldFault[]
}> = ({ asking, username, faults = [] }) => (
  <div class="govuk-grid-row">
    <div class="govuk-grid-column-two-thirds">
      <ErrorSummary faults={faults} />
      <h1 class="govuk-heading-l">Set your password</h1>
      <p class="govuk-body">
        You need the one-time code that an administrator gave you. It works once.
      </p>
      <Form asking={asking} action={paths.setPassword} button="Set the password">
        <TextField
          name="username"
          label="Username"
          autocomplete="username"
          width={20}
          value={username}
          faults={faults}
        />
        <TextField
          name="code"
          label="One-time code"
          autocomplete="off"
          width={30}
          faults={faults}
        />
        <NewPassword faults={faults} />
      </Form>
    </div>
  </div>
)
