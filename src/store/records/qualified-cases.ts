import type { EvidenceSummary } from '../../domain/evidence-summary.ts'
import type { Instant } from '../../domain/interval.ts'
import type { Role } from '../../domain/roles.ts'
import { instantFrom, instantText } from './record-values.ts'
import type { RecordRow, RecordsQuery } from './records.ts'
import type { Viewer } from './viewer.ts'

/** A pair that people qualified, whose evidence has not changed since, with the match that stands. */
export interface QualifiedCase {
  readonly caseId: number
  readonly deviceWearerId: string
  readonly names: readonly string[]
  readonly runId: number
  readonly ordinal: number
  readonly crimeVersionId: number
  readonly log10Lr: number | undefined
  readonly verdict: EvidenceSummary['verdict'] | undefined
  /** When the file that says who the wearer is came in. */
  readonly personAsOf: Instant | undefined
  readonly reviews: readonly {
    readonly role: Role
    readonly part: string
    readonly decision: 'qualify' | 'reject'
    readonly decidedAt: Instant
  }[]
}

/** The pairs of a crime's newest version that may go into an alert, and that the account may see; strongest first. */
export async function qualifiedCases(
  query: RecordsQuery,
  { accountId, at }: Viewer,
  crimeId: number,
): Promise<QualifiedCase[]> {
  const rows = await query.query<QualifiedRow>(
    `select match_cases.id, match_cases.device_wearer_id, device_wearers.names, standing.run_id,
       standing.ordinal, matches.crime_version_id, matches.log10_lr, matches.verdict,
       people.started_at as person_as_of,
       (select coalesce(json_agg(json_build_object('role', accounts.role, 'part', part,
            'decision', decision, 'at', extract(epoch from decided_at) * 1000) order by match_reviews.id), '[]')
        from match_reviews join accounts on accounts.id = match_reviews.account_id
        where case_id = match_cases.id and superseded_at is null) as reviews
     from match_cases
     join crimes on crimes.id = match_cases.crime_id
     join standing_matches as standing on standing.crime_id = match_cases.crime_id
       and standing.device_wearer_id = match_cases.device_wearer_id
     join matches on matches.run_id = standing.run_id and matches.ordinal = standing.ordinal
     left join device_wearers on device_wearers.id = match_cases.device_wearer_id
     left join imports as people on people.id = device_wearers.import_id
     where match_cases.crime_id = $3 and match_cases.state = 'qualified'
       and match_cases.evidence_changed_at is null and crimes.withdrawn_at is null
       and matches.crime_version_id = (
         select id from crime_versions where crime_id = crimes.id order by version desc limit 1)
       and force_visible($1::bigint, crimes.police_force)
       and match_cases.device_wearer_id in (
         select device_wearer_id from visible_wearers($1::bigint, $2::timestamptz))
     order by matches.log10_lr desc nulls last, match_cases.device_wearer_id`,
    [accountId, instantText(at), crimeId],
  )
  return rows.map((row) => ({
    caseId: Number(row.id),
    deviceWearerId: row.device_wearer_id,
    names: row.names ?? [],
    runId: Number(row.run_id),
    ordinal: row.ordinal,
    crimeVersionId: Number(row.crime_version_id),
    log10Lr: row.log10_lr ?? undefined,
    verdict: row.verdict ?? undefined,
    personAsOf: row.person_as_of === null ? undefined : instantFrom(row.person_as_of),
    reviews: row.reviews.map((review) => ({
      role: review.role,
      part: review.part,
      decision: review.decision,
      decidedAt: review.at,
    })),
  }))
}

/** Whether every case of a draft is as it was when it was drafted: qualified, standing, of the newest version. */
export async function draftStands(query: RecordsQuery, reportId: number): Promise<boolean> {
  const [row] = await query.query<{ stands: boolean }>(
    `select not exists (
       select from report_wearers
       join reports on reports.id = report_wearers.report_id
       join crimes on crimes.id = reports.crime_id
       left join match_cases on match_cases.id = report_wearers.case_id
       left join standing_matches as standing on standing.crime_id = reports.crime_id
         and standing.device_wearer_id = report_wearers.device_wearer_id
       left join matches as told on told.run_id = report_wearers.run_id
         and told.ordinal = report_wearers.ordinal
       left join matches as stood on stood.run_id = standing.run_id
         and stood.ordinal = standing.ordinal
       where reports.id = $1 and (
         match_cases.state is distinct from 'qualified'
         or match_cases.evidence_changed_at is not null or crimes.withdrawn_at is not null
         or stood.crime_version_id is distinct from reports.crime_version_id
         or stood.verdict is distinct from told.verdict
         -- Less than a quarter more or less is no other answer.
         or abs(coalesce(stood.log10_lr, 0) - coalesce(told.log10_lr, 0)) > 0.1
         or reports.crime_version_id <> (
           select id from crime_versions
           where crime_id = crimes.id order by version desc limit 1))
     ) as stands`,
    [reportId],
  )
  return row?.stands ?? false
}

type QualifiedRow = RecordRow & {
  id: bigint
  device_wearer_id: string
  names: string[] | null
  run_id: bigint
  ordinal: number
  crime_version_id: bigint
  log10_lr: number | null
  verdict: QualifiedCase['verdict'] | null
  person_as_of: string | null
  reviews: { role: Role; part: string; decision: 'qualify' | 'reject'; at: number }[]
}
