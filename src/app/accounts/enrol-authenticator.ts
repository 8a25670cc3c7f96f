import { AppError } from '../../domain/errors.ts'
import { forgetAttempts, setAuthenticator } from '../../store/records/credential-records.ts'
import { codeIsDue, useCode } from '../../store/records/one-time-code-records.ts'
import type { RecordsQuery } from '../../store/records/records.ts'
import {
  endSession,
  endSessionsOf,
  setEnrollingSecret,
} from '../../store/records/session-records.ts'
import { type AccountWork, altering, invalid } from './account-work.ts'
import { authenticatorEntry, authenticatorSecret, counterOfCode } from './authenticator.ts'
import { codeHash } from './one-time-code.ts'
import { giveRecoveryCodes } from './recovery-codes.ts'
import { authenticatorPurpose, openAuthenticator } from './second-factor.ts'
import type { SecretKey } from './secret-key.ts'
import { beginSession, type SignedIn } from './signed-in.ts'

export interface Enrolment {
  /** `otpauth://…`, for a QR code. */
  readonly uri: string
  readonly secretText: string
  /** Whether the code is asked for that was handed over when the last authenticator was lost. */
  readonly needsHandedOverCode: boolean
}

/** Shows the authenticator to be set up; the same one until it is confirmed or the session ends. */
export async function beginEnrolment(
  work: AccountWork,
  key: SecretKey,
  signedIn: SignedIn,
): Promise<Enrolment> {
  if (signedIn.account.hasAuthenticator) throw already()
  const { id } = signedIn.account
  const needsHandedOverCode = await codeIsDue(work.records, id, 'reset-authenticator')
  return { ...(await enrollingEntry(work, key, signedIn)), needsHandedOverCode }
}

/** The authenticator that the session is about to set up, made where there is none. */
export async function enrollingEntry(
  { records }: AccountWork,
  key: SecretKey,
  { account, session }: SignedIn,
): Promise<{ uri: string; secretText: string }> {
  let secret =
    session.enrollingSecret && openAuthenticator(key, account.id, session.enrollingSecret)
  if (!secret) {
    secret = authenticatorSecret()
    const sealed = key.seal(authenticatorPurpose(account.id), secret)
    await setEnrollingSecret(records, session.idHash, sealed)
  }
  return authenticatorEntry(secret, account.username)
}

/**
 * Sets up the authenticator that was shown, once a code of it proves that it works, and completes the
 * session; every other session of the account ends.
 *
 * @returns the new session's secret, and the recovery codes, which are never shown again.
 * @throws AppError INPUT_INVALID with `field` where a code is not right, or there is an authenticator.
 */
export async function confirmEnrolment(
  work: AccountWork,
  key: SecretKey,
  { account, session }: SignedIn,
  { code, handedOverCode }: { code: string; handedOverCode?: string | undefined },
): Promise<{ secret: string; recoveryCodes: string[] }> {
  const sealedSecret = session.enrollingSecret
  const plain = sealedSecret && openAuthenticator(key, account.id, sealedSecret)
  const counter = plain && counterOfCode(plain, code, work.now)
  if (!sealedSecret || counter === undefined) {
    throw invalid(
      'Cannot set up the authenticator: the code is not right; expected the six digits it shows now',
      'code',
    )
  }
  return altering(work, 'authenticator', async (transaction) => {
    await takeHandedOverCode(work, transaction, account.id, handedOverCode)
    if (!(await setAuthenticator(transaction, account.id, { sealedSecret, counter })))
      throw already()
    const recoveryCodes = await giveRecoveryCodes(transaction, account.id)
    await forgetAttempts(transaction, account.id)
    await endEverySession(transaction, account.id, session.idHash)
    const secret = await beginSession(transaction, {
      accountId: account.id,
      now: work.now,
      from: work.actor.from,
      secondFactorAt: work.now,
    })
    const details = { change: 'authenticator set up', account: account.id }
    return { result: { secret, recoveryCodes }, details }
  })
}

/** Whoever was signed out meanwhile stays out. */
async function endEverySession(
  transaction: RecordsQuery,
  accountId: number,
  idHash: Uint8Array,
): Promise<void> {
  if (!(await endSession(transaction, idHash))) {
    throw new AppError(
      'SIGN_IN_REFUSED',
      'Cannot set up the authenticator: the session has ended; sign in again',
    )
  }
  await endSessionsOf(transaction, accountId)
}

/** Who lost an authenticator proves with more than the password that it is they who set up another. */
async function takeHandedOverCode(
  { now }: AccountWork,
  transaction: RecordsQuery,
  accountId: number,
  typed: string | undefined,
): Promise<void> {
  if (!(await codeIsDue(transaction, accountId, 'reset-authenticator'))) return
  const code = {
    accountId,
    purpose: 'reset-authenticator',
    codeHash: codeHash(typed ?? ''),
  } as const
  if (await useCode(transaction, code, now)) return
  throw invalid(
    'Cannot set up the authenticator: the code you were given is not right or too old; an administrator can give another',
    'handedOverCode',
  )
}

function already() {
  return invalid(
    'Cannot set up an authenticator: there is one already; an administrator removes one that was lost',
    'code',
  )
}
