import { AppError } from '../domain/errors.ts'
import type { Instant } from '../domain/interval.ts'
import type { RowIssue } from '../domain/row-issue.ts'
import { answeredAttempt } from '../store/records/attempt-records.ts'
import type { RecordsQuery } from '../store/records/records.ts'
import { rowIssues } from '../store/records/refused-records.ts'
import {
  awakenReplies,
  dueReplies,
  type MailReply,
  triedReply,
} from '../store/records/reply-records.ts'
import { type AccountWork, altering } from './accounts/account-work.ts'
import { type ComposedReply, composeReply } from './mail-reply.ts'
import { waitAfter } from './wait-after.ts'

/** Hands one reply to the server that sends it. @throws Error saying why it was not taken. */
export type Deliver = (
  reply: ComposedReply & {
    /** Names the reply: one that is sent twice, because what became of it was lost, is known by it. */
    readonly id: string
    readonly to: string
    readonly inReplyTo: string | undefined
  },
) => Promise<void>

/**
 * Tries every reply that is due, each by itself.
 *
 * @param addresses where corrected files are sent, and the hub's.
 */
export async function sendDueReplies(
  records: RecordsQuery,
  deliver: Deliver,
  addresses: { readonly address?: string | undefined; readonly hub?: string | undefined },
  now: () => Instant = Date.now,
): Promise<void> {
  for (const reply of await dueReplies(records, now())) {
    await triedReply(records, reply.id, await tried(records, reply, deliver, addresses, now))
  }
}

async function tried(
  records: RecordsQuery,
  reply: MailReply,
  deliver: Deliver,
  addresses: Parameters<typeof sendDueReplies>[2],
  now: () => Instant,
): Promise<Parameters<typeof triedReply>[2]> {
  const { recipient, ownFile, attemptId, tries } = reply
  const attempt = await answeredAttempt(records, attemptId)
  if (!attempt) throw new Error(`Cannot answer attempt ${attemptId}: it is not there`)
  const issues: RowIssue[] = []
  if (attempt.importId !== undefined && attempt.status !== 'repeated') {
    for await (const issue of rowIssues(records, attempt.importId)) issues.push(issue)
  }
  const toSender = recipient === attempt.sender
  const composed = composeReply({ attempt, issues, toSender, ownFile, ...addresses })
  const inReplyTo = attempt.messageId
  try {
    await deliver({ ...composed, id: `reply-${reply.id}`, to: recipient, inReplyTo })
    return { state: 'sent', sentAt: now(), nextTryAt: undefined, lastError: undefined }
  } catch (error) {
    const lastError = (error instanceof Error ? error.message : String(error)).slice(0, 500)
    const unsent = { sentAt: undefined, lastError }
    const wait = waitAfter(tries)
    if (wait === undefined) return { ...unsent, state: 'given_up', nextTryAt: undefined }
    return { ...unsent, state: 'waiting', nextTryAt: now() + wait }
  }
}

/**
 * Sends the replies to an attempt once more that were given up.
 *
 * @throws AppError ALREADY_DECIDED where none is given up: it is sent, or is being tried.
 */
export function sendAgain(work: AccountWork, attemptId: number): Promise<void> {
  return altering(work, 'replies', async (transaction) => {
    const awoken = await awakenReplies(transaction, attemptId, work.now)
    if (awoken === 0) {
      throw new AppError(
        'ALREADY_DECIDED',
        'Cannot send the reply again: it is sent, or is being tried; expected one that was given up',
      )
    }
    return { result: undefined, details: { change: 'sent again', attempt: attemptId } }
  })
}
