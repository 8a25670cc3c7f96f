import type { FC } from 'hono/jsx'
import type { Account } from '../../domain/account.ts'
import { paths } from '../paths.ts'

export interface HandedOverProps {
  readonly account: Pick<Account, 'id' | 'name' | 'username'>
  readonly title: string
  /** `undefined` where there is none to hand over: a service's. */
  readonly secret: string | undefined
  /** What whoever gets it does with it. */
  readonly instruction: string
  /** Whether who sees it keeps it. */
  readonly isOwn?: boolean
}

/** Shows once what is to be handed over: the records keep only what it can be checked with. */
export const HandedOverPage: FC<HandedOverProps> = ({
  account,
  title,
  secret,
  instruction,
  isOwn,
}) => (
  <div class="govuk-grid-row">
    <div class="govuk-grid-column-two-thirds">
      <h1 class="govuk-heading-l">{title}</h1>
      <p class="govuk-body">
        {account.name} ({account.username})
      </p>
      {secret && (
        <p class="govuk-inset-text">
          <code class="app-secret" id="secret">
            {secret}
          </code>
        </p>
      )}
      <p class="govuk-body">{instruction}</p>
      {secret && (
        <p class="govuk-body">
          It is shown now and never again.{' '}
          {isOwn
            ? 'Keep it where only your program can read it.'
            : 'Hand it over yourself, or by a way you trust.'}
        </p>
      )}
      <p class="govuk-body app-no-print">
        <a class="govuk-link" href={isOwn ? paths.account : paths.accountOf(account.id)}>
          Go to the account
        </a>
      </p>
    </div>
  </div>
)

export const passwordInstruction =
  'Type it with the username under “I have a one-time code” on the sign-in page, and choose a password there. It is good for seven days, once.'

export const authenticatorInstruction =
  'At the next sign-in, after the password, a new authenticator is set up; the code is asked for there. It is good for seven days, once.'
