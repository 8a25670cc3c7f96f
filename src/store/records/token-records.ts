import type { Account } from '../../domain/account.ts'
import type { Instant } from '../../domain/interval.ts'
import type { Permission } from '../../domain/roles.ts'
import { type AccountRow, accountColumns, accountFrom } from './account-records.ts'
import { instantFrom, instantIfAny, instantText } from './record-values.ts'
import type { RecordRow, RecordsQuery } from './records.ts'

export interface TokenStart {
  readonly accountId: number
  readonly name: string
  readonly tokenHash: Uint8Array
  readonly scopes: readonly Permission[]
  readonly createdAt: Instant
  readonly expiresAt: Instant
}

export interface ApiToken {
  readonly id: number
  readonly accountId: number
  readonly name: string
  readonly scopes: readonly Permission[]
  readonly createdAt: Instant
  readonly expiresAt: Instant
  readonly revokedAt: Instant | undefined
  readonly lastUsedAt: Instant | undefined
}

/** @returns its id. */
export async function insertToken(query: RecordsQuery, token: TokenStart): Promise<number> {
  const [row] = await query.query<{ id: bigint }>(
    `insert into api_tokens (account_id, name, token_hash, scopes, created_at, expires_at)
     values ($1, $2, $3, $4, $5, $6) returning id`,
    [
      token.accountId,
      token.name,
      token.tokenHash,
      token.scopes,
      instantText(token.createdAt),
      instantText(token.expiresAt),
    ],
  )
  return Number(row?.id)
}

/**
 * Whose token it is and what it names, in one statement that also notes it was used (at most once a
 * minute).
 *
 * @returns `undefined` where there is none, it expired or was revoked, or the account is disabled.
 */
export async function findToken(
  query: RecordsQuery,
  tokenHash: Uint8Array,
  now: Instant,
): Promise<{ scopes: readonly Permission[]; account: Account } | undefined> {
  const [row] = await query.query<AccountRow & { scopes: Permission[] }>(
    `with used as (
       update api_tokens set last_used_at = $2::timestamptz
       where token_hash = $1 and expires_at > $2 and revoked_at is null
         and coalesce(last_used_at <= $2::timestamptz - interval '1 minute', true))
     select scopes, ${accountColumns}
     from api_tokens join accounts on accounts.id = api_tokens.account_id
     where token_hash = $1 and expires_at > $2 and revoked_at is null and disabled_at is null`,
    [tokenHash, instantText(now)],
  )
  return row && { scopes: row.scopes, account: accountFrom(row) }
}

export async function tokenById(query: RecordsQuery, id: number): Promise<ApiToken | undefined> {
  const [row] = await query.query<TokenRow>('select * from api_tokens where id = $1', [id])
  return row && tokenFrom(row)
}

/** An account's tokens, newest first. */
export async function tokensOf(query: RecordsQuery, accountId: number): Promise<ApiToken[]> {
  const rows = await query.query<TokenRow>(
    'select * from api_tokens where account_id = $1 order by id desc',
    [accountId],
  )
  return rows.map(tokenFrom)
}

/** @returns false where it was revoked before. */
export async function revokeTokenAt(
  query: RecordsQuery,
  id: number,
  revokedAt: Instant,
): Promise<boolean> {
  const revoked = await query.query(
    'update api_tokens set revoked_at = $2 where id = $1 and revoked_at is null returning id',
    [id, instantText(revokedAt)],
  )
  return revoked.length > 0
}

/** Every token of an account. */
export async function revokeTokensOf(
  query: RecordsQuery,
  accountId: number,
  revokedAt: Instant,
): Promise<void> {
  await query.query(
    'update api_tokens set revoked_at = $2 where account_id = $1 and revoked_at is null',
    [accountId, instantText(revokedAt)],
  )
}

type TokenRow = RecordRow & {
  id: bigint
  account_id: bigint
  name: string
  scopes: Permission[]
  created_at: string
  expires_at: string
  revoked_at: string | null
  last_used_at: string | null
}

function tokenFrom(row: TokenRow): ApiToken {
  return {
    id: Number(row.id),
    accountId: Number(row.account_id),
    name: row.name,
    scopes: row.scopes,
    createdAt: instantFrom(row.created_at),
    expiresAt: instantFrom(row.expires_at),
    revokedAt: instantIfAny(row.revoked_at),
    lastUsedAt: instantIfAny(row.last_used_at),
  }
}
