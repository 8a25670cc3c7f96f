import type { FC } from 'hono/jsx'
import { paths } from '../paths.ts'

export const SignedOutPage: FC = () => (
  <>
    <h1 class="govuk-heading-l">You have signed out</h1>
    <p class="govuk-body">On a computer that others use, close the browser too.</p>
    <p class="govuk-body">
      <a class="govuk-link" href={paths.signIn}>
        Sign in again
      </a>
    </p>
  </>
)
