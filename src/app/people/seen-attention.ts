import { MOST_INCIDENT_TEXT } from '../../domain/incident-reasons.ts'
import type { Instant } from '../../domain/interval.ts'
import { addAttentionSeen, revokeAttentionSeen } from '../../store/records/attention-seen.ts'
import { type AccountWork, altering, invalid } from '../accounts/account-work.ts'
import { findPerson } from '../find-person.ts'

const WHAT = 'attention'

/** Whose reasons, and who says so. */
interface OfPerson {
  readonly accountId: number
  readonly deviceWearerId: string
}

/**
 * Notes that somebody has seen why a person needs attention: they go lower in lists until something newer is told.
 *
 * @param until when the page was made that told them; of what is in the future, now.
 * @throws AppError NOT_FOUND; RESTRICTED; INPUT_INVALID.
 */
export function seeAttention(
  work: AccountWork,
  { accountId, deviceWearerId }: OfPerson,
  { until, note }: { readonly until: Instant; readonly note: string },
): Promise<void> {
  return altering(work, WHAT, async (transaction) => {
    await findPerson(transaction, { accountId, at: work.now }, deviceWearerId)
    if (note.length > MOST_INCIDENT_TEXT) {
      throw invalid(`Enter at most ${MOST_INCIDENT_TEXT} characters, not ${note.length}`, 'note')
    }
    const seen = { accountId, until: Math.min(until, work.now), at: work.now, note }
    await addAttentionSeen(transaction, deviceWearerId, seen)
    return { result: undefined, subjects: [deviceWearerId], details: { change: 'seen' } }
  })
}

/** Has a person's reasons told anew, as if nobody had seen them. @throws AppError NOT_FOUND; RESTRICTED. */
export function showAttentionAgain(
  work: AccountWork,
  { accountId, deviceWearerId }: OfPerson,
): Promise<void> {
  return altering(work, WHAT, async (transaction) => {
    await findPerson(transaction, { accountId, at: work.now }, deviceWearerId)
    await revokeAttentionSeen(transaction, deviceWearerId, { accountId, at: work.now })
    return { result: undefined, subjects: [deviceWearerId], details: { change: 'told again' } }
  })
}
