import type { FC } from 'hono/jsx'
import type { Account } from '../../domain/account.ts'
import { londonTime } from '../../domain/london-time.ts'
import type { Asking } from '../../server/route.ts'
import { accountFacts } from '../accounts/account-facts.tsx'
import { Form } from '../components/form.tsx'
import { DoneNotice } from '../components/notice.tsx'
import { SummaryList } from '../components/summary-list.tsx'
import { Table } from '../components/table.tsx'
import { paths } from '../paths.ts'

export interface MyAccountProps {
  readonly asking: Asking
  readonly account: Account
  readonly done: string | undefined
  readonly recoveryCodesLeft: number
  readonly sessions: readonly MySession[]
}

interface MySession {
  readonly startedAt: number
  readonly lastSeenAt: number
  readonly fromAddress: string
  readonly isThisOne: boolean
}

/** One's own account: what it is, what it signs in with, and where it is signed in. */
export const MyAccountPage: FC<MyAccountProps> = (props) => {
  const { asking, account, done, sessions } = props
  return (
    <>
      <DoneNotice done={done} />
      <h1 class="govuk-heading-l">Your account</h1>
      <SummaryList rows={accountFacts(account)} />
      <p class="govuk-body">
        {account.fromProvider
          ? 'Your organisation says who you are and what your role is. Ask there for changes.'
          : 'If your name or role is not right, ask an administrator.'}
      </p>
      {!account.fromProvider && <SignInWays {...props} />}
      <p class="govuk-body">
        <a class="govuk-link" href={paths.tokens}>
          Tokens for programs
        </a>
      </p>
      <Table
        caption="Where you are signed in"
        columns={[{ title: 'Since' }, { title: 'Last used' }, { title: 'From' }]}
        rows={sessions.map(({ startedAt, lastSeenAt, fromAddress, isThisOne }) => [
          londonTime(startedAt),
          isThisOne ? 'Here, now' : londonTime(lastSeenAt),
          fromAddress,
        ])}
      />
      {sessions.length > 1 && (
        <Form
          asking={asking}
          action={paths.endSessions}
          button="Sign out everywhere else"
          kind="warning"
        />
      )}
    </>
  )
}

const SignInWays: FC<MyAccountProps> = ({ account, recoveryCodesLeft }) => (
  <>
    <h2 class="govuk-heading-m">How you sign in</h2>
    <SummaryList
      rows={[
        [
          'Password',
          <a class="govuk-link" href={paths.password}>
            Change your password
          </a>,
        ],
        [
          'Authenticator',
          <>
            {account.hasAuthenticator ? 'Set up. ' : 'None. '}
            <a class="govuk-link" href={paths.authenticator}>
              {account.hasAuthenticator ? 'Set up another in its place' : 'Set one up'}
            </a>
          </>,
        ],
        ...(account.hasAuthenticator
          ? [
              [
                'Recovery codes',
                <>
                  {`${recoveryCodesLeft} left. `}
                  <a class="govuk-link" href={paths.recoveryCodes}>
                    Make new ones
                  </a>
                </>,
              ] as const,
            ]
          : []),
      ]}
    />
  </>
)
