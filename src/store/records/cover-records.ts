import type { Instant, Interval } from '../../domain/interval.ts'
import { instantFrom, instantText } from './record-values.ts'
import type { RecordRow, RecordsQuery } from './records.ts'

/** Whose wearers are covered: a team's, or one practitioner's. */
export type Covered = { readonly team: string } | { readonly practitioner: string }

export interface CoverStart {
  /** Who covers. */
  readonly accountId: number
  readonly covered: Covered
  /** Both ends are instants: cover that nobody ends, ends. */
  readonly within: Interval
  readonly reason: string
  readonly madeBy: number | undefined
}

export interface Cover extends CoverStart {
  readonly id: number
}

type CoverRow = RecordRow & {
  id: bigint
  account_id: bigint
  team: string | null
  practitioner: string | null
  starts_at: string
  ends_at: string
  reason: string
  made_by: bigint | null
}

/** @returns its id. */
export async function insertCover(query: RecordsQuery, cover: CoverStart): Promise<number> {
  const { covered } = cover
  const [row] = await query.query<{ id: bigint }>(
    `insert into covers (account_id, team, practitioner, starts_at, ends_at, reason, made_by)
     values ($1, $2, $3, $4, $5, $6, $7) returning id`,
    [
      cover.accountId,
      'team' in covered ? covered.team : undefined,
      'practitioner' in covered ? covered.practitioner : undefined,
      instantText(cover.within.from),
      instantText(cover.within.to),
      cover.reason,
      cover.madeBy,
    ],
  )
  return Number(row?.id)
}

/** Cover that is not over, and of those the account's where one is named; the first to start first. */
export async function coverNotOver(
  query: RecordsQuery,
  now: Instant,
  accountId?: number,
): Promise<Cover[]> {
  const rows = await query.query<CoverRow>(
    `select * from covers where ends_at > $1 and coalesce(account_id = $2::bigint, true)
     order by starts_at, id`,
    [instantText(now), accountId],
  )
  return rows.map(coverFrom)
}

/** Ends it now, or before it began. @returns the account that covered, or `undefined` where none is in force or to come. */
export async function endCoverAt(
  query: RecordsQuery,
  id: number,
  now: Instant,
): Promise<number | undefined> {
  const [row] = await query.query<{ account_id: bigint }>(
    `update covers set ends_at = greatest(starts_at, $2::timestamptz)
     where id = $1 and ends_at > $2 returning account_id`,
    [id, instantText(now)],
  )
  return row && Number(row.account_id)
}

function coverFrom(row: CoverRow): Cover {
  return {
    id: Number(row.id),
    accountId: Number(row.account_id),
    covered: row.team === null ? { practitioner: row.practitioner ?? '' } : { team: row.team },
    within: { from: instantFrom(row.starts_at), to: instantFrom(row.ends_at) },
    reason: row.reason,
    madeBy: row.made_by === null ? undefined : Number(row.made_by),
  }
}
