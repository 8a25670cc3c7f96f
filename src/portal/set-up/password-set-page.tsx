import type { FC } from 'hono/jsx'
import { paths } from '../paths.ts'

export const PasswordSetPage: FC = () => (
  <>
    <h1 class="govuk-heading-l">Your password is set</h1>
    <p class="govuk-body">
      Sign in with it now. The first time, you also set up an authenticator app.
    </p>
    <p class="govuk-body">
      <a class="govuk-button" href={paths.signIn}>
        Sign in
      </a>
    </p>
  </>
)
