import type { FC } from 'hono/jsx'
import type { Asking } from '../../server/route.ts'
import { ErrorSummary, type FieldFault } from '../components/error-summary.tsx'
import { Form } from '../components/form.tsx'
import { Notice } from '../components/notice.tsx'
import { TextField } from '../components/text-field.tsx'
import { paths } from '../paths.ts'

export interface SignInProps {
  readonly asking: Asking
  /** Whether an identity provider is configured. */
  readonly provider: boolean
  readonly username?: string
  readonly faults?: readonly FieldFault[]
  /** Above the form: why somebody is here again. */
  readonly notice?: string | undefined
}

export const SignInPage: FC<SignInProps> = ({
  asking,
  provider,
  username,
  faults = [],
  notice,
}) => (
  <div class="govuk-grid-row">
    <div class="govuk-grid-column-two-thirds">
      {notice && <Notice title="Important">{notice}</Notice>}
      <ErrorSummary faults={faults} />
      <h1 class="govuk-heading-l">Sign in</h1>
      {provider && (
        <>
          <p class="govuk-body">
            <a class="govuk-button" href={paths.providerBegin}>
              Sign in with your organisation
            </a>
          </p>
          <h2 class="govuk-heading-m">Or with a username and password</h2>
        </>
      )}
      <Form
        asking={asking}
        action={paths.signIn}
        button="Continue"
        {...(provider && { kind: 'secondary' as const })}
      >
        <TextField
          name="username"
          label="Username"
          autocomplete="username"
          width={20}
          value={username}
          faults={faults}
        />
        <TextField
          name="password"
          label="Password"
          type="password"
          autocomplete="current-password"
          maxlength={1000}
          width={20}
          faults={faults}
        />
      </Form>
      <p class="govuk-body">
        <a class="govuk-link" href={paths.setPassword}>
          I have a one-time code
        </a>
      </p>
      <p class="govuk-body">
        Forgotten your password, or cannot get in? Ask an administrator for a one-time code.
      </p>
    </div>
  </div>
)
