import type { Instant } from '../../domain/interval.ts'
import { instantText } from './record-values.ts'
import type { RecordsQuery } from './records.ts'

/**
 * A pair that somebody has to look at: a position in radius, or evidence of presence without one (a window of an instant
 * falls between two positions); and none that speaks against it.
 */
const TO_LOOK_AT = `(matches.positions_in_radius > 0 or matches.verdict = 'supports_presence')
       and matches.verdict is distinct from 'supports_absence'`

/** A decade of the ratio that makes another evidence: a quarter more, or less. */
const SAME_WITHIN = 0.1

/** Cases that somebody has looked at, so that a change means something. */
const LOOKED_AT = `('second_review', 'disagreed', 'qualified', 'rejected')`

/**
 * Opens a case for each pair that stands since a run and has to be looked at, lets fall away what nobody
 * had decided, and marks decisions, drafts and reports that rest on what is no longer so. Decides nothing.
 *
 * Within the transaction in which the run's answer comes to stand, behind its `match_changes`.
 */
export async function openCases(
  transaction: RecordsQuery,
  { runId, at }: { readonly runId: number; readonly at: Instant },
): Promise<void> {
  await comeBack(transaction, runId, at)
  await fallAway(transaction, runId)
  await markCases(transaction, runId, at)
  await transaction.query(
    `insert into match_cases (crime_id, device_wearer_id, police_force, crime_received_on, opened_at, log10_lr)
     select crimes.id, standing.device_wearer_id, crimes.police_force, crimes.received_on,
       $2::timestamptz, coalesce(matches.log10_lr, 0)
     from standing_matches as standing
     join matches on matches.run_id = standing.run_id and matches.ordinal = standing.ordinal
     join crimes on crimes.id = standing.crime_id
     where standing.run_id = $1 and ${TO_LOOK_AT}
     order by standing.ordinal
     on conflict (crime_id, device_wearer_id) do nothing`,
    [runId, instantText(at)],
  )
  await transaction.query(
    `update match_cases set log10_lr = coalesce(matches.log10_lr, 0)
     from standing_matches as standing
     join matches on matches.run_id = standing.run_id and matches.ordinal = standing.ordinal
     where standing.run_id = $1 and standing.crime_id = match_cases.crime_id
       and standing.device_wearer_id = match_cases.device_wearer_id
       and match_cases.log10_lr is distinct from coalesce(matches.log10_lr, 0)`,
    [runId],
  )
  await markReports(transaction, runId, at)
}

/** What fell away and is near again is looked at from the beginning. */
async function comeBack(transaction: RecordsQuery, runId: number, at: Instant): Promise<void> {
  await transaction.query(
    `with back as (
       update match_cases set state = 'to_review', evidence_changed_at = null, opened_at = $2
       from standing_matches as standing
       join matches on matches.run_id = standing.run_id and matches.ordinal = standing.ordinal
       where standing.run_id = $1 and standing.crime_id = match_cases.crime_id
         and standing.device_wearer_id = match_cases.device_wearer_id
         and match_cases.state = 'fallen_away' and ${TO_LOOK_AT}
       returning match_cases.id
     )
     update match_reviews set superseded_at = $2, superseded_why = 'evidence_changed'
     where case_id in (select id from back) and superseded_at is null`,
    [runId, instantText(at)],
  )
}

async function fallAway(transaction: RecordsQuery, runId: number): Promise<void> {
  await transaction.query(
    `update match_cases
     set state = 'fallen_away', evidence_changed_at = null, claimed_by = null, claimed_at = null
     where state in ('to_review', 'second_review', 'disagreed')
       and (crime_id, device_wearer_id) in (
         select crime_id, device_wearer_id from match_changes where run_id = $1
       )
       and not exists (
         select from standing_matches as standing
         join matches on matches.run_id = standing.run_id and matches.ordinal = standing.ordinal
         where standing.crime_id = match_cases.crime_id
           and standing.device_wearer_id = match_cases.device_wearer_id and ${TO_LOOK_AT}
       )`,
    [runId],
  )
}

