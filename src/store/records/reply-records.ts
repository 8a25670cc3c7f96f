import type { Instant } from '../../domain/interval.ts'
import { instantIfAny, instantText } from './record-values.ts'
import type { RecordRow, RecordsQuery } from './records.ts'

/** A reply to a message, until it is sent or given up; kept with what came of it. */
export interface MailReply {
  readonly id: number
  readonly attemptId: number
  readonly recipient: string
  /** Whether the file is the recipient's own force's: to nobody else is repeated what it holds. */
  readonly ownFile: boolean
  readonly state: 'waiting' | 'sent' | 'given_up'
  readonly tries: number
  readonly nextTryAt: Instant | undefined
  readonly sentAt: Instant | undefined
  /** What the server that was to take it said. */
  readonly lastError: string | undefined
}

export async function addReply(
  query: RecordsQuery,
  {
    attemptId,
    recipient,
    ownFile,
    at,
  }: Pick<MailReply, 'attemptId' | 'recipient' | 'ownFile'> & { readonly at: Instant },
): Promise<void> {
  await query.query(
    `insert into mail_replies (attempt_id, recipient, own_file, next_try_at)
     values ($1, $2, $3, $4) on conflict do nothing`,
    [attemptId, recipient, ownFile, instantText(at)],
  )
}

/** The replies to an attempt, in the order they were written. */
export async function repliesOf(query: RecordsQuery, attemptId: number): Promise<MailReply[]> {
  const rows = await query.query<ReplyRow>(
    'select * from mail_replies where attempt_id = $1 order by id',
    [attemptId],
  )
  return rows.map(replyFrom)
}

/** What is waiting and due, oldest first. */
export async function dueReplies(query: RecordsQuery, at: Instant): Promise<MailReply[]> {
  const rows = await query.query<ReplyRow>(
    `select * from mail_replies where state = 'waiting' and next_try_at <= $1
     order by next_try_at, id limit 100`,
    [instantText(at)],
  )
  return rows.map(replyFrom)
}

/** Keeps what came of one try. */
export async function triedReply(
  query: RecordsQuery,
  id: number,
  came: Pick<MailReply, 'state' | 'nextTryAt' | 'sentAt' | 'lastError'>,
): Promise<void> {
  await query.query(
    `update mail_replies
     set tries = tries + 1, state = $2, next_try_at = $3, sent_at = $4, last_error = $5
     where id = $1`,
    [id, came.state, instantText(came.nextTryAt), instantText(came.sentAt), came.lastError],
  )
}

/** Lets replies that were given up be tried anew, from their first wait on. @returns how many. */
export async function awakenReplies(
  query: RecordsQuery,
  attemptId: number,
  at: Instant,
): Promise<number> {
  const rows = await query.query(
    `update mail_replies set state = 'waiting', tries = 0, next_try_at = $2
     where attempt_id = $1 and state = 'given_up' returning id`,
    [attemptId, instantText(at)],
  )
  return rows.length
}

type ReplyRow = RecordRow & {
  id: bigint
  attempt_id: bigint
  recipient: string
  own_file: boolean
  state: MailReply['state']
  tries: number
  next_try_at: string | null
  sent_at: string | null
  last_error: string | null
}

function replyFrom(row: ReplyRow): MailReply {
  return {
    id: Number(row.id),
    attemptId: Number(row.attempt_id),
    recipient: row.recipient,
    ownFile: row.own_file,
    state: row.state,
    tries: row.tries,
    nextTryAt: instantIfAny(row.next_try_at),
    sentAt: instantIfAny(row.sent_at),
    lastError: row.last_error ?? undefined,
  }
}
