import { timingSafeEqual } from 'node:crypto'
import type { Account } from '../../domain/account.ts'
import { usernameFrom } from '../../domain/account.ts'
import { AppError } from '../../domain/errors.ts'
import { anyAccount, insertAccount, lockAccounts } from '../../store/records/account-records.ts'
import { setPasswordHash } from '../../store/records/credential-records.ts'
import type { Records } from '../../store/records/records.ts'
import { type AccountWork, altering } from './account-work.ts'
import { checkDetails } from './check-account.ts'
import { codeHash, oneTimeCode } from './one-time-code.ts'
import { takePassword } from './passwords.ts'
import { signInEvent } from './sign-in.ts'

/** The code that lets whoever reads the terminal make the first account; for as long as the process lives. */
export interface FirstRun {
  /** To be printed once, and typed into a form. */
  readonly code: string
}

/** @returns `undefined` where there is an account: from then on accounts are made by administrators. */
export async function offerFirstRun(records: Records): Promise<FirstRun | undefined> {
  return (await anyAccount(records)) ? undefined : { code: oneTimeCode() }
}

/**
 * Makes the first account, an administrator's, who sets up an authenticator at the first sign-in.
 *
 * @throws AppError SIGN_IN_REFUSED where the code is not right or there is an account by now;
 * NOT_FOUND, NOT_PERMITTED, or INPUT_INVALID with `field`.
 */
export async function createFirstAdministrator(
  work: AccountWork,
  firstRun: FirstRun,
  typed: { code: string; username: string; name: string; password: string },
): Promise<Account> {
  if (!timingSafeEqual(codeHash(typed.code), codeHash(firstRun.code))) {
    await work.audit(work.records, signInEvent('refused', { step: 'first administrator' }))
    throw notNow()
  }
  const username = usernameFrom(typed.username)
  const passwordHash = await takePassword({ username }, typed.password)
  return altering(work, 'accounts', async (transaction) => {
    await lockAccounts(transaction)
    if (await anyAccount(transaction)) throw notNow()
    const details = { username, name: typed.name.trim(), role: 'administrator' } as const
    await checkDetails(transaction, details)
    const account = await insertAccount(transaction, details, work.now)
    await setPasswordHash(transaction, account.id, passwordHash)
    return { result: account, details: { change: 'first administrator', account: account.id } }
  })
}

function notNow(): AppError {
  return new AppError(
    'SIGN_IN_REFUSED',
    'Cannot make the first administrator: the code is not the one the terminal shows, or there is an account already',
  )
}
