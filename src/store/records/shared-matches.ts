import type { Instant } from '../../domain/interval.ts'
import { instantFrom, instantText } from './record-values.ts'
import type { RecordRow, RecordsQuery } from './records.ts'

/**
 * What supervisors are told of: shared, and qualified and standing as it was when it was shared. A case that was
 * looked at anew is shared anew, or not at all. `case_id, device_wearer_id, shared_at, qualified_at`.
 */
export const SHARED_AND_STANDS = `select shared_matches.case_id, shared_matches.device_wearer_id,
       shared_matches.shared_at, decided.qualified_at
     from shared_matches
     join match_cases on match_cases.id = shared_matches.case_id
     join crimes on crimes.id = match_cases.crime_id
     join standing_matches as standing on standing.crime_id = match_cases.crime_id
       and standing.device_wearer_id = match_cases.device_wearer_id
     cross join lateral (
       select max(decided_at) as qualified_at from match_reviews
       where match_reviews.case_id = match_cases.id and superseded_at is null
     ) as decided
     where shared_matches.ended_at is null and match_cases.phase = 'qualified'
       and crimes.withdrawn_at is null and decided.qualified_at <= shared_matches.shared_at`

/** That supervisors may be told of a case. */
export interface SharedMatch {
  readonly by: string
  readonly at: Instant
  readonly why: string
  /** `false`: it was looked at anew, or does not stand any more, and they are not told. */
  readonly isTold: boolean
}

/** How a case is shared now; `undefined` where it is not, or not any more. */
export async function sharingOf(
  query: RecordsQuery,
  caseId: number,
): Promise<SharedMatch | undefined> {
  const [row] = await query.query<SharedRow>(
    `select accounts.name as by, shared_matches.shared_at, shared_matches.why,
       exists (
         select from (${SHARED_AND_STANDS}) as told where told.case_id = shared_matches.case_id
       ) as is_told
     from shared_matches join accounts on accounts.id = shared_matches.shared_by
     where shared_matches.case_id = $1::bigint and shared_matches.ended_at is null`,
    [caseId],
  )
  return row && { by: row.by, at: instantFrom(row.shared_at), why: row.why, isTold: row.is_told }
}

interface Deed {
  readonly accountId: number
  readonly at: Instant
  readonly why: string
}

/** Shares a case from now on. */
export async function addSharing(
  transaction: RecordsQuery,
  { caseId, deviceWearerId }: { readonly caseId: number; readonly deviceWearerId: string },
  { accountId, at, why }: Deed,
): Promise<void> {
  await transaction.query(
    `insert into shared_matches (case_id, device_wearer_id, shared_by, shared_at, why)
     values ($1, $2, $3, $4, $5)`,
    [caseId, deviceWearerId, accountId, instantText(at), why],
  )
}

/** Ends it. @returns whether it was shared. */
export async function endSharing(
  transaction: RecordsQuery,
  caseId: number,
  { accountId, at, why }: Deed,
): Promise<boolean> {
  const rows = await transaction.query(
    `update shared_matches
     set ended_by = $2::bigint, ended_at = greatest($3::timestamptz, shared_at), ended_why = $4
     where case_id = $1 and ended_at is null returning id`,
    [caseId, accountId, instantText(at), why],
  )
  return rows.length > 0
}

type SharedRow = RecordRow & { by: string; shared_at: string; why: string; is_told: boolean }
