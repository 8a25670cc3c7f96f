import type { Instant } from '../../domain/interval.ts'
import { deleteUnreviewedCases } from './case-retention.ts'
import { instantText } from './record-values.ts'
import type { RecordsQuery } from './records.ts'

/** Matches of runs that ended before $1, of wearers not in $2. */
const MATCHES_OVER = `matching_runs.id = matches.run_id and matching_runs.finished_at < $1::timestamptz
         and matches.device_wearer_id <> all($2::text[])`

/** How many matches {@link deleteOldMatches} would delete. */
export async function countOldMatches(
  query: RecordsQuery,
  endedBefore: Instant,
  heldWearerIds: readonly string[],
): Promise<number> {
  const [row] = await query.query<{ found: bigint }>(
    `select count(*) as found from matches join matching_runs on ${MATCHES_OVER}`,
    [instantText(endedBefore), heldWearerIds],
  )
  return Number(row?.found)
}

/**
 * Deletes what runs that ended before an instant found, and how it came to stand, but for some wearers. The runs themselves stay
 * and say since when their matches are gone. @returns how many matches.
 */
export async function deleteOldMatches(
  query: RecordsQuery,
  endedBefore: Instant,
  heldWearerIds: readonly string[],
  at: Instant,
): Promise<number> {
  await query.query(
    `delete from match_changes
     where changed_at < $1::timestamptz and device_wearer_id <> all($2::text[])`,
    [instantText(endedBefore), heldWearerIds],
  )
  const [row] = await query.query<{ deleted: bigint }>(
    `with gone as (
       delete from matches using matching_runs where ${MATCHES_OVER} returning matches.run_id
     ), marked as (
       update matching_runs set matches_deleted_at = $3
       where id in (select run_id from gone) and matches_deleted_at is null
     ) select count(*) as deleted from gone`,
    [instantText(endedBefore), heldWearerIds, instantText(at)],
  )
  await deleteUnreviewedCases(query, endedBefore, heldWearerIds)
  return Number(row?.deleted)
}

/** Crimes of which no version came after $1, and which no match that is kept names, nor anybody's decision, question or request. */
const CRIMES_OVER = `not exists (
         select from crime_versions join imports on imports.id = crime_versions.import_id
         where crime_versions.crime_id = crimes.id and imports.started_at >= $1::timestamptz
       ) and not exists (
         select from crime_versions join matches on matches.crime_version_id = crime_versions.id
         where crime_versions.crime_id = crimes.id
       ) and not exists (select from match_cases where match_cases.crime_id = crimes.id)
       and not exists (select from reports where reports.crime_id = crimes.id)
       and not exists (select from exclusion_questions where exclusion_questions.crime_id = crimes.id)
       and not exists (select from place_questions where place_questions.crime_id = crimes.id)
       -- References are typed, several to a field: a crime more is kept rather than one too few.
       and not exists (
         select from data_requests where data_requests.police_force = crimes.police_force
           and strpos(lower(crime_references), lower(crimes.crime_reference)) > 0
       )`

/** How many crimes {@link deleteOldCrimes} would delete. */
export async function countOldCrimes(query: RecordsQuery, saidBefore: Instant): Promise<number> {
  const [row] = await query.query<{ found: bigint }>(
    `select count(*) as found from crimes where ${CRIMES_OVER}`,
    [instantText(saidBefore)],
  )
  return Number(row?.found)
}

/**
 * Deletes crimes, with all their versions, of which nothing new was said since an instant; those that a match,
 * a case, a report, a question or a data request names stay with it. @returns how many crimes.
 */
export async function deleteOldCrimes(
  transaction: RecordsQuery,
  saidBefore: Instant,
): Promise<number> {
  await transaction.query(
    `delete from crime_versions using crimes
     where crimes.id = crime_versions.crime_id and ${CRIMES_OVER}`,
    [instantText(saidBefore)],
  )
  const [row] = await transaction.query<{ deleted: bigint }>(
    `with gone as (
       delete from crimes
       where not exists (select from crime_versions where crime_versions.crime_id = crimes.id)
       returning 1
     ) select count(*) as deleted from gone`,
  )
  return Number(row?.deleted)
}
