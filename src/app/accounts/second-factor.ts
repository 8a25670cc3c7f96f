import { AppError } from '../../domain/errors.ts'
import type { Instant } from '../../domain/interval.ts'
import {
  beginAttempt,
  forgetAttempts,
  useRecoveryCode,
  useTotpCounter,
} from '../../store/records/credential-records.ts'
import type { RecordsQuery } from '../../store/records/records.ts'
import { endSession } from '../../store/records/session-records.ts'
import type { AccountWork } from './account-work.ts'
import { counterOfCode } from './authenticator.ts'
import { codeHash } from './one-time-code.ts'
import type { SecretKey } from './secret-key.ts'
import { signInEvent } from './sign-in.ts'
import { beginSession, type SignedIn } from './signed-in.ts'

export type SecondFactorResult =
  | {
      readonly outcome: 'refused'
      /** Until when the account waits: the password was right, so its owner may know. */
      readonly lockedUntil: Instant | undefined
    }
  | {
      readonly outcome: 'begun'
      /** For the cookie: the session with a password alone is over. */
      readonly secret: string
      /** Where a recovery code was used: how many are left. */
      readonly recoveryCodesLeft: number | undefined
    }

/**
 * Completes a session with a code of the authenticator (once each) or a recovery code (once). Wrong ones
 * count with wrong passwords. A complete session has a secret of its own.
 *
 * @throws AppError SECRETS_UNREADABLE where the authenticator was sealed with another key.
 */
export async function giveSecondFactor(
  { records, now, actor, audit }: AccountWork,
  key: SecretKey,
  { account, session }: SignedIn,
  code: string,
): Promise<SecondFactorResult> {
  const attempt = await beginAttempt(records, { id: account.id }, now)
  const sealed = attempt?.open?.totpSecret
  const counter = sealed && counterOfCode(openAuthenticator(key, account.id, sealed), code, now)
  return records.transaction(async (transaction) => {
    const proof = sealed && (await prove(transaction, account.id, { counter, code, now }))
    // Whoever was signed out meanwhile stays out.
    if (!proof || !(await endSession(transaction, session.idHash))) {
      const lockedUntil = attempt?.lockedUntil
      const details = { step: 'second-factor', account: account.id, waited: !attempt?.open }
      await audit(transaction, signInEvent('refused', details))
      return { outcome: 'refused', lockedUntil }
    }
    await forgetAttempts(transaction, account.id)
    const secret = await beginSession(transaction, {
      accountId: account.id,
      now,
      from: actor.from,
      secondFactorAt: now,
    })
    const step = counter === undefined ? 'recovery-code' : 'authenticator'
    await audit(transaction, signInEvent('done', { step, account: account.id }))
    return { outcome: 'begun', secret, recoveryCodesLeft: proof.recoveryCodesLeft }
  })
}

/** Uses up a code of the authenticator, or a recovery code. @returns `undefined` where it is neither, or was used. */
export async function prove(
  transaction: RecordsQuery,
  accountId: number,
  { counter, code, now }: { counter: number | undefined; code: string; now: Instant },
): Promise<{ recoveryCodesLeft: number | undefined } | undefined> {
  if (counter !== undefined) {
    const fresh = await useTotpCounter(transaction, accountId, counter)
    return fresh ? { recoveryCodesLeft: undefined } : undefined
  }
  const recoveryCodesLeft = await useRecoveryCode(transaction, accountId, codeHash(code), now)
  return recoveryCodesLeft === undefined ? undefined : { recoveryCodesLeft }
}

/** What an authenticator's secret is sealed as. */
export function authenticatorPurpose(accountId: number): string {
  return `authenticator of account ${accountId}`
}

/** @throws AppError SECRETS_UNREADABLE where it was sealed with another key. */
export function openAuthenticator(
  key: SecretKey,
  accountId: number,
  sealed: Uint8Array,
): Uint8Array {
  const secret = key.open(authenticatorPurpose(accountId), sealed)
  if (secret) return secret
  throw new AppError(
    'SECRETS_UNREADABLE',
    `Cannot read the authenticator of account ${accountId}: it was sealed with another key; expected secrets.key (or WHEREABOUTS_SECRET_KEY) as it was when the authenticator was set up`,
  )
}
