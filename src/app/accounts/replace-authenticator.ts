import {
  beginAttempt,
  forgetAttempts,
  removeAuthenticator,
  setAuthenticator,
} from '../../store/records/credential-records.ts'
import { endSessionsOf } from '../../store/records/session-records.ts'
import { type AccountWork, altering, invalid } from './account-work.ts'
import { counterOfCode } from './authenticator.ts'
import { giveRecoveryCodes } from './recovery-codes.ts'
import { openAuthenticator, prove } from './second-factor.ts'
import type { SecretKey } from './secret-key.ts'
import type { SignedIn } from './signed-in.ts'

/**
 * Puts the authenticator that was shown in the place of the present one, for whoever has both at hand (or
 * a recovery code in place of the present one). The account is never without; it is signed out elsewhere.
 *
 * @returns the recovery codes, which are never shown again; earlier ones are worth nothing.
 * @throws AppError INPUT_INVALID of field `currentCode` or `code`; SECRETS_UNREADABLE.
 */
export async function replaceAuthenticator(
  work: AccountWork,
  key: SecretKey,
  { account, session }: SignedIn,
  { currentCode, code }: { currentCode: string; code: string },
): Promise<{ recoveryCodes: string[] }> {
  const { records, now } = work
  const sealedSecret = session.enrollingSecret
  const fresh = sealedSecret && openAuthenticator(key, account.id, sealedSecret)
  const counter = fresh && counterOfCode(fresh, code, now)
  if (!sealedSecret || counter === undefined) {
    throw invalid(
      'Cannot set up the authenticator: the code is not right; expected the six digits the new one shows now',
      'code',
    )
  }
  const attempt = await beginAttempt(records, { id: account.id }, now)
  const present = attempt?.open?.totpSecret
  const shown =
    present && counterOfCode(openAuthenticator(key, account.id, present), currentCode, now)
  return altering(work, 'authenticator', async (transaction) => {
    const proof = { counter: shown, code: currentCode, now }
    if (!present || !(await prove(transaction, account.id, proof))) {
      throw invalid(
        'Cannot set up the authenticator: the code of the present one is not right; expected the six digits it shows now, or a recovery code',
        'currentCode',
      )
    }
    await removeAuthenticator(transaction, account.id)
    await setAuthenticator(transaction, account.id, { sealedSecret, counter })
    const recoveryCodes = await giveRecoveryCodes(transaction, account.id)
    await forgetAttempts(transaction, account.id)
    await endSessionsOf(transaction, account.id, session.idHash)
    const details = { change: 'authenticator replaced', account: account.id }
    return { result: { recoveryCodes }, details }
  })
}
