import type { AuditAction, AuditEvent, AuditOutcome } from '../../domain/audit-event.ts'
import { AppError } from '../../domain/errors.ts'
import type { Instant } from '../../domain/interval.ts'
import { auditEntry, eventFrom } from './audit-entry.ts'
import type { RecordRow, RecordsQuery } from './records.ts'

/** Where an event stands in the chain. */
export interface AuditReceipt {
  readonly id: number
  /** Hex. */
  readonly hash: string
}

/** An event as it was kept. */
export interface StoredAuditEvent extends AuditEvent, AuditReceipt {}

/**
 * Adds an event to the chain, all of it in one statement; in a transaction as its last, because others
 * who append wait for its end. What the event stands for may be done only once this has returned.
 *
 * @throws AppError AUDIT_UNWRITABLE whatever the reason; nothing was kept.
 */
export async function appendAudit(query: RecordsQuery, event: AuditEvent): Promise<AuditReceipt> {
  try {
    const [row] = await query.query<ReceiptRow>('select id, hash from append_audit($1)', [
      auditEntry(event),
    ])
    if (!row) throw new Error('the records gave no receipt')
    return receiptFrom(row)
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause)
    throw new AppError(
      'AUDIT_UNWRITABLE',
      `Cannot keep a record of who asked for ${event.what}, so nothing is done: ${why}`,
      { cause },
    )
  }
}

/** Which events: those that answer all that is given. */
export interface AuditFilter {
  readonly username?: string | undefined
  readonly action?: AuditAction | undefined
  readonly outcome?: AuditOutcome | undefined
  readonly what?: string | undefined
  /** A device wearer's id; events about everyone are about them too. */
  readonly subject?: string | undefined
  /** Not before. */
  readonly from?: Instant | undefined
  /** Before. */
  readonly to?: Instant | undefined
}

/** A page of events, newest first: those older than `before`. */
export interface AuditCursor {
  readonly before?: number | undefined
  readonly limit: number
}

/** Looks for events, newest first. */
export async function searchAudit(
  query: RecordsQuery,
  filter: AuditFilter,
  { before, limit }: AuditCursor,
): Promise<StoredAuditEvent[]> {
  const rows = await query.query<EventRow>(
    `select id, hash, entry from audit_events
     where ($1::text is null or username = $1)
       and ($2::text is null or action = $2)
       and ($3::text is null or outcome = $3)
       and ($4::text is null or what = $4)
       and ($5::text is null or subjects = '"everyone"'
         or (subjects ? $5 and jsonb_typeof(subjects) = 'array'))
       and ($6::text is null or at >= $6)
       and ($7::text is null or at < $7)
       and ($8::bigint is null or id < $8)
     order by id desc limit $9`,
    [
      filter.username,
      filter.action,
      filter.outcome,
      filter.what,
      filter.subject,
      instantText(filter.from),
      instantText(filter.to),
      before,
      limit,
    ],
  )
  return rows.map(storedFrom)
}

/**
 * Who has had to do with a person's data, newest first. In two halves, each from its index: what was
 * about everyone is most of the chain, and what was about this person very little of it.
 */
export async function auditAbout(
  query: RecordsQuery,
  deviceWearerId: string,
  { before, limit }: AuditCursor,
): Promise<StoredAuditEvent[]> {
  const rows = await query.query<EventRow>(
    `select id, hash, entry from (
       (select id, hash, entry from audit_events
        where subjects ? $1 and jsonb_typeof(subjects) = 'array'
          and ($2::bigint is null or id < $2)
        order by id desc limit $3)
       union all
       (select id, hash, entry from audit_events
        where subjects = '"everyone"' and ($2::bigint is null or id < $2)
        order by id desc limit $3)
     ) as events
     order by id desc limit $3`,
    [deviceWearerId, before, limit],
  )
  return rows.map(storedFrom)
}

/** One event, with the hash of the one before it. */
export async function findAuditEvent(
  query: RecordsQuery,
  id: number,
): Promise<(StoredAuditEvent & { readonly previousHash: string }) | undefined> {
  const [row] = await query.query<EventRow & { previous_hash: string }>(
    'select id, hash, previous_hash, entry from audit_events where id = $1',
    [id],
  )
  return row && { ...storedFrom(row), previousHash: row.previous_hash }
}

/** Every kind of data that the chain speaks of, by name: from one to the next, not through all events. */
export async function auditedKinds(query: RecordsQuery): Promise<string[]> {
  const rows = await query.query<{ what: string }>(
    `with recursive kinds as (
       (select what from audit_events order by what limit 1)
       union all
       select (select what from audit_events where what > kinds.what order by what limit 1)
       from kinds where kinds.what is not null
     )
     select what from kinds where what is not null order by what`,
  )
  return rows.map(({ what }) => what)
}

/** The newest entry of the chain; `undefined` where there is none. */
export async function auditHead(query: RecordsQuery): Promise<AuditReceipt | undefined> {
  const [row] = await query.query<ReceiptRow>(
    'select id, hash from audit_events order by id desc limit 1',
  )
  return row && receiptFrom(row)
}

type ReceiptRow = RecordRow & { id: bigint; hash: string }
type EventRow = ReceiptRow & { entry: string }

function receiptFrom({ id, hash }: ReceiptRow): AuditReceipt {
  return { id: Number(id), hash }
}

function storedFrom(row: EventRow): StoredAuditEvent {
  return { ...eventFrom(row.entry), ...receiptFrom(row) }
}

/** As an entry has its instant, so that texts stand in the order of time. */
function instantText(instant: Instant | undefined): string | undefined {
  return instant === undefined ? undefined : new Date(instant).toISOString()
}

/** Files of positions that were taken by whoever's username begins so: SHA-256 of their content, hex. */
export async function contentsTakenBy(query: RecordsQuery, beginning: string): Promise<string[]> {
  const rows = await query.query<{ sha256: string }>(
    `select distinct entry::jsonb #>> '{details,sha256}' as sha256 from audit_events
     where username >= $1 and starts_with(username, $1) and role = 'operator'
       and what = 'movements' and action = 'collect' and entry::jsonb #>> '{details,sha256}' is not null`,
    [beginning],
  )
  return rows.map(({ sha256 }) => sha256)
}
