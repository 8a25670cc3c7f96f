import type { CrimeVersion } from '../../domain/crime.ts'
import type { RowIssue } from '../../domain/row-issue.ts'
import {
  type CrimeVersionRow,
  crimeVersionFrom,
  crimeVersionSelection,
} from './crime-version-rows.ts'
import type { RecordsQuery } from './records.ts'
import {
  type KeptRow,
  type RowIssueRow,
  refusedRows,
  rowIssueFrom,
  rowIssueSelection,
} from './refused-records.ts'

/** What of an attempt is asked: permission is with its statements. */
interface Part {
  readonly accountId: number
  readonly attemptId: number
}

/** The attempt `$2`, as far as account `$1` may see it. */
const ATTEMPT = `(
       select * from ingestion_attempts
       where id = $2 and force_visible($1::bigint, police_force)
     ) as attempt`

/** The first later file of the same force that took the crime of `issue`. */
const CORRECTED = `select later.id, later.batch_id
       from crimes
       join crime_versions on crime_versions.crime_id = crimes.id
       join ingestion_attempts as later on later.import_id = crime_versions.import_id
       where crimes.police_force = attempt.police_force
         and crimes.crime_reference = issue.crime_reference
         and crime_versions.import_id > attempt.import_id
       order by crime_versions.import_id, later.id limit 1`

/** A row issue with its place among its file's, and where the crime was taken since. */
export interface ListedRowIssue extends RowIssue {
  readonly ordinal: number
  readonly corrected: { readonly attemptId: number; readonly batchId: string } | undefined
}

/** What was wrong with a file's rows, in their order, behind `after`. */
export async function attemptIssues(
  query: RecordsQuery,
  { accountId, attemptId }: Part,
  { after = -1, limit }: { after?: number | undefined; limit: number },
): Promise<ListedRowIssue[]> {
  const rows = await query.query<
    RowIssueRow & { later_id: bigint | null; later_batch: string | null }
  >(
    `select ${rowIssueSelection}, corrected.id as later_id, corrected.batch_id as later_batch
     from ${ATTEMPT}
     cross join lateral (
       select * from row_issues where import_id = attempt.import_id and ordinal > $3
       order by ordinal limit $4
     ) as issue
     left join lateral (${CORRECTED}) as corrected on issue.file_row is not null
     order by ordinal`,
    [accountId, attemptId, after, limit],
  )
  return rows.map((row) => ({
    ...rowIssueFrom(row),
    ordinal: row.ordinal,
    corrected:
      row.later_id === null
        ? undefined
        : { attemptId: Number(row.later_id), batchId: row.later_batch ?? '' },
  }))
}

/** How many refused rows of a file were of crimes that a later file brought. */
export async function correctedRows(
  query: RecordsQuery,
  { accountId, attemptId }: Part,
): Promise<number> {
  const [row] = await query.query<{ corrected: bigint }>(
    `select count(distinct issue.file_row) as corrected
     from ${ATTEMPT}
     join row_issues as issue on issue.import_id = attempt.import_id
     join refused_rows as refused on refused.import_id = attempt.import_id
       and refused.file_row = issue.file_row
     where exists (${CORRECTED})`,
    [accountId, attemptId],
  )
  return Number(row?.corrected)
}

/** How a file's rows add up by crime type, `''` where a row said none that is known; in no order. */
export interface TypeCounts {
  readonly crimeType: string
  readonly submitted: number
  readonly accepted: number
  readonly refused: number
}

/** @returns nothing for files from before this was counted. */
export async function attemptTypes(
  query: RecordsQuery,
  { accountId, attemptId }: Part,
): Promise<TypeCounts[]> {
  const rows = await query.query<{
    crime_type: string
    submitted: number
    accepted: number
    refused: number
  }>(
    `select batch_types.* from ${ATTEMPT}
     join batch_types on batch_types.import_id = attempt.import_id`,
    [accountId, attemptId],
  )
  return rows.map(({ crime_type: crimeType, submitted, accepted, refused }) => ({
    crimeType,
    submitted,
    accepted,
    refused,
  }))
}

/** A crime version that a file made, with its crime's number here and the line it stood on. */
export interface AttemptCrime {
  readonly crimeId: number
  readonly crime: CrimeVersion
  readonly row: number
}

/** What a file brought of crimes that was news, in the order of its lines, behind line `after`. */
export async function attemptCrimes(
  query: RecordsQuery,
  { accountId, attemptId }: Part,
  { after = 0, limit }: { after?: number | undefined; limit: number },
): Promise<AttemptCrime[]> {
  const rows = await query.query<CrimeVersionRow>(
    `select ${crimeVersionSelection}
     from ${ATTEMPT}
     join crime_versions as stated on stated.import_id = attempt.import_id
     join crimes on crimes.id = stated.crime_id
     where stated.file_row > $3
     order by stated.file_row limit $4`,
    [accountId, attemptId, after, limit],
  )
  return rows.map((row) => ({
    crimeId: Number(row.crime_id),
    crime: crimeVersionFrom(row),
    row: row.file_row,
  }))
}

/** The rows of a file that were refused, as they came. */
export async function* attemptRefusedRows(
  query: RecordsQuery,
  { accountId, attemptId }: Part,
): AsyncGenerator<KeptRow> {
  const [attempt] = await query.query<{ import_id: bigint | null }>(
    `select attempt.import_id from ${ATTEMPT}`,
    [accountId, attemptId],
  )
  if (attempt?.import_id != null) yield* refusedRows(query, Number(attempt.import_id))
}
