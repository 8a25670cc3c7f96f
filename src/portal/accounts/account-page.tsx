import type { FC } from 'hono/jsx'
import type { Account } from '../../domain/account.ts'
import { londonTime } from '../../domain/london-time.ts'
import type { Asking } from '../../server/route.ts'
import { CursorLinks } from '../components/cursor-links.tsx'
import { Form } from '../components/form.tsx'
import { DoneNotice } from '../components/notice.tsx'
import { SummaryList } from '../components/summary-list.tsx'
import { Table } from '../components/table.tsx'
import { type AccountDeed, paths } from '../paths.ts'
import { accountFacts } from './account-facts.tsx'
import { accountState } from './accounts-page.tsx'
import { type HistoryLine, historyRow } from './history-row.ts'
import { Tokens, type TokensProps } from './tokens.tsx'

export interface AccountPageProps {
  readonly asking: Asking
  readonly account: Account
  readonly done: string | undefined
  /** Of a service. */
  readonly tokens: Omit<TokensProps, 'asking'> | undefined
  readonly history: readonly HistoryLine[]
  readonly earlier: string | undefined
}

/** One account: what it is, what can be done to it, and what was. */
export const AccountPage: FC<AccountPageProps> = ({
  asking,
  account,
  done,
  tokens,
  history,
  earlier,
}) => (
  <>
    <DoneNotice done={done} />
    <h1 class="govuk-heading-l">{account.name}</h1>
    <SummaryList
      rows={[
        ...accountFacts(account),
        ['State', accountState(account)],
        ['Made', londonTime(account.createdAt)],
      ]}
    />
    <Deeds asking={asking} account={account} />
    {tokens && <Tokens asking={asking} {...tokens} />}
    {history.length > 0 && (
      <Table
        caption="History"
        columns={[{ title: 'When' }, { title: 'What' }, { title: 'By' }, { title: 'From' }]}
        rows={history.map(historyRow)}
      />
    )}
    <CursorLinks label="Pages of the history" next={earlier} />
  </>
)

const Deeds: FC<{ asking: Asking; account: Account }> = ({ asking, account }) => {
  const isOwn = asking.account?.id === account.id
  const isPerson = account.role !== 'service'
  const signsInHere = isPerson && !account.fromProvider
  const isDisabled = account.disabledAt !== undefined
  const links: [boolean, AccountDeed, string][] = [
    [!account.fromProvider, 'name', 'Change the name or email'],
    [!isOwn && !account.fromProvider, 'scope', 'Change the role, force or team'],
    [signsInHere && !isDisabled, 'password-code', 'Give a one-time code for a new password'],
    [!isOwn && signsInHere && !isDisabled, 'lost-authenticator', 'Authenticator lost'],
    [!isOwn && !isDisabled, 'disable', 'Disable the account'],
  ]
  return (
    <>
      <ul class="govuk-list">
        {links.map(
          ([isOpen, deed, text]) =>
            isOpen && (
              <li>
                <a class="govuk-link" href={paths.accountDeed(account.id, deed)}>
                  {text}
                </a>
              </li>
            ),
        )}
      </ul>
      {isOwn && (
        <p class="govuk-body">
          This is your own account: another administrator can change its role or disable it.
        </p>
      )}
      {isDisabled && (
        <Form
          asking={asking}
          action={paths.accountDeed(account.id, 'enable')}
          button="Enable the account"
        />
      )}
      {isPerson && !isDisabled && !isOwn && (
        <Form
          asking={asking}
          action={paths.accountDeed(account.id, 'end-sessions')}
          button="Sign out everywhere"
          kind="secondary"
        />
      )}
    </>
  )
}
