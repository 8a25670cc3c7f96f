import type { FC } from 'hono/jsx'
import type { Asking } from '../../server/route.ts'
import { ErrorSummary } from '../components/error-summary.tsx'
import { Form } from '../components/form.tsx'
import { TextField } from '../components/text-field.tsx'
import { paths } from '../paths.ts'
import { ScopeFields, type ScopeFieldsProps } from './scope-fields.tsx'

export interface NewAccountProps extends ScopeFieldsProps {
  readonly asking: Asking
  readonly username: string
  readonly name: string
  readonly email: string
}

export const NewAccountPage: FC<NewAccountProps> = ({
  asking,
  username,
  name,
  email,
  faults,
  ...scope
}) => (
  <div class="govuk-grid-row">
    <div class="govuk-grid-column-two-thirds">
      <ErrorSummary faults={faults} />
      <h1 class="govuk-heading-l">Make an account</h1>
      <p class="govuk-body">
        You get a one-time code to hand over. With it the account's owner sets a password, and sets
        up an authenticator at the first sign-in. A service has neither: it uses tokens.
      </p>
      <Form asking={asking} action={paths.newAccount} button="Make the account">
        <TextField
          name="name"
          label="Name"
          width={30}
          autocomplete="off"
          value={name}
          faults={faults}
        />
        <TextField
          name="username"
          label="Username"
          hint="Letters, digits, dots, hyphens, underscores or @; capitals do not count"
          width={20}
          autocomplete="off"
          value={username}
          faults={faults}
        />
        <TextField
          name="email"
          label="Email (optional)"
          type="email"
          width={30}
          autocomplete="off"
          value={email}
          faults={faults}
        />
        <ScopeFields {...scope} faults={faults} />
      </Form>
    </div>
  </div>
)
