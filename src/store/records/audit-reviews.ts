import type { Instant } from '../../domain/interval.ts'
import { instantFrom, instantText } from './record-values.ts'
import type { RecordRow, RecordsQuery } from './records.ts'

/** What a person found who looked at an event. */
export interface NewAuditReview {
  readonly eventId: number
  readonly reviewerAccountId: number
  readonly at: Instant
  readonly finding: 'ok' | 'query'
  readonly note: string
}

export interface AuditReview extends NewAuditReview {
  readonly id: number
  /** The reviewer's username, as long as the account is known. */
  readonly reviewer?: string | undefined
}

/** @returns the review's id. It is never changed or removed. */
export async function addAuditReview(query: RecordsQuery, review: NewAuditReview): Promise<number> {
  const [row] = await query.query<{ id: bigint }>(
    `insert into audit_reviews (event_id, reviewer_account_id, at, finding, note)
     values ($1, $2, $3, $4, $5) returning id`,
    [review.eventId, review.reviewerAccountId, instantText(review.at), review.finding, review.note],
  )
  return Number(row?.id)
}

/** The reviews of events, oldest first. */
export async function auditReviewsOf(
  query: RecordsQuery,
  eventIds: readonly number[],
): Promise<AuditReview[]> {
  const rows = await query.query<ReviewRow>(
    `${REVIEWS} where event_id = any($1::bigint[]) order by audit_reviews.id`,
    [eventIds],
  )
  return rows.map(reviewFrom)
}

const REVIEWS = `select audit_reviews.*, accounts.username
  from audit_reviews left join accounts on accounts.id = reviewer_account_id`

type ReviewRow = RecordRow & {
  id: bigint
  event_id: bigint
  reviewer_account_id: bigint
  username: string | null
  at: string
  finding: AuditReview['finding']
  note: string
}

function reviewFrom(row: ReviewRow): AuditReview {
  return {
    id: Number(row.id),
    eventId: Number(row.event_id),
    reviewerAccountId: Number(row.reviewer_account_id),
    reviewer: row.username ?? undefined,
    at: instantFrom(row.at),
    finding: row.finding,
    note: row.note,
  }
}
