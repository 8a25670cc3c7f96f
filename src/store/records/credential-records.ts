import type { Instant } from '../../domain/interval.ts'
import { lockOutMinutes } from '../../domain/lock-out.ts'
import { instantIfAny, instantText } from './record-values.ts'
import type { RecordRow, RecordsQuery } from './records.ts'

/** One try to prove who one is, counted as wrong until it was right. */
export interface Attempt {
  readonly accountId: number
  /** Absent while the account waits, is disabled, or has no password: nothing can be proved then. */
  readonly open: OpenAttempt | undefined
  readonly lockedUntil: Instant | undefined
}

interface OpenAttempt {
  readonly passwordHash: string | undefined
  readonly totpSecret: Uint8Array | undefined
}

type AttemptRow = RecordRow & {
  id: bigint
  tried: boolean
  password_hash: string | null
  totp_secret: Uint8Array | null
  locked_until: string | null
}

/**
 * Counts a try as wrong before anything is compared, in one statement: of many at once no more get
 * through than of as many one after another. What proves right is given back.
 *
 * @returns `undefined` where there is no such account.
 */
export async function beginAttempt(
  query: RecordsQuery,
  account: { username: string } | { id: number },
  now: Instant,
): Promise<Attempt | undefined> {
  const [row] = await query.query<AttemptRow>(
    `with tried as (
       update accounts set failed_attempts = failed_attempts + 1,
         locked_until = $3::timestamptz + interval '1 minute'
           * ($4::int[])[least(failed_attempts + 1, cardinality($4::int[]))]
       where (username = $1 or id = $2::bigint) and disabled_at is null
         and (locked_until is null or locked_until <= $3)
       returning id, password_hash, totp_secret)
     select accounts.id, tried.id is not null as tried, tried.password_hash, tried.totp_secret,
       accounts.locked_until
     from accounts left join tried on tried.id = accounts.id
     where accounts.username = $1 or accounts.id = $2::bigint`,
    [
      'username' in account ? account.username : undefined,
      'id' in account ? account.id : undefined,
      instantText(now),
      lockOutMinutes,
    ],
  )
  if (!row) return undefined
  return {
    accountId: Number(row.id),
    open: row.tried
      ? {
          passwordHash: row.password_hash ?? undefined,
          totpSecret: row.totp_secret ?? undefined,
        }
      : undefined,
    lockedUntil: row.tried ? undefined : instantIfAny(row.locked_until),
  }
}

/** A try that was right, with more to prove: those before it still count. */
export async function giveAttemptBack(query: RecordsQuery, accountId: number): Promise<void> {
  await query.query(
    `update accounts set failed_attempts = greatest(failed_attempts - 1, 0), locked_until = null
     where id = $1`,
    [accountId],
  )
}

/** Everything was proved. */
export async function forgetAttempts(query: RecordsQuery, accountId: number): Promise<void> {
  await query.query('update accounts set failed_attempts = 0, locked_until = null where id = $1', [
    accountId,
  ])
}

export async function setPasswordHash(
  query: RecordsQuery,
  accountId: number,
  passwordHash: string,
): Promise<void> {
  await query.query(
    `update accounts set password_hash = $2, failed_attempts = 0, locked_until = null
     where id = $1`,
    [accountId, passwordHash],
  )
}

/** @returns whether a code of this or a later 30 seconds had not been used before. */
export async function useTotpCounter(
  query: RecordsQuery,
  accountId: number,
  counter: number,
): Promise<boolean> {
  const used = await query.query(
    `update accounts set totp_last_counter = $2
     where id = $1 and coalesce(totp_last_counter < $2, true) returning id`,
    [accountId, counter],
  )
  return used.length > 0
}

/** @returns false where the account has an authenticator already; nothing is changed then. */
export async function setAuthenticator(
  query: RecordsQuery,
  accountId: number,
  { sealedSecret, counter }: { sealedSecret: Uint8Array; counter: number },
): Promise<boolean> {
  const set = await query.query(
    `update accounts set totp_secret = $2, totp_last_counter = $3
     where id = $1 and totp_secret is null returning id`,
    [accountId, sealedSecret, counter],
  )
  return set.length > 0
}

/** The authenticator and every recovery code. */
export async function removeAuthenticator(query: RecordsQuery, accountId: number): Promise<void> {
  await query.query(
    'update accounts set totp_secret = null, totp_last_counter = null where id = $1',
    [accountId],
  )
  await query.query('delete from recovery_codes where account_id = $1', [accountId])
}

/** Those before them are worth nothing from now on. */
export async function replaceRecoveryCodes(
  transaction: RecordsQuery,
  accountId: number,
  codeHashes: readonly Uint8Array[],
): Promise<void> {
  await transaction.query('delete from recovery_codes where account_id = $1', [accountId])
  await transaction.query(
    'insert into recovery_codes (account_id, code_hash) select $1::bigint, unnest($2::bytea[])',
    [accountId, codeHashes],
  )
}

/** Recovery codes that were not used yet. */
export async function countRecoveryCodes(query: RecordsQuery, accountId: number): Promise<number> {
  const [row] = await query.query<{ remaining: bigint }>(
    'select count(*) as remaining from recovery_codes where account_id = $1 and used_at is null',
    [accountId],
  )
  return Number(row?.remaining ?? 0)
}

/** @returns how many are left, or `undefined` where there is no such code or it was used. */
export async function useRecoveryCode(
  query: RecordsQuery,
  accountId: number,
  codeHash: Uint8Array,
  usedAt: Instant,
): Promise<number | undefined> {
  const used = await query.query(
    `update recovery_codes set used_at = $3
     where account_id = $1 and code_hash = $2 and used_at is null returning account_id`,
    [accountId, codeHash, instantText(usedAt)],
  )
  return used.length === 0 ? undefined : countRecoveryCodes(query, accountId)
}
