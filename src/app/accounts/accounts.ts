import {
  type Account,
  type AccountDetails,
  type AccountScope,
  usernameFrom,
} from '../../domain/account.ts'
import {
  accountById,
  anotherAdministrator,
  insertAccount,
  lockAccounts,
  setDisabled,
  setName,
  setScope,
} from '../../store/records/account-records.ts'
import { removeAuthenticator } from '../../store/records/credential-records.ts'
import type { RecordsQuery } from '../../store/records/records.ts'
import { endSessionsOf } from '../../store/records/session-records.ts'
import { revokeTokensOf } from '../../store/records/token-records.ts'
import { type AccountWork, altering, invalid, notFound, notPermitted } from './account-work.ts'
import { checkDetails, checkScope } from './check-account.ts'
import { giveCode } from './passwords.ts'

/**
 * Makes an account.
 *
 * @returns it, and the code with which its owner sets a password; a service has none.
 * @throws AppError INPUT_INVALID with `field`.
 */
export function createAccount(
  work: AccountWork,
  typed: AccountDetails,
): Promise<{ account: Account; code: string | undefined }> {
  const details = { ...typed, username: usernameFrom(typed.username), name: typed.name.trim() }
  return altering(work, 'accounts', async (transaction) => {
    await lockAccounts(transaction)
    await checkDetails(transaction, details)
    const account = await insertAccount(transaction, details, work.now)
    const code =
      account.role === 'service'
        ? undefined
        : await giveCode(transaction, account.id, 'set-password', work.now)
    return { result: { account, code }, ...told(account, 'created') }
  })
}

/**
 * Gives an account another role, force, team, practitioner or wearer; it is signed out everywhere. Nobody
 * does that to their own.
 *
 * @throws AppError NOT_FOUND, NOT_PERMITTED, or INPUT_INVALID with `field`.
 */
export function changeScope(work: AccountWork, id: number, scope: AccountScope): Promise<void> {
  return altering(work, 'accounts', async (transaction) => {
    const account = await foreignAccount(work, transaction, id, 'change the role of')
    if (account.fromProvider) {
      throw notPermitted(`Cannot change the role of account ${id}: its identity provider says it`)
    }
    if ((account.role === 'service') !== (scope.role === 'service')) {
      throw invalid(
        `Cannot change the role of account ${id} from ${account.role} to ${scope.role}: a service stays one, and a person too`,
        'role',
      )
    }
    await checkScope(transaction, `change account ${id}`, scope)
    if (scope.role !== 'administrator') await keepAnAdministrator(transaction, account)
    await setScope(transaction, id, scope)
    await endSessionsOf(transaction, id)
    const { details, subjects } = told(account, 'role')
    const changed = { ...details, was: account.role, role: scope.role }
    return { result: undefined, details: changed, subjects }
  })
}

/** @throws AppError INPUT_INVALID with `field`. */
export function rename(
  work: AccountWork,
  id: number,
  { name, email }: { name: string; email?: string | undefined },
): Promise<void> {
  return altering(work, 'accounts', async (transaction) => {
    const account = await knownAccount(transaction, id)
    if (name.trim() === '') throw invalid(`Cannot rename account ${id}: expected a name`, 'name')
    await setName(transaction, id, { name: name.trim(), email: email?.trim() || undefined })
    return { result: undefined, ...told(account, 'name') }
  })
}

/**
 * Signs an account out everywhere, revokes its tokens and lets it in no more; enabling it gives back neither.
 *
 * @throws AppError NOT_FOUND or NOT_PERMITTED.
 */
export function disableAccount(work: AccountWork, id: number): Promise<void> {
  return altering(work, 'accounts', async (transaction) => {
    const account = await foreignAccount(work, transaction, id, 'disable')
    await keepAnAdministrator(transaction, account)
    await setDisabled(transaction, id, work.now)
    await endSessionsOf(transaction, id)
    await revokeTokensOf(transaction, id, work.now)
    return { result: undefined, ...told(account, 'disabled') }
  })
}

/** Lets an account in again, and forgets its wrong tries. @throws AppError NOT_FOUND. */
export function enableAccount(work: AccountWork, id: number): Promise<void> {
  return altering(work, 'accounts', async (transaction) => {
    const account = await knownAccount(transaction, id)
    await setDisabled(transaction, id, undefined)
    return { result: undefined, ...told(account, 'enabled') }
  })
}

/**
 * A code with which an account's owner sets another password; the old one stays until then.
 *
 * @throws AppError NOT_FOUND; NOT_PERMITTED for an account without a password of ours.
 */
export function offerPassword(work: AccountWork, id: number): Promise<string> {
  return altering(work, 'accounts', async (transaction) => {
    const account = await knownAccount(transaction, id)
    if (account.fromProvider || account.role === 'service') {
      throw notPermitted(`Cannot give account ${id} a password: it does not sign in with one`)
    }
    const code = await giveCode(transaction, id, 'set-password', work.now)
    return { result: code, ...told(account, 'password code') }
  })
}

/**
 * Removes an authenticator that was lost with its recovery codes, signs the account out everywhere and
 * revokes its tokens.
 *
 * @returns the code its owner needs, beside the password, to set up another.
 * @throws AppError NOT_FOUND; NOT_PERMITTED for one's own: whoever sits at an open session could take it over.
 */
export function forgetAuthenticator(work: AccountWork, id: number): Promise<string> {
  return altering(work, 'authenticator', async (transaction) => {
    const account = await foreignAccount(work, transaction, id, 'remove the authenticator of')
    if (account.fromProvider || account.role === 'service') {
      throw notPermitted(`Cannot remove the authenticator of account ${id}: it has none of ours`)
    }
    await removeAuthenticator(transaction, id)
    await endSessionsOf(transaction, id)
    await revokeTokensOf(transaction, id, work.now)
    const code = await giveCode(transaction, id, 'reset-authenticator', work.now)
    return { result: code, ...told(account, 'authenticator removed') }
  })
}

/** @throws AppError NOT_FOUND where there is no such account. */
export async function knownAccount(query: RecordsQuery, id: number): Promise<Account> {
  const account = await accountById(query, id)
  if (account) return account
  throw notFound(`Cannot use account ${id}: there is none; expected the number of an account`)
}

async function foreignAccount(
  { actor }: AccountWork,
  transaction: RecordsQuery,
  id: number,
  wish: string,
): Promise<Account> {
  await lockAccounts(transaction)
  if (actor.accountId !== id) return knownAccount(transaction, id)
  throw notPermitted(`Cannot ${wish} account ${id}: it is your own; another administrator can`)
}

async function keepAnAdministrator(transaction: RecordsQuery, account: Account): Promise<void> {
  if (account.role !== 'administrator' || account.disabledAt !== undefined) return
  if (await anotherAdministrator(transaction, account.id)) return
  throw notPermitted(
    `Cannot take account ${account.id} from its role: it is the last administrator; make another first`,
  )
}

/** An account of a device wearer is about them. */
function told({ id, deviceWearerId }: Account, change: string) {
  const subjects = deviceWearerId === undefined ? [] : [deviceWearerId]
  return { details: { change, account: id }, subjects }
}
