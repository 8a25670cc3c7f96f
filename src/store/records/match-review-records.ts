import type { Verdict } from '../../domain/evidence-summary.ts'
import type { Instant } from '../../domain/interval.ts'
import type { CountedReview, Decision, ReviewPart } from '../../domain/match-case.ts'
import { instantFrom, instantIfAny, instantText, JsonParameter } from './record-values.ts'
import type { RecordRow, RecordsQuery } from './records.ts'

/** What stood when somebody looked: kept with their view, because a run's matches are not kept for ever. */
export interface ReviewedEvidence {
  /** Whether anything stood of the pair at all. */
  readonly stands: boolean
  readonly algorithmVersion?: string | undefined
  readonly deviceIds?: readonly string[] | undefined
  readonly positionsInWindow?: number | undefined
  readonly positionsInRadius?: number | undefined
  readonly overlappingPositions?: number | undefined
  readonly firstInRadiusAt?: string | undefined
  readonly lastInRadiusAt?: string | undefined
  readonly closestMetres?: number | undefined
  readonly windowCoverage?: number | undefined
  readonly log10Lr?: number | undefined
  readonly coincidenceDays?: number | undefined
  readonly comparableDays?: number | undefined
  readonly verdict?: Verdict | undefined
  /** Facts of positions that had to be erased since. */
  readonly erased?: boolean | undefined
}

export interface NewMatchReview extends CountedReview {
  readonly caseId: number
  readonly username: string
  readonly reason: string
  readonly remark: string
  readonly runId: number
  readonly ordinal: number
  readonly crimeVersionId: number
  readonly evidence: ReviewedEvidence
  readonly beganAt: Instant
  readonly decidedAt: Instant
}

/** A person's view of a case. */
export interface MatchReview extends NewMatchReview {
  readonly id: number
  readonly supersededAt: Instant | undefined
  readonly supersededWhy: 'evidence_changed' | 'taken_back' | undefined
}

/** Holds a case until the transaction ends: two who decide at once come one after the other. */
export async function lockCase(transaction: RecordsQuery, caseId: number): Promise<void> {
  await transaction.query('select id from match_cases where id = $1 for update', [caseId])
}

/** Every view that counts, whoever asks: for deciding what comes next, never for showing. */
export async function countedReviews(
  query: RecordsQuery,
  caseId: number,
): Promise<readonly MatchReview[]> {
  const rows = await query.query<ReviewRow>(
    'select * from match_reviews where case_id = $1 and superseded_at is null order by id',
    [caseId],
  )
  return rows.map(reviewFrom)
}

/**
 * The views of a case that an account may read, oldest first: its own; others' only while nobody is asked for a
 * view that must not depend on them.
 */
export async function readableReviews(
  query: RecordsQuery,
  accountId: number,
  caseId: number,
): Promise<readonly MatchReview[]> {
  const rows = await query.query<ReviewRow>(
    `select match_reviews.* from match_reviews
     join match_cases on match_cases.id = match_reviews.case_id
     where match_cases.id = $2 and (
       match_reviews.account_id = $1 or match_cases.state not in ('to_review', 'second_review')
     )
     order by match_reviews.id`,
    [accountId, caseId],
  )
  return rows.map(reviewFrom)
}

/** @returns the review's number. */
export async function addMatchReview(query: RecordsQuery, review: NewMatchReview): Promise<number> {
  const [row] = await query.query<{ id: bigint }>(
    `insert into match_reviews (case_id, part, account_id, username, decision, reason, remark,
       run_id, ordinal, crime_version_id, evidence, began_at, decided_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) returning id`,
    [
      review.caseId,
      review.part,
      review.accountId,
      review.username,
      review.decision,
      review.reason,
      review.remark,
      review.runId,
      review.ordinal,
      review.crimeVersionId,
      new JsonParameter(review.evidence),
      instantText(review.beganAt),
      instantText(review.decidedAt),
    ],
  )
  return Number(row?.id)
}

/** The views that counted count no more; `only` one of them, where it is named. */
export async function supersedeReviews(
  query: RecordsQuery,
  caseId: number,
  { at, why, only }: { at: Instant; why: 'evidence_changed' | 'taken_back'; only?: number },
): Promise<void> {
  await query.query(
    `update match_reviews set superseded_at = $2, superseded_why = $3
     where case_id = $1 and superseded_at is null and ($4::bigint is null or id = $4)`,
    [caseId, instantText(at), why, only],
  )
}

/** Puts a case into the state its views come to: looked at as it stands, and given to nobody. */
export async function setCaseState(
  query: RecordsQuery,
  caseId: number,
  state: string,
): Promise<void> {
  await query.query(
    `update match_cases
     set state = $2, evidence_changed_at = null, claimed_by = null, claimed_at = null
     where id = $1`,
    [caseId, state],
  )
}

/** Whether a report rests on a case: drafted, approved or withdrawn. */
export async function isReported(query: RecordsQuery, caseId: number): Promise<boolean> {
  const rows = await query.query(
    `select from report_wearers join reports on reports.id = report_wearers.report_id
     where report_wearers.case_id = $1 and reports.state <> 'discarded' limit 1`,
    [caseId],
  )
  return rows.length > 0
}

type ReviewRow = RecordRow & {
  id: bigint
  case_id: bigint
  part: ReviewPart
  account_id: bigint
  username: string
  decision: Decision
  reason: string
  remark: string
  run_id: bigint
  ordinal: number
  crime_version_id: bigint
  evidence: object
  began_at: string
  decided_at: string
  superseded_at: string | null
  superseded_why: MatchReview['supersededWhy'] | null
}

function reviewFrom(row: ReviewRow): MatchReview {
  return {
    id: Number(row.id),
    caseId: Number(row.case_id),
    part: row.part,
    accountId: Number(row.account_id),
    username: row.username,
    decision: row.decision,
    reason: row.reason,
    remark: row.remark,
    runId: Number(row.run_id),
    ordinal: row.ordinal,
    crimeVersionId: Number(row.crime_version_id),
    evidence: row.evidence as ReviewedEvidence,
    beganAt: instantFrom(row.began_at),
    decidedAt: instantFrom(row.decided_at),
    supersededAt: instantIfAny(row.superseded_at),
    supersededWhy: row.superseded_why ?? undefined,
  }
}
