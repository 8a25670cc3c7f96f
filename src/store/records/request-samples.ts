import type { Instant, Interval } from '../../domain/interval.ts'
import { instantFrom, instantIfAny, instantText } from './record-values.ts'
import type { RecordsQuery } from './records.ts'

/** Decided requests that were drawn to be looked through, and how far people have got. */
export interface RequestSample {
  readonly id: number
  readonly drawnBy: string
  readonly drawnAt: Instant
  readonly within: Interval
  /** 0 to 1; what is urgent because a life was at risk is drawn whatever it says. */
  readonly share: number
  readonly requests: number
  readonly reviewed: number
}

/** One request of a sample, and what somebody found. */
export interface SampledRequest {
  readonly requestId: number
  readonly number: string
  readonly finding: 'ok' | 'query' | undefined
  readonly note: string
  readonly reviewedBy: string | undefined
  readonly reviewedAt: Instant | undefined
}

/**
 * Draws requests that were decided in an interval: every one in which a life was at risk, and a share (rounded
 * up) of the others, each as likely as another.
 */
export async function drawRequestSample(
  transaction: RecordsQuery,
  sample: { drawnBy: number; drawnAt: Instant; within: Interval; share: number },
): Promise<{ id: number; requests: number }> {
  const { drawnBy, drawnAt, within, share } = sample
  const times = [instantText(within.from), instantText(within.to)]
  const [row] = await transaction.query<{ id: bigint }>(
    `insert into data_request_samples (drawn_by, drawn_at, starts_at, ends_at, share)
     values ($1, $2, $3, $4, $5) returning id`,
    [drawnBy, instantText(drawnAt), ...times, share],
  )
  const drawn = await transaction.query(
    `with decided as materialized (
       select id, urgency from data_requests where decided_at >= $2 and decided_at < $3
     ), others as (
       select id from decided where urgency <> 'life_at_risk' order by random()
       limit (select ceil(count(*) * $4::float8)::bigint from decided where urgency <> 'life_at_risk')
     )
     insert into data_request_sampled (sample_id, request_id)
     select $1::bigint, id from others
     union all select $1::bigint, id from decided where urgency = 'life_at_risk'
     returning request_id`,
    [row?.id, ...times, share],
  )
  return { id: Number(row?.id), requests: drawn.length }
}

/** Samples, newest first; all of one id where it is given. */
export async function requestSamples(
  query: RecordsQuery,
  id: number | undefined,
): Promise<RequestSample[]> {
  const rows = await query.query<{
    id: bigint
    username: string
    drawn_at: string
    starts_at: string
    ends_at: string
    share: number
    requests: number
    reviewed: number
  }>(
    `select sample.id, username, drawn_at, starts_at, ends_at, share,
       count(drawn.request_id)::int as requests, count(finding)::int as reviewed
     from data_request_samples as sample join accounts on accounts.id = drawn_by
     left join data_request_sampled as drawn on drawn.sample_id = sample.id
     where $1::bigint is null or sample.id = $1
     group by sample.id, username order by sample.id desc limit 100`,
    [id],
  )
  return rows.map((row) => ({
    id: Number(row.id),
    drawnBy: row.username,
    drawnAt: instantFrom(row.drawn_at),
    within: { from: instantFrom(row.starts_at), to: instantFrom(row.ends_at) },
    share: row.share,
    requests: row.requests,
    reviewed: row.reviewed,
  }))
}

/** The requests of a sample, by number. */
export async function sampledRequests(
  query: RecordsQuery,
  sampleId: number,
): Promise<SampledRequest[]> {
  const rows = await query.query<{
    request_id: bigint
    number: string
    finding: 'ok' | 'query' | null
    note: string
    username: string | null
    reviewed_at: string | null
  }>(
    `select request_id, number, finding, note, username, reviewed_at
     from data_request_sampled join data_requests on data_requests.id = request_id
     left join accounts on accounts.id = reviewed_by
     where sample_id = $1 order by request_id`,
    [sampleId],
  )
  return rows.map((row) => ({
    requestId: Number(row.request_id),
    number: row.number,
    finding: row.finding ?? undefined,
    note: row.note,
    reviewedBy: row.username ?? undefined,
    reviewedAt: instantIfAny(row.reviewed_at),
  }))
}

/**
 * Keeps what somebody found who had no part in the decision.
 *
 * @returns false where it is no request of the sample, was reviewed before, or is their own decision.
 */
export async function reviewSampled(
  transaction: RecordsQuery,
  review: {
    sampleId: number
    requestId: number
    finding: 'ok' | 'query'
    note: string
    reviewedBy: number
    reviewedAt: Instant
  },
): Promise<boolean> {
  const kept = await transaction.query(
    `update data_request_sampled set finding = $3, note = $4, reviewed_by = $5, reviewed_at = $6
     from data_requests
     where sample_id = $1 and request_id = $2 and finding is null
       and data_requests.id = request_id and decided_by <> $5
       and proposed_by is distinct from $5
     returning request_id`,
    [
      review.sampleId,
      review.requestId,
      review.finding,
      review.note,
      review.reviewedBy,
      instantText(review.reviewedAt),
    ],
  )
  return kept.length > 0
}
