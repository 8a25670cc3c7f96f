import {
  beginAttempt,
  forgetAttempts,
  replaceRecoveryCodes,
  useTotpCounter,
} from '../../store/records/credential-records.ts'
import type { RecordsQuery } from '../../store/records/records.ts'
import { type AccountWork, altering, invalid } from './account-work.ts'
import { counterOfCode } from './authenticator.ts'
import { codeHash, oneTimeCode } from './one-time-code.ts'
import { openAuthenticator } from './second-factor.ts'
import type { SecretKey } from './secret-key.ts'
import type { SignedIn } from './signed-in.ts'

const RECOVERY_CODES = 10

/** Ten codes, each good once in place of the authenticator. @returns them; they are never shown again. */
export async function giveRecoveryCodes(
  transaction: RecordsQuery,
  accountId: number,
): Promise<string[]> {
  const codes = Array.from({ length: RECOVERY_CODES }, oneTimeCode)
  await replaceRecoveryCodes(transaction, accountId, codes.map(codeHash))
  return codes
}

/**
 * Ten other recovery codes, for whoever shows that the authenticator is at hand.
 *
 * @throws AppError INPUT_INVALID of field `code`; SECRETS_UNREADABLE.
 */
export async function renewRecoveryCodes(
  work: AccountWork,
  key: SecretKey,
  { account }: SignedIn,
  code: string,
): Promise<string[]> {
  const attempt = await beginAttempt(work.records, { id: account.id }, work.now)
  const sealed = attempt?.open?.totpSecret
  const counter =
    sealed && counterOfCode(openAuthenticator(key, account.id, sealed), code, work.now)
  return altering(work, 'authenticator', async (transaction) => {
    if (counter === undefined || !(await useTotpCounter(transaction, account.id, counter))) {
      throw invalid(
        'Cannot renew the recovery codes: the code is not right; expected the six digits the authenticator shows now',
        'code',
      )
    }
    await forgetAttempts(transaction, account.id)
    const codes = await giveRecoveryCodes(transaction, account.id)
    return { result: codes, details: { change: 'recovery codes renewed', account: account.id } }
  })
}
