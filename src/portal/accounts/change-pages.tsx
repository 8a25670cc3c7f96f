import type { FC } from 'hono/jsx'
import type { Account } from '../../domain/account.ts'
import type { Asking } from '../../server/route.ts'
import { ErrorSummary, type FieldFault } from '../components/error-summary.tsx'
import { Form } from '../components/form.tsx'
import { TextField } from '../components/text-field.tsx'
import { paths } from '../paths.ts'
import { ScopeFields, type ScopeFieldsProps } from './scope-fields.tsx'

export const NamePage: FC<{
  asking: Asking
  account: Account
  name: string
  email: string
  faults: readonly FieldFault[]
}> = ({ asking, account, name, email, faults }) => (
  <div class="govuk-grid-row">
    <div class="govuk-grid-column-two-thirds">
      <ErrorSummary faults={faults} />
      <h1 class="govuk-heading-l">Change the name or email</h1>
      <Form asking={asking} action={paths.accountDeed(account.id, 'name')} button="Change">
        <TextField
          name="name"
          label="Name"
          width={30}
          autocomplete="off"
          value={name}
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
      </Form>
    </div>
  </div>
)

export const ScopePage: FC<ScopeFieldsProps & { asking: Asking; account: Account }> = ({
  asking,
  account,
  ...scope
}) => (
  <div class="govuk-grid-row">
    <div class="govuk-grid-column-two-thirds">
      <ErrorSummary faults={scope.faults} />
      <h1 class="govuk-heading-l">Change the role, force or team</h1>
      <p class="govuk-body">
        {account.name} ({account.username}) is signed out everywhere when it is done.
      </p>
      <Form asking={asking} action={paths.accountDeed(account.id, 'scope')} button="Change">
        <ScopeFields {...scope} />
      </Form>
    </div>
  </div>
)
