import type { Instant, Interval } from '../../domain/interval.ts'
import { startText } from './open-interval.ts'
import { instantText } from './record-values.ts'
import type { RecordsQuery } from './records.ts'

const DRAFTS = `reports.kind = 'proximity_alert' and reports.state = 'draft' and exists (
         select from report_wearers where report_id = reports.id and device_wearer_id = $1
       )`

/** How many {@link eraseAlertDrafts} would discard. */
export async function countAlertDrafts(
  query: RecordsQuery,
  deviceWearerId: string,
): Promise<number> {
  const [row] = await query.query<{ found: bigint }>(
    `select count(*) as found from reports where ${DRAFTS}`,
    [deviceWearerId],
  )
  return Number(row?.found)
}

/**
 * Discards alerts that nobody signed and that name a wearer, with what they were made from: it tells of the
 * wearer's other days too, so it goes whatever interval is erased. In the transaction that erases the matches.
 */
export async function eraseAlertDrafts(
  transaction: RecordsQuery,
  deviceWearerId: string,
): Promise<void> {
  await transaction.query(
    `update reports set state = 'discarded', evidence = null where ${DRAFTS}`,
    [deviceWearerId],
  )
}

/** A report that an erasure leaves as it was signed. */
export interface SignedReport {
  readonly number: string
  /** Whether its crime's window, with an hour around it, touches the interval; else it tells of it only as of another day. */
  readonly inInterval: boolean
}

/** The signed reports, also withdrawn ones, that name a wearer, by number. */
export async function signedReportsOf(
  query: RecordsQuery,
  deviceWearerId: string,
  within: Interval,
): Promise<SignedReport[]> {
  const rows = await query.query<{ number: string; touches: boolean }>(
    `select reports.number,
       crime_versions.window_to + interval '1 hour' >= coalesce($2::timestamptz, '-infinity')
         and crime_versions.window_from - interval '1 hour' < coalesce($3::timestamptz, 'infinity')
         as touches
     from reports join crime_versions on crime_versions.id = reports.crime_version_id
     join report_wearers on report_wearers.report_id = reports.id
     where report_wearers.device_wearer_id = $1 and reports.number is not null
     order by reports.number`,
    [deviceWearerId, startText(within), instantText(within.to)],
  )
  return rows.map(({ number, touches }) => ({ number, inInterval: touches }))
}

/** Signed reports of which nothing was said since $1, and that name nobody in $2. */
const SIGNED_OVER = `reports.number is not null
       and greatest(reports.approved_at, reports.withdrawn_at) < $1::timestamptz
       and not exists (
         select from outcomes where report_id = reports.id
           and greatest(recorded_at, revoked_at) >= $1::timestamptz
       ) and not exists (
         select from report_wearers where report_id = reports.id
           and device_wearer_id = any($2::text[])
       )`

/** Questions that a signed statement answered, of which every answer is over; they go with their statements. */
const QUESTIONS_OVER = `exists (
         select from exclusion_answers join reports on reports.id = report_id
         where question_id = exclusion_questions.id and reports.number is not null
       ) and not exists (
         select from exclusion_answers join reports on reports.id = report_id
         where question_id = exclusion_questions.id and not (
           (reports.state = 'discarded' and answered_at < $1::timestamptz
             and coalesce(exclusion_answers.device_wearer_id, '') <> all($2::text[]))
           or (${SIGNED_OVER})
         )
       )`

const ALERTS_OVER = `reports.kind = 'proximity_alert' and ${SIGNED_OVER}`

/** How many alerts and statements {@link deleteOldReports} would delete. */
export async function countOldReports(
  query: RecordsQuery,
  before: Instant,
  heldWearerIds: readonly string[],
): Promise<number> {
  return (await oldReports(query, before, heldWearerIds)).signed
}

/**
 * Deletes signed alerts with their outcomes, and signed statements with their questions, untouched since; of a
 * wearer under a hold they stay. In a transaction. @returns how many alerts and statements.
 */
export async function deleteOldReports(
  transaction: RecordsQuery,
  before: Instant,
  heldWearerIds: readonly string[],
): Promise<number> {
  const { reportIds, questionIds, signed } = await oldReports(transaction, before, heldWearerIds)
  await transaction.query('delete from exclusion_answers where question_id = any($1::bigint[])', [
    questionIds,
  ])
  await transaction.query('delete from exclusion_questions where id = any($1::bigint[])', [
    questionIds,
  ])
  await transaction.query('delete from outcomes where report_id = any($1::bigint[])', [reportIds])
  await transaction.query('delete from reports where id = any($1::bigint[])', [reportIds])
  return signed
}

async function oldReports(query: RecordsQuery, before: Instant, heldWearerIds: readonly string[]) {
  const over = [instantText(before), heldWearerIds]
  const questions = await query.query<{ id: bigint }>(
    `select id from exclusion_questions where ${QUESTIONS_OVER}`,
    over,
  )
  const questionIds = questions.map(({ id }) => id)
  const reports = await query.query<{ id: bigint; signed: boolean }>(
    `select id, number is not null as signed from reports where ${ALERTS_OVER}
     union all select reports.id, number is not null from reports
     join exclusion_answers on report_id = reports.id where question_id = any($3::bigint[])`,
    [...over, questionIds],
  )
  return {
    reportIds: reports.map(({ id }) => id),
    questionIds,
    signed: reports.filter(({ signed }) => signed).length,
  }
}
