import type { FC } from 'hono/jsx'
import type { Asking } from '../../server/route.ts'
import { ErrorSummary, type FieldFault } from '../components/error-summary.tsx'
import { Form } from '../components/form.tsx'
import { TextField } from '../components/text-field.tsx'
import { paths } from '../paths.ts'
import { NewPassword } from './new-password.tsx'

export interface SetUpProps {
  readonly asking: Asking
  readonly username?: string
  readonly name?: string
  readonly faults?: readonly FieldFault[]
}

/** The first administrator, made by whoever can read the server's terminal. */
export const SetUpPage: FC<SetUpProps> = ({ asking, username, name, faults = [] }) => (
  <div class="govuk-grid-row">
    <div class="govuk-grid-column-two-thirds">
      <ErrorSummary faults={faults} />
      <h1 class="govuk-heading-l">Make the first administrator</h1>
      <p class="govuk-body">
        The server printed a set-up code where it was started. An administrator makes accounts for
        everybody else, and sees nobody's location.
      </p>
      <Form asking={asking} action={paths.setUp} button="Make the account">
        <TextField name="code" label="Set-up code" autocomplete="off" width={30} faults={faults} />
        <TextField
          name="name"
          label="Your name"
          autocomplete="name"
          width={30}
          value={name}
          faults={faults}
        />
        <TextField
          name="username"
          label="Username"
          hint="Letters, digits, dots, hyphens, underscores or @"
          autocomplete="username"
          width={20}
          value={username}
          faults={faults}
        />
        <NewPassword faults={faults} />
      </Form>
    </div>
  </div>
)
