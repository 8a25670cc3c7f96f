import type { FollowingProgress } from '../../domain/following.ts'
import type { Instant } from '../../domain/interval.ts'
import { instantFrom, instantIfAny, instantText } from './record-values.ts'
import type { RecordRow, RecordsQuery } from './records.ts'
import type { Viewer } from './viewer.ts'

/** A request to follow somebody live, and what became of it. */
export interface Following extends FollowingProgress {
  readonly id: number
  readonly deviceWearerId: string
  readonly asker: string
  readonly askedAt: Instant
  readonly why: string
  readonly authorityReference: string
  readonly firstApprover: string | undefined
  readonly secondApprover: string | undefined
  /** Why it was refused or stopped. */
  readonly reason: string
}

/** @returns its id. */
export async function insertFollowing(
  transaction: RecordsQuery,
  asked: Pick<
    Following,
    'deviceWearerId' | 'askedBy' | 'askedAt' | 'why' | 'authorityReference' | 'until'
  >,
): Promise<number> {
  const [row] = await transaction.query<{ id: bigint }>(
    `insert into followings
       (device_wearer_id, asked_by, asked_at, why, authority_reference, until_at)
     values ($1, $2, $3, $4, $5, $6) returning id`,
    [
      asked.deviceWearerId,
      asked.askedBy,
      instantText(asked.askedAt),
      asked.why,
      asked.authorityReference,
      instantText(asked.until),
    ],
  )
  return Number(row?.id)
}

/** Those the account may know of, newest first; one of them where an id is given. */
export async function visibleFollowings(
  query: RecordsQuery,
  { accountId, at }: Viewer,
  id?: number,
): Promise<Following[]> {
  const rows = await query.query<FollowingRow>(
    `select followings.*, asker.name as asker, first.name as first, second.name as second
     from visible_followings($1, $2) as visible
     join followings on followings.id = visible.following_id
     join accounts as asker on asker.id = asked_by
     left join accounts as first on first.id = first_approved_by
     left join accounts as second on second.id = second_approved_by
     where $3::bigint is null or followings.id = $3
     order by followings.id desc limit 100`,
    [accountId, instantText(at), id],
  )
  return rows.map(followingFrom)
}

/** Keeps others from changing it until the transaction ends. */
export async function lockFollowing(transaction: RecordsQuery, id: number): Promise<void> {
  await transaction.query('select from followings where id = $1 for update', [id])
}

/** Notes an approval of a locked request: the first, or the second, which puts it in force. */
export async function approveFollowing(
  transaction: RecordsQuery,
  id: number,
  { accountId, at }: Viewer,
): Promise<void> {
  await transaction.query(
    `update followings set
       second_approved_by = case when first_approved_by is null then null else $2::bigint end,
       second_approved_at = case when first_approved_by is null then null else $3::timestamptz end,
       first_approved_by = coalesce(first_approved_by, $2::bigint),
       first_approved_at = coalesce(first_approved_at, $3::timestamptz)
     where id = $1`,
    [id, accountId, instantText(at)],
  )
}

/** Ends it at once, or before it began. */
export async function endFollowing(
  transaction: RecordsQuery,
  id: number,
  how: 'refuse' | 'stop',
  { accountId, at, reason }: Viewer & { readonly reason: string },
): Promise<void> {
  await transaction.query(
    `update followings set reason = $4,
       refused_by = case when $5 = 'refuse' then $2::bigint end,
       refused_at = case when $5 = 'refuse' then $3::timestamptz end,
       stopped_by = case when $5 = 'stop' then $2::bigint end,
       stopped_at = case when $5 = 'stop' then $3::timestamptz end
     where id = $1`,
    [id, accountId, instantText(at), reason, how],
  )
}

type FollowingRow = RecordRow & {
  id: bigint
  device_wearer_id: string
  asked_by: bigint
  asker: string
  asked_at: string
  why: string
  authority_reference: string
  until_at: string
  first_approved_by: bigint | null
  first: string | null
  second_approved_by: bigint | null
  second: string | null
  second_approved_at: string | null
  refused_at: string | null
  stopped_at: string | null
  reason: string
}

function followingFrom(row: FollowingRow): Following {
  return {
    id: Number(row.id),
    deviceWearerId: row.device_wearer_id,
    askedBy: Number(row.asked_by),
    asker: row.asker,
    askedAt: instantFrom(row.asked_at),
    why: row.why,
    authorityReference: row.authority_reference,
    until: instantFrom(row.until_at),
    firstApprovedBy: row.first_approved_by === null ? undefined : Number(row.first_approved_by),
    firstApprover: row.first ?? undefined,
    secondApprovedBy: row.second_approved_by === null ? undefined : Number(row.second_approved_by),
    secondApprover: row.second ?? undefined,
    beganAt: instantIfAny(row.second_approved_at),
    refusedAt: instantIfAny(row.refused_at),
    stoppedAt: instantIfAny(row.stopped_at),
    reason: row.reason,
  }
}
