import type { Instant } from '../../domain/interval.ts'
import { instantFrom, instantText } from './record-values.ts'
import type { RecordsQuery } from './records.ts'

/** One time somebody withdrew a crime, or said that it stands again. */
export interface Withdrawal {
  readonly kind: 'withdrawn' | 'stands_again'
  readonly at: Instant
  readonly by: string
  readonly reason: string
}

/**
 * Withdraws a crime that an account may see, or lets it stand again.
 *
 * @returns whether it did: not where the crime is so already, or out of the account's scope.
 */
export async function setWithdrawn(
  transaction: RecordsQuery,
  accountId: number,
  crimeId: number,
  { kind, at, by, reason }: Withdrawal,
): Promise<boolean> {
  const withdraws = kind === 'withdrawn'
  const altered = await transaction.query(
    `update crimes set withdrawn_at = $3, withdrawn_by = $4, withdrawn_reason = $5
     where id = $2 and force_visible($1::bigint, police_force)
       and (withdrawn_at is null) = $6::boolean
     returning id`,
    [
      accountId,
      crimeId,
      withdraws ? instantText(at) : null,
      withdraws ? by : null,
      withdraws ? reason : null,
      withdraws,
    ],
  )
  if (altered.length === 0) return false
  await transaction.query(
    'insert into crime_withdrawals (crime_id, kind, at, by, reason) values ($1, $2, $3, $4, $5)',
    [crimeId, kind, instantText(at), by, reason],
  )
  return true
}

/** What became of a crime that an account may see, newest first: the first tells whether it is withdrawn. */
export async function visibleWithdrawals(
  query: RecordsQuery,
  accountId: number,
  crimeId: number,
): Promise<Withdrawal[]> {
  const rows = await query.query<{
    kind: Withdrawal['kind']
    at: string
    by: string
    reason: string
  }>(
    `select kind, at, by, reason from crime_withdrawals join crimes on crimes.id = crime_id
     where crime_id = $2 and force_visible($1::bigint, police_force)
     order by crime_withdrawals.id desc`,
    [accountId, crimeId],
  )
  return rows.map(({ kind, at, by, reason }) => ({ kind, at: instantFrom(at), by, reason }))
}
