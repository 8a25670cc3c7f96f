import type { FC } from 'hono/jsx'
import { paths } from '../paths.ts'

/** Shown once: the records keep only what the codes can be checked with. */
export const RecoveryCodesPage: FC<{ codes: readonly string[]; next: string }> = ({
  codes,
  next,
}) => (
  <div class="govuk-grid-row">
    <div class="govuk-grid-column-two-thirds">
      <h1 class="govuk-heading-l">Your recovery codes</h1>
      <p class="govuk-body">
        If you lose your authenticator, each of these lets you sign in once in its place. They are
        shown now and never again: print them, or write them down, and keep them where your phone is
        not. Earlier recovery codes no longer work.
      </p>
      <ul class="govuk-list app-codes" aria-label="Recovery codes">
        {codes.map((code) => (
          <li>
            <code class="app-secret">{code}</code>
          </li>
        ))}
      </ul>
      <p class="govuk-body app-no-print">
        <a class="govuk-button" href={next}>
          I have kept them
        </a>
      </p>
      {next !== paths.account && (
        <p class="govuk-body app-no-print">
          You can make new ones at any time under{' '}
          <a class="govuk-link" href={paths.account}>
            your account
          </a>
          .
        </p>
      )}
    </div>
  </div>
)
