import type { AuditFacts } from '../../domain/audit-event.ts'
import { beginAttempt, giveAttemptBack } from '../../store/records/credential-records.ts'
import { type AccountWork, invalid } from './account-work.ts'
import { passwordIsRight } from './password-hash.ts'
import type { SignedIn } from './signed-in.ts'

/** How long ago somebody whose password is not ours may have signed in. */
const FRESH_MINUTES = 10

/** Whether an account proves who it is by a password here. */
export function provesByPassword({ account }: Pick<SignedIn, 'account'>): boolean {
  return account.hasPassword
}

/**
 * Asks somebody who is signed in to prove once more who they are, before what carries their name: their
 * password, which counts as a try; or, of an identity provider's account, that they signed in just now.
 *
 * @param what is refused, for the audit.
 * @throws AppError INPUT_INVALID of field `password`.
 */
export async function confirmSignIn(
  work: AccountWork,
  { account, session }: SignedIn,
  password: string,
  what: Pick<AuditFacts, 'what' | 'subjects' | 'details'>,
): Promise<void> {
  const refused = async (message: string) => {
    await work.audit(work.records, { action: 'alter', outcome: 'refused', ...what })
    return invalid(message, 'password')
  }
  if (!account.hasPassword) {
    if (work.now - session.startedAt <= FRESH_MINUTES * 60_000) return
    throw await refused(
      `Cannot sign: you signed in more than ${FRESH_MINUTES} minutes ago; sign out, sign in again, and come back`,
    )
  }
  const attempt = await beginAttempt(work.records, { id: account.id }, work.now)
  if (!(await passwordIsRight(attempt?.open?.passwordHash, password))) {
    throw await refused('Cannot sign: the password is not right')
  }
  await giveAttemptBack(work.records, account.id)
}
