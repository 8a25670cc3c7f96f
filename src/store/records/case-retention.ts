import type { Instant, Interval } from '../../domain/interval.ts'
import { startText } from './open-interval.ts'
import { instantText } from './record-values.ts'
import type { RecordsQuery } from './records.ts'

/**
 * Removes what reviews kept of a wearer's positions at crimes whose window, with the run's padding, touches an
 * interval, and how strong their cases were. That somebody looked, decided and why stays: it is about the decision.
 * In the transaction that erases the matches.
 */
export async function eraseReviewedEvidence(
  transaction: RecordsQuery,
  deviceWearerId: string,
  within: Interval,
): Promise<void> {
  const touched = [deviceWearerId, startText(within), instantText(within.to)]
  await transaction.query(
    `update match_reviews
     set evidence = json_build_object('stands', match_reviews.evidence -> 'stands', 'erased', true)::jsonb
     from match_cases, crime_versions, matching_runs
     where match_cases.id = match_reviews.case_id and match_cases.device_wearer_id = $1
       and crime_versions.id = match_reviews.crime_version_id
       and matching_runs.id = match_reviews.run_id
       and crime_versions.window_to + make_interval(mins =>
         coalesce((matching_runs.parameters ->> 'padMinutes')::double precision, 0)::integer + 1
       ) >= coalesce($2::timestamptz, '-infinity')
       and crime_versions.window_from - make_interval(mins =>
         coalesce((matching_runs.parameters ->> 'padMinutes')::double precision, 0)::integer + 1
       ) < coalesce($3::timestamptz, 'infinity')`,
    touched,
  )
  await transaction.query(
    `update match_cases set log10_lr = 0
     from crime_versions
     where crime_versions.crime_id = match_cases.crime_id and match_cases.device_wearer_id = $1
       and crime_versions.window_to >= coalesce($2::timestamptz, '-infinity')
       and crime_versions.window_from < coalesce($3::timestamptz, 'infinity')`,
    touched,
  )
}

/** Cases that nobody looked at, of which nothing stands and no report tells: they go with their matches. */
export async function deleteUnreviewedCases(
  transaction: RecordsQuery,
  openedBefore: Instant,
  heldWearerIds: readonly string[],
): Promise<void> {
  await transaction.query(
    `delete from match_cases
     where opened_at < $1::timestamptz and device_wearer_id <> all($2::text[])
       and not exists (select from match_reviews where case_id = match_cases.id)
       and not exists (select from report_wearers where case_id = match_cases.id)
       and not exists (
         select from standing_matches where crime_id = match_cases.crime_id
           and device_wearer_id = match_cases.device_wearer_id
       )`,
    [instantText(openedBefore), heldWearerIds],
  )
}

/** Alerts that nobody signed, drafted before $1, and that name nobody in $2. */
const DRAFTS_OVER = `reports.kind = 'proximity_alert' and reports.number is null
       and reports.drafted_at < $1::timestamptz and not exists (
         select from report_wearers where report_id = reports.id
           and device_wearer_id = any($2::text[])
       )`

/** Cases that were opened, and looked at, before $1, of nobody in $2, and that no report rests on that stays. */
const CASES_OVER = `match_cases.opened_at < $1::timestamptz
       and match_cases.device_wearer_id <> all($2::text[])
       and not exists (
         select from match_reviews where case_id = match_cases.id and decided_at >= $1::timestamptz
       ) and not exists (
         select from report_wearers join reports on reports.id = report_wearers.report_id
         where report_wearers.case_id = match_cases.id and not (${DRAFTS_OVER})
       )`

/** How many drafts and cases {@link deleteOldCasework} would delete. */
export async function countOldCasework(
  query: RecordsQuery,
  before: Instant,
  heldWearerIds: readonly string[],
): Promise<number> {
  const [row] = await query.query<{ found: bigint }>(
    `select (select count(*) from reports where ${DRAFTS_OVER})
       + (select count(*) from match_cases where ${CASES_OVER}) as found`,
    [instantText(before), heldWearerIds],
  )
  return Number(row?.found)
}

/** Deletes drafts of alerts, and cases with their reviews, untouched since and of which no signed alert tells. @returns how many of both. */
export async function deleteOldCasework(
  transaction: RecordsQuery,
  before: Instant,
  heldWearerIds: readonly string[],
): Promise<number> {
  const over = [instantText(before), heldWearerIds]
  const deleted = await countOldCasework(transaction, before, heldWearerIds)
  const cases = await transaction.query<{ id: bigint }>(
    `select id from match_cases where ${CASES_OVER}`,
    over,
  )
  const reports = await transaction.query<{ id: bigint }>(
    `select id from reports where ${DRAFTS_OVER}`,
    over,
  )
  const [caseIds, reportIds] = [cases.map(({ id }) => id), reports.map(({ id }) => id)]
  await transaction.query('delete from reports where id = any($1::bigint[])', [reportIds])
  await transaction.query('delete from match_reviews where case_id = any($1::bigint[])', [caseIds])
  await transaction.query('delete from match_cases where id = any($1::bigint[])', [caseIds])
  return deleted
}
