import type { Account } from '../../domain/account.ts'
import type { Actor } from '../../domain/actor.ts'
import type { Instant } from '../../domain/interval.ts'
import { type Permission, type Role, type TokenScope, tokenScopesOf } from '../../domain/roles.ts'
import type { RecordsQuery } from '../../store/records/records.ts'
import { insertToken, revokeTokenAt, tokenById } from '../../store/records/token-records.ts'
import { type AccountWork, altering, invalid, notFound, notPermitted } from './account-work.ts'
import { knownAccount } from './accounts.ts'
import { randomSecret, sha256 } from './one-time-code.ts'

const LONGEST_DAYS = 366
const DAY = 86_400_000
/** So that whoever finds one in a file knows what it opens. */
const PREFIX = 'wa_'

/**
 * Makes a token of one's own, or, as an administrator, of a service: nobody makes one that reads what
 * they may not.
 *
 * @returns its id, and the token, which is never shown again.
 * @throws AppError INPUT_INVALID with `field`.
 */
export function makeToken(
  work: AccountWork,
  wish: { accountId: number; name: string; scopes: readonly Permission[]; expiresAt: Instant },
): Promise<{ id: number; token: string }> {
  return altering(work, 'tokens', async (transaction) => {
    const account = await accountWithTokens(work, transaction, wish.accountId)
    checkWish(work, account, wish)
    const token = PREFIX + randomSecret()
    const id = await insertToken(transaction, {
      accountId: account.id,
      name: wish.name.trim(),
      tokenHash: sha256(token),
      scopes: [...new Set(wish.scopes)],
      createdAt: work.now,
      expiresAt: wish.expiresAt,
    })
    const scopes = wish.scopes.join(' ')
    return {
      result: { id, token },
      details: { change: 'made', account: account.id, token: id, scopes },
    }
  })
}

function checkWish(
  { now, actor }: AccountWork,
  account: Account,
  wish: { name: string; scopes: readonly Permission[]; expiresAt: Instant },
): void {
  if (wish.name.trim() === '') throw invalid('Cannot make a token: expected a name for it', 'name')
  const permitted: ReadonlySet<Permission> = tokenScopes(account.role, actor)
  const beyond = wish.scopes.find((scope) => !permitted.has(scope))
  if (beyond !== undefined || wish.scopes.length === 0) {
    throw invalid(
      `Cannot make a token for ${beyond ?? 'nothing'}: expected some of ${[...permitted].join(', ')}`,
      'scopes',
    )
  }
  if (!(wish.expiresAt > now && wish.expiresAt <= now + LONGEST_DAYS * DAY)) {
    throw invalid(
      `Cannot make a token: expected it to end within ${LONGEST_DAYS} days`,
      'expiresAt',
    )
  }
}

/**
 * What a token of this role may name, made by this actor. Commands read everybody's positions, so the scope for
 * them is whoever's has the host: an administrator sees no location, through a service neither.
 */
export function tokenScopes(role: Role, { kind }: Pick<Actor, 'kind'>): ReadonlySet<TokenScope> {
  const scopes = new Set(tokenScopesOf(role))
  if (kind !== 'operator') scopes.delete('operate')
  return scopes
}

/** Ends a token at once. @throws AppError NOT_PERMITTED where it is not one's to end; NOT_FOUND. */
export function revokeToken(work: AccountWork, id: number): Promise<void> {
  return altering(work, 'tokens', async (transaction) => {
    const token = await tokenById(transaction, id)
    const account = token && (await accountWithTokens(work, transaction, token.accountId))
    if (!account || !(await revokeTokenAt(transaction, id, work.now))) {
      throw notFound(`Cannot revoke token ${id}: there is none that is not revoked`)
    }
    return { result: undefined, details: { change: 'revoked', account: account.id, token: id } }
  })
}

async function accountWithTokens(
  { actor }: AccountWork,
  transaction: RecordsQuery,
  accountId: number,
): Promise<Account> {
  const account = await knownAccount(transaction, accountId)
  const manages = actor.permissions.has('accounts:manage') && account.role === 'service'
  if (manages || actor.accountId === accountId) return account
  throw notPermitted(
    `Cannot use tokens of account ${accountId}: expected your own, or a service's as an administrator`,
  )
}
