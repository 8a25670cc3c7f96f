import type { Instant, Interval } from '../../domain/interval.ts'
import { eventFrom } from './audit-entry.ts'
import type { StoredAuditEvent } from './audit-records.ts'
import { instantFrom, instantText } from './record-values.ts'
import type { RecordRow, RecordsQuery } from './records.ts'

/** How much of an interval to look at: a share of its events, or so many. */
export type AuditShare = { readonly share: number } | { readonly most: number }

export interface NewAuditSample {
  readonly drawnBy: number
  readonly drawnAt: Instant
  /** Finite. */
  readonly within: Interval
  readonly size: AuditShare
}

/** A sample as it was drawn, and how far people have got with it. */
export interface AuditSample extends NewAuditSample {
  readonly id: number
  readonly drawnByUsername: string
  readonly events: number
  /** Those of them that somebody has looked at. */
  readonly reviewed: number
}

/**
 * Draws consultations, searches and disclosures of an interval, done or not, each as likely as another,
 * and keeps which. A share is rounded up.
 *
 * @param limit draw no more than these, whatever the share comes to.
 */
export async function drawAuditSample(
  transaction: RecordsQuery,
  { drawnBy, drawnAt, within, size }: NewAuditSample,
  limit: number,
): Promise<{ id: number; events: number }> {
  const [share, most] = 'share' in size ? [size.share, null] : [null, size.most]
  const times = [within.from, within.to].map((instant) => new Date(instant).toISOString())
  const [sample] = await transaction.query<{ id: bigint }>(
    `insert into audit_samples (drawn_by, drawn_at, starts_at, ends_at, share, most)
     values ($1, $2, $3, $4, $5, $6) returning id`,
    [drawnBy, instantText(drawnAt), ...times, share, most],
  )
  const drawn = await transaction.query(
    `with candidates as materialized (
       select id from audit_events
       where at >= $2 and at < $3 and action in ('consult', 'search', 'disclose')
     )
     insert into audit_sampled_events (sample_id, event_id)
     select $1::bigint, id from candidates order by random()
     limit least($6::bigint,
       coalesce($5::bigint, (select ceil(count(*) * $4::float8) from candidates)::bigint))
     returning event_id`,
    [sample?.id, ...times, share, most, limit],
  )
  return { id: Number(sample?.id), events: drawn.length }
}

/** Samples, newest first: those before `before`. */
export async function listAuditSamples(
  query: RecordsQuery,
  { before, limit }: { readonly before?: number | undefined; readonly limit: number },
): Promise<AuditSample[]> {
  const rows = await query.query<SampleRow>(
    `${SAMPLES} where $1::bigint is null or audit_samples.id < $1
     order by audit_samples.id desc limit $2`,
    [before, limit],
  )
  return rows.map(sampleFrom)
}

export async function findAuditSample(
  query: RecordsQuery,
  id: number,
): Promise<AuditSample | undefined> {
  const [row] = await query.query<SampleRow>(`${SAMPLES} where audit_samples.id = $1`, [id])
  return row && sampleFrom(row)
}

/** The events of a sample, oldest first: those after `after`. */
export async function sampledEvents(
  query: RecordsQuery,
  sampleId: number,
  { after, limit }: { readonly after?: number | undefined; readonly limit: number },
): Promise<StoredAuditEvent[]> {
  const rows = await query.query<RecordRow & { id: bigint; hash: string; entry: string }>(
    `select id, hash, entry
     from audit_sampled_events join audit_events on audit_events.id = event_id
     where sample_id = $1 and ($2::bigint is null or event_id > $2)
     order by event_id limit $3`,
    [sampleId, after, limit],
  )
  return rows.map(({ id, hash, entry }) => ({ ...eventFrom(entry), id: Number(id), hash }))
}

const SAMPLES = `select audit_samples.*, accounts.username, events, reviewed
  from audit_samples join accounts on accounts.id = drawn_by
  cross join lateral (
    select count(*)::int as events, count(*) filter (where exists (
      select from audit_reviews where audit_reviews.event_id = audit_sampled_events.event_id
    ))::int as reviewed
    from audit_sampled_events where sample_id = audit_samples.id
  ) as progress`

type SampleRow = RecordRow & {
  id: bigint
  drawn_by: bigint
  username: string
  drawn_at: string
  starts_at: string
  ends_at: string
  share: number | null
  most: number | null
  events: number
  reviewed: number
}

function sampleFrom(row: SampleRow): AuditSample {
  return {
    id: Number(row.id),
    drawnBy: Number(row.drawn_by),
    drawnByUsername: row.username,
    drawnAt: instantFrom(row.drawn_at),
    within: { from: instantFrom(row.starts_at), to: instantFrom(row.ends_at) },
    size: row.share === null ? { most: row.most ?? 0 } : { share: row.share },
    events: row.events,
    reviewed: row.reviewed,
  }
}
