import type { Instant } from '../../domain/interval.ts'
import { instantText } from './record-values.ts'
import type { RecordsQuery } from './records.ts'

/** What a code that was handed over lets its holder do, once. */
export type CodePurpose = 'set-password' | 'reset-authenticator'

export interface CodeStart {
  readonly accountId: number
  readonly purpose: CodePurpose
  readonly codeHash: Uint8Array
  readonly expiresAt: Instant
}

/** Keeps a code; an earlier one of the same account and purpose is worth nothing from now on. */
export async function replaceCode(transaction: RecordsQuery, code: CodeStart): Promise<void> {
  await transaction.query(
    'delete from one_time_codes where account_id = $1 and purpose = $2 and used_at is null',
    [code.accountId, code.purpose],
  )
  await transaction.query(
    `insert into one_time_codes (code_hash, account_id, purpose, expires_at)
     values ($1, $2, $3, $4)`,
    [code.codeHash, code.accountId, code.purpose, instantText(code.expiresAt)],
  )
}

/** @returns whether the code was the account's, for this, in time, and not used before. */
export async function useCode(
  query: RecordsQuery,
  { accountId, purpose, codeHash }: Omit<CodeStart, 'expiresAt'>,
  now: Instant,
): Promise<boolean> {
  const used = await query.query(
    `update one_time_codes set used_at = $4
     where code_hash = $3 and account_id = $1 and purpose = $2 and used_at is null
       and expires_at > $4 returning account_id`,
    [accountId, purpose, codeHash, instantText(now)],
  )
  return used.length > 0
}

/** Whether a code was handed over and not used yet, be it too late for it or not. */
export async function codeIsDue(
  query: RecordsQuery,
  accountId: number,
  purpose: CodePurpose,
): Promise<boolean> {
  const [row] = await query.query<{ due: boolean }>(
    `select exists (select from one_time_codes
       where account_id = $1 and purpose = $2 and used_at is null) as due`,
    [accountId, purpose],
  )
  return row?.due ?? false
}
