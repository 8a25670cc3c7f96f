import { usernameFrom } from '../../domain/account.ts'
import type { AuditFacts } from '../../domain/audit-event.ts'
import {
  type SecondFactorRule,
  type SessionStage,
  sessionStage,
} from '../../domain/session-stage.ts'
import { accountById } from '../../store/records/account-records.ts'
import {
  beginAttempt,
  forgetAttempts,
  giveAttemptBack,
} from '../../store/records/credential-records.ts'
import { endSession } from '../../store/records/session-records.ts'
import type { AccountWork } from './account-work.ts'
import { passwordIsRight } from './password-hash.ts'
import { actorOf, beginSession, type SignedIn } from './signed-in.ts'

/**
 * What is said of every sign-in that was refused, whatever the reason. That a password was right is not
 * told while the account waits: it would tell a guesser that the waiting is worth it.
 */
const REFUSAL =
  'The username or password is not right. After five wrong tries each further one has to wait, at most an hour'

export type SignInResult =
  | { readonly outcome: 'refused'; readonly message: string }
  | {
      readonly outcome: 'begun'
      /** For the cookie. */
      readonly secret: string
      /** What the session still needs. */
      readonly stage: SessionStage
    }

/**
 * Signs in by username and password. An unknown name, a wrong password, an account that waits, is disabled
 * or has no password are refused alike and take as long. Both outcomes are audited; of a name that is
 * nobody's nothing is noted, because people type passwords there.
 */
export async function signIn(
  { records, now, actor, audit }: AccountWork,
  { username, password }: { username: string; password: string },
  rule: SecondFactorRule,
): Promise<SignInResult> {
  const attempt = await beginAttempt(records, { username: usernameFrom(username) }, now)
  const right = await passwordIsRight(attempt?.open?.passwordHash, password)
  if (!attempt?.open || !right) {
    const account = attempt ? { account: attempt.accountId, waited: !attempt.open } : undefined
    await audit(records, signInEvent('refused', { step: 'password', ...account }))
    return { outcome: 'refused', message: REFUSAL }
  }
  const { accountId, open } = attempt
  const facts = { secondFactorAt: undefined, hasAuthenticator: open.totpSecret !== undefined }
  const stage = sessionStage(facts, rule)
  return records.transaction(async (transaction) => {
    await (stage === 'second-factor' ? giveAttemptBack : forgetAttempts)(transaction, accountId)
    const secret = await beginSession(transaction, {
      accountId,
      now,
      from: actor.from,
      secondFactorAt: undefined,
    })
    const details = { step: 'password', account: accountId, stage }
    const account = await accountById(transaction, accountId)
    const isComplete = account && stage === 'signed-in'
    const as = isComplete ? actorOf('account', account, new Set(), actor) : actor
    await audit(transaction, signInEvent('done', details), as)
    return { outcome: 'begun', secret, stage }
  })
}

export async function signOut(
  { records, audit }: AccountWork,
  { account, session }: SignedIn,
): Promise<void> {
  await records.transaction(async (transaction) => {
    await endSession(transaction, session.idHash)
    await audit(transaction, signInEvent('done', { step: 'sign-out', account: account.id }))
  })
}

export function signInEvent(
  outcome: AuditFacts['outcome'],
  details: NonNullable<AuditFacts['details']>,
): AuditFacts {
  return { action: 'sign-in', outcome, what: 'session', subjects: [], details }
}
