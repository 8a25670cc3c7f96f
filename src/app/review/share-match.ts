import { AppError, nothingHere } from '../../domain/errors.ts'
import { MOST_REMARK } from '../../domain/review-reasons.ts'
import { lockCase } from '../../store/records/match-review-records.ts'
import { addSharing, endSharing, sharingOf } from '../../store/records/shared-matches.ts'
import { visibleMatchCase } from '../../store/records/visible-match-cases.ts'
import { type AccountWork, altering, invalid } from '../accounts/account-work.ts'

/**
 * Lets whoever supervises the wearer of a qualified match know that there is one, and its number: never the crime.
 *
 * @throws AppError NOT_FOUND; ALREADY_DECIDED where it is not qualified or was shared already; INPUT_INVALID.
 */
export function shareMatch(
  work: AccountWork,
  accountId: number,
  caseId: number,
  why: string,
): Promise<void> {
  return altering(work, 'shared matches', async (transaction) => {
    const found = await lockedCase(transaction, work, accountId, caseId)
    const { deviceWearerId } = found
    const cannot = (because: string) =>
      new AppError('ALREADY_DECIDED', `Cannot share the match: ${because}`, {
        subjects: [deviceWearerId],
      })
    const deed = { accountId, at: work.now, why: checkedWhy(why) }
    if (found.phase !== 'qualified' || !found.standing || found.crimeWithdrawnAt !== undefined) {
      throw cannot('it is not qualified, or nothing stands of it any more')
    }
    if ((await sharingOf(transaction, caseId))?.isTold) throw cannot('it is shared already')
    // Of what was looked at anew since.
    await endSharing(transaction, caseId, deed)
    await addSharing(transaction, { caseId, deviceWearerId }, deed)
    return {
      result: undefined,
      subjects: [deviceWearerId],
      details: { case: caseId, change: 'shared' },
    }
  })
}

/** Supervisors are not told any more. @throws AppError NOT_FOUND; ALREADY_DECIDED where it is not shared; INPUT_INVALID. */
export function stopSharing(
  work: AccountWork,
  accountId: number,
  caseId: number,
  why: string,
): Promise<void> {
  return altering(work, 'shared matches', async (transaction) => {
    const { deviceWearerId } = await lockedCase(transaction, work, accountId, caseId)
    const deed = { accountId, at: work.now, why: checkedWhy(why) }
    if (!(await endSharing(transaction, caseId, deed))) {
      throw new AppError('ALREADY_DECIDED', 'Cannot stop sharing the match: it is not shared', {
        subjects: [deviceWearerId],
      })
    }
    return {
      result: undefined,
      subjects: [deviceWearerId],
      details: { case: caseId, change: 'shared no more' },
    }
  })
}

async function lockedCase(
  transaction: Parameters<typeof lockCase>[0],
  work: AccountWork,
  accountId: number,
  caseId: number,
) {
  await lockCase(transaction, caseId)
  const found = await visibleMatchCase(transaction, { accountId, at: work.now }, caseId)
  if (!found) throw nothingHere()
  return found
}

function checkedWhy(why: string): string {
  if (why.length < 3) throw invalid('Say why', 'why')
  if (why.length > MOST_REMARK) {
    throw invalid(`Enter at most ${MOST_REMARK} characters, not ${why.length}`, 'why')
  }
  return why
}