/**
 * Marks cases whose pair is not as it was when somebody last looked: gone, of another verdict, ratio or count
 * in radius than was kept with the review, or of a crime that was restated or withdrawn. What was looked at is
 * compared, not the run before: many small steps come to a large one.
 */
async function markCases(transaction: RecordsQuery, runId: number, at: Instant): Promise<void> {
  await transaction.query(
    `update match_cases set evidence_changed_at = $2
     from (
       select distinct on (case_id) case_id, crime_version_id, evidence from match_reviews
       where superseded_at is null order by case_id, id desc
     ) as looked
     join match_cases as known on known.id = looked.case_id
     join crimes on crimes.id = known.crime_id
     left join standing_matches as standing on standing.crime_id = known.crime_id
       and standing.device_wearer_id = known.device_wearer_id
     left join matches on matches.run_id = standing.run_id and matches.ordinal = standing.ordinal
     where match_cases.id = known.id and known.state in ${LOOKED_AT}
       and known.evidence_changed_at is null
       and (
         looked.crime_version_id <> (
           select id from crime_versions where crime_id = crimes.id order by version desc limit 1
         )
         or crimes.withdrawn_at is not null and looked.evidence ->> 'stands' = 'true'
         or (
           exists (
             select from run_crimes
             where run_crimes.run_id = $1 and run_crimes.crime_id = known.crime_id
           ) and (
             (looked.evidence ->> 'stands')::boolean is distinct from (matches.run_id is not null)
             or matches.run_id is not null and (
               looked.evidence ->> 'verdict' is distinct from matches.verdict
               or abs((looked.evidence ->> 'log10Lr')::double precision - matches.log10_lr) >= $3
               or (looked.evidence ->> 'positionsInRadius')::integer is distinct from matches.positions_in_radius
             )
           )
         )
       )`,
    [runId, instantText(at), SAME_WITHIN],
  )
}

/** Marks drafts and approved reports: about a pair that changed, or a crime that was restated or withdrawn. */
async function markReports(transaction: RecordsQuery, runId: number, at: Instant): Promise<void> {
  await transaction.query(
    `update reports set evidence_changed_at = $2
     from crimes
     where crimes.id = reports.crime_id and reports.state in ('draft', 'approved')
       and reports.evidence_changed_at is null
       -- What somebody said stands all the same is marked by what changes after that, not by what had changed.
       and (reports.stands_at is null or exists (
         select from report_wearers as told
         join match_changes on match_changes.run_id = $1
           and match_changes.crime_id = reports.crime_id
           and match_changes.device_wearer_id = told.device_wearer_id
         where told.report_id = reports.id
       ) or exists (
         select from run_crimes where run_crimes.run_id = $1
           and run_crimes.crime_id = reports.crime_id and cause in ('crimes', 'withdrawal')
       ))
       and (
         crimes.withdrawn_at is not null
         or reports.crime_version_id <> (
           select id from crime_versions where crime_id = crimes.id order by version desc limit 1
         )
         or exists (
           select from report_wearers as told
           join run_crimes on run_crimes.run_id = $1 and run_crimes.crime_id = reports.crime_id
           left join matches as told_match on told_match.run_id = told.run_id
             and told_match.ordinal = told.ordinal
           left join standing_matches as standing on standing.crime_id = reports.crime_id
             and standing.device_wearer_id = told.device_wearer_id
           left join matches as known on known.run_id = standing.run_id
             and known.ordinal = standing.ordinal
           where told.report_id = reports.id and case
             -- Nothing to compare with: whoever is ruled out was no match, or it is kept no longer.
             when told_match.run_id is null then exists (
               select from match_changes where match_changes.run_id = $1
                 and match_changes.crime_id = reports.crime_id
                 and match_changes.device_wearer_id = told.device_wearer_id
             )
             else known.run_id is null
               or told_match.verdict is distinct from known.verdict
               or abs(told_match.log10_lr - known.log10_lr) >= $3
               or told_match.positions_in_radius <> known.positions_in_radius
           end
         )
       )`,
    [runId, instantText(at), SAME_WITHIN],
  )
}
