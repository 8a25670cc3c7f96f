import type { Account } from '../../domain/account.ts'
import type { Instant } from '../../domain/interval.ts'
import { sessionLimits } from '../../domain/session-stage.ts'
import { type AccountRow, accountColumns, accountFrom } from './account-records.ts'
import { instantFrom, instantIfAny, instantText } from './record-values.ts'
import type { RecordsQuery } from './records.ts'

export interface SessionStart {
  readonly idHash: Uint8Array
  readonly accountId: number
  readonly startedAt: Instant
  readonly secondFactorAt: Instant | undefined
  readonly fromAddress: string
}

export interface Session {
  readonly idHash: Uint8Array
  readonly startedAt: Instant
  readonly secondFactorAt: Instant | undefined
  /** Sealed. */
  readonly enrollingSecret: Uint8Array | undefined
}

/** Begins a session, and lets go of the account's that are over. */
export async function startSession(query: RecordsQuery, start: SessionStart): Promise<void> {
  await query.query('delete from sessions where account_id = $1 and created_at <= $2', [
    start.accountId,
    instantText(start.startedAt - sessionLimits.absolute),
  ])
  await query.query(
    `insert into sessions (id_hash, account_id, created_at, last_seen_at, second_factor_at,
       from_address)
     values ($1, $2, $3, $3, $4, $5)`,
    [
      start.idHash,
      start.accountId,
      instantText(start.startedAt),
      instantText(start.secondFactorAt),
      start.fromAddress,
    ],
  )
}

/**
 * The session and whose it is, in one statement that also notes it was used (at most once a minute).
 *
 * @returns `undefined` where there is none, it is over, or the account is disabled.
 */
export async function findSession(
  query: RecordsQuery,
  idHash: Uint8Array,
  now: Instant,
): Promise<{ session: Session; account: Account } | undefined> {
  const [row] = await query.query<
    AccountRow & {
      started_at: string
      second_factor_at: string | null
      enrolling_secret: Uint8Array | null
    }
  >(
    `with seen as (
       update sessions set last_seen_at = $2::timestamptz
       where id_hash = $1 and last_seen_at <= $2::timestamptz - interval '1 minute'
         and created_at > $3 and last_seen_at > $4)
     select sessions.created_at as started_at, second_factor_at, enrolling_secret, ${accountColumns}
     from sessions join accounts on accounts.id = sessions.account_id
     where id_hash = $1 and sessions.created_at > $3 and last_seen_at > $4 and disabled_at is null`,
    [
      idHash,
      instantText(now),
      instantText(now - sessionLimits.absolute),
      instantText(now - sessionLimits.idle),
    ],
  )
  if (!row) return undefined
  return {
    session: {
      idHash,
      startedAt: instantFrom(row.started_at),
      secondFactorAt: instantIfAny(row.second_factor_at),
      enrollingSecret: row.enrolling_secret ?? undefined,
    },
    account: accountFrom(row),
  }
}

export async function setEnrollingSecret(
  query: RecordsQuery,
  idHash: Uint8Array,
  sealedSecret: Uint8Array,
): Promise<void> {
  await query.query('update sessions set enrolling_secret = $2 where id_hash = $1', [
    idHash,
    sealedSecret,
  ])
}

/** Where an account is signed in. */
export interface OpenSession {
  readonly idHash: Uint8Array
  readonly startedAt: Instant
  /** To the minute. */
  readonly lastSeenAt: Instant
  readonly fromAddress: string
}

/** An account's sessions that are not over, the last used first. */
export async function openSessionsOf(
  query: RecordsQuery,
  accountId: number,
  now: Instant,
): Promise<OpenSession[]> {
  const rows = await query.query<{
    id_hash: Uint8Array
    created_at: string
    last_seen_at: string
    from_address: string
  }>(
    `select id_hash, created_at, last_seen_at, from_address from sessions
     where account_id = $1 and created_at > $2 and last_seen_at > $3
     order by last_seen_at desc, id_hash`,
    [accountId, instantText(now - sessionLimits.absolute), instantText(now - sessionLimits.idle)],
  )
  return rows.map((row) => ({
    idHash: row.id_hash,
    startedAt: instantFrom(row.created_at),
    lastSeenAt: instantFrom(row.last_seen_at),
    fromAddress: row.from_address,
  }))
}

/** @returns whether there was one. */
export async function endSession(query: RecordsQuery, idHash: Uint8Array): Promise<boolean> {
  const ended = await query.query('delete from sessions where id_hash = $1 returning account_id', [
    idHash,
  ])
  return ended.length > 0
}

/** Signs an account out everywhere, or everywhere else. @returns how many sessions ended. */
export async function endSessionsOf(
  query: RecordsQuery,
  accountId: number,
  except?: Uint8Array,
): Promise<number> {
  const ended = await query.query(
    `delete from sessions where account_id = $1 and id_hash is distinct from $2::bytea
     returning account_id`,
    [accountId, except],
  )
  return ended.length
}
