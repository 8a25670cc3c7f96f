import type { AccountDetails } from '../../domain/account.ts'
import { usernameFrom } from '../../domain/account.ts'
import { AppError } from '../../domain/errors.ts'
import type { Instant } from '../../domain/interval.ts'
import { passwordFault } from '../../domain/password-rules.ts'
import { accountByUsername } from '../../store/records/account-records.ts'
import {
  beginAttempt,
  giveAttemptBack,
  setPasswordHash,
} from '../../store/records/credential-records.ts'
import {
  type CodePurpose,
  replaceCode,
  useCode,
} from '../../store/records/one-time-code-records.ts'
import type { RecordsQuery } from '../../store/records/records.ts'
import { endSessionsOf } from '../../store/records/session-records.ts'
import { revokeTokensOf } from '../../store/records/token-records.ts'
import { type AccountWork, altering, invalid } from './account-work.ts'
import { codeHash, oneTimeCode } from './one-time-code.ts'
import { hashPassword, passwordIsRight } from './password-hash.ts'
import { signInEvent } from './sign-in.ts'
import type { SignedIn } from './signed-in.ts'

const CODE_DAYS = 7
const DAY = 86_400_000

/** A code to hand over to an account's owner, good for seven days; one given before is worth nothing now. */
export async function giveCode(
  transaction: RecordsQuery,
  accountId: number,
  purpose: CodePurpose,
  now: Instant,
): Promise<string> {
  const code = oneTimeCode()
  const expiresAt = now + CODE_DAYS * DAY
  await replaceCode(transaction, { accountId, purpose, codeHash: codeHash(code), expiresAt })
  return code
}

/**
 * Sets a password with the code that was handed over for it; every session of the account ends, and its
 * tokens are revoked: who knew the old password may have made one. It signs nobody in.
 *
 * @throws AppError INPUT_INVALID with `field` where the password is too weak; SIGN_IN_REFUSED, in the
 * same words, where the name or the code is not right, used or too old.
 */
export async function setPassword(
  { records, now, audit }: AccountWork,
  { username, code, password }: { username: string; code: string; password: string },
): Promise<void> {
  const name = usernameFrom(username)
  const passwordHash = await takePassword({ username: name }, password)
  const set = await records.transaction(async (transaction) => {
    const account = await accountByUsername(transaction, name)
    const use = { accountId: account?.id ?? 0, purpose: 'set-password', codeHash: codeHash(code) }
    const right =
      account?.disabledAt === undefined && (await useCode(transaction, use as UseCode, now))
    const details = { step: 'set-password', ...(account && { account: account.id }) }
    if (!account || !right) {
      await audit(transaction, signInEvent('refused', details))
      return false
    }
    await setPasswordHash(transaction, account.id, passwordHash)
    await endSessionsOf(transaction, account.id)
    await revokeTokensOf(transaction, account.id, now)
    await audit(transaction, {
      action: 'alter',
      outcome: 'done',
      what: 'password',
      subjects: [],
      details,
    })
    return true
  })
  if (!set) {
    throw new AppError(
      'SIGN_IN_REFUSED',
      'Cannot set the password: the username or the code is not right, or the code was used or is older than seven days',
    )
  }
}

type UseCode = Parameters<typeof useCode>[1]

/**
 * Changes one's own password; every other session ends, and tokens are revoked. A wrong current password
 * counts as a wrong try.
 *
 * @throws AppError INPUT_INVALID with `field`.
 */
export async function changePassword(
  work: AccountWork,
  { account, session }: SignedIn,
  { current, password }: { current: string; password: string },
): Promise<void> {
  const attempt = await beginAttempt(work.records, { id: account.id }, work.now)
  if (!(await passwordIsRight(attempt?.open?.passwordHash, current))) {
    await work.audit(work.records, {
      action: 'alter',
      outcome: 'refused',
      what: 'password',
      subjects: [],
      details: { account: account.id },
    })
    throw invalid('Cannot change the password: the current one is not right', 'current')
  }
  await giveAttemptBack(work.records, account.id)
  const passwordHash = await takePassword(account, password)
  await altering(work, 'password', async (transaction) => {
    await setPasswordHash(transaction, account.id, passwordHash)
    await endSessionsOf(transaction, account.id, session.idHash)
    await revokeTokensOf(transaction, account.id, work.now)
    return { result: undefined, details: { change: 'own password', account: account.id } }
  })
}

/** @returns the password's hash. @throws AppError INPUT_INVALID of field `password` where it is too weak. */
export async function takePassword(
  { username }: Pick<AccountDetails, 'username'>,
  password: string,
): Promise<string> {
  const fault = passwordFault(password, username)
  if (fault) throw invalid(`Cannot take the password: ${fault}`, 'password')
  return hashPassword(password)
}
