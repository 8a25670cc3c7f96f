import { AppError } from '../../domain/errors.ts'
import { isAbsenceReason, MOST_INCIDENT_TEXT } from '../../domain/incident-reasons.ts'
import type { Interval } from '../../domain/interval.ts'
import { addAbsence, revokeAbsence } from '../../store/records/authorised-absences.ts'
import { type AccountWork, altering, invalid } from '../accounts/account-work.ts'
import { findPerson } from '../find-person.ts'

const WHAT = 'absences'

/** Whose absence, and who says so. */
interface OfPerson {
  readonly accountId: number
  readonly deviceWearerId: string
}

/** An absence as it was typed; the times are read. */
export interface TypedAbsence {
  readonly within: Interval
  /** Empty: of any condition. */
  readonly conditionId: string
  readonly reason: string
  readonly text: string
}

/**
 * Authorises an absence. Minutes that lie in it and were not there before are not counted; those that were counted
 * already are decided by a person.
 *
 * @throws AppError NOT_FOUND; RESTRICTED; INPUT_INVALID with the field.
 */
export function authoriseAbsence(
  work: AccountWork,
  { accountId, deviceWearerId }: OfPerson,
  { within, conditionId, reason, text }: TypedAbsence,
): Promise<void> {
  return altering(work, WHAT, async (transaction) => {
    const viewer = { accountId, at: work.now }
    const person = await findPerson(transaction, viewer, deviceWearerId)
    const conditions = person.monitoringOrders.flatMap((order) => order.conditions)
    if (conditionId !== '' && !conditions.some(({ id }) => id === conditionId)) {
      throw invalid('Choose a condition of this person’s orders', 'conditionId')
    }
    if (!isAbsenceReason(reason)) throw invalid('Choose a reason', 'reason')
    if (reason === 'other' && text.length < 3) {
      throw invalid('Say in your own words what the reason is', 'text')
    }
    if (text.length > MOST_INCIDENT_TEXT) {
      throw invalid(`Enter at most ${MOST_INCIDENT_TEXT} characters, not ${text.length}`, 'text')
    }
    await addAbsence(transaction, deviceWearerId, {
      conditionId: conditionId === '' ? undefined : conditionId,
      ...within,
      reason,
      text,
      accountId,
      at: work.now,
    })
    return { result: undefined, subjects: [deviceWearerId], details: { change: 'authorised' } }
  })
}

/** Says that an absence is not authorised any more. @throws AppError NOT_FOUND; RESTRICTED; ALREADY_DECIDED; INPUT_INVALID. */
export function endAbsence(
  work: AccountWork,
  { accountId, deviceWearerId }: OfPerson,
  { absenceId, why }: { readonly absenceId: number | undefined; readonly why: string },
): Promise<void> {
  return altering(work, WHAT, async (transaction) => {
    await findPerson(transaction, { accountId, at: work.now }, deviceWearerId)
    if (absenceId === undefined) throw invalid('Choose the absence', 'absence')
    if (why.length < 3) throw invalid('Say why it is not authorised any more', 'why')
    const by = { id: absenceId, accountId, at: work.now, why }
    if (!(await revokeAbsence(transaction, deviceWearerId, by))) {
      const message = 'Cannot end the absence: there is none of that number that stands'
      throw new AppError('ALREADY_DECIDED', message, { subjects: [deviceWearerId] })
    }
    return { result: undefined, subjects: [deviceWearerId], details: { change: 'ended' } }
  })
}
