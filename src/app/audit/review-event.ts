import type { Actor } from '../../domain/actor.ts'
import type { AuditEvent } from '../../domain/audit-event.ts'
import { nothingHere } from '../../domain/errors.ts'
import { findAuditEvent } from '../../store/records/audit-records.ts'
import { addAuditReview, type NewAuditReview } from '../../store/records/audit-reviews.ts'
import { type AccountWork, altering, invalid, notPermitted } from '../accounts/account-work.ts'

/** Characters of a note. */
const LENGTH = { least: 3, most: 500 }

/**
 * Keeps what a person found who looked at an event. It is never changed; who changes their mind adds another.
 *
 * @throws AppError NOT_FOUND; NOT_PERMITTED for what the reviewer did themselves; INPUT_INVALID where a
 * query says nothing, or the note is too long.
 */
export function reviewEvent(
  work: AccountWork,
  reviewerAccountId: number,
  { eventId, finding, note }: Pick<NewAuditReview, 'eventId' | 'finding' | 'note'>,
): Promise<void> {
  return altering(work, 'audit review', async (transaction) => {
    const event = await findAuditEvent(transaction, eventId)
    if (!event) throw nothingHere()
    if (isOwn(event, work.actor)) {
      throw notPermitted('Cannot review what you did yourself: expected somebody else to review it')
    }
    if (finding === 'query' && note.length < LENGTH.least) {
      throw invalid(`Enter what your query is, in ${LENGTH.least} characters or more`, 'note')
    }
    if (note.length > LENGTH.most)
      throw invalid(`Enter a note of at most ${LENGTH.most} characters`, 'note')
    const review = { eventId, reviewerAccountId, at: work.now, finding, note }
    await addAuditReview(transaction, review)
    return { result: undefined, details: { event: eventId, finding } }
  })
}

/** Whether an event is of what this actor did: a username may be somebody else's later, an account's number is not. */
export function isOwn(event: AuditEvent, { accountId, username }: Actor): boolean {
  return event.accountId === undefined ? event.username === username : event.accountId === accountId
}
