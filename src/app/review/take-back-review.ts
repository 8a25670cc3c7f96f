import { AppError, nothingHere } from '../../domain/errors.ts'
import type { Instant } from '../../domain/interval.ts'
import { stateAfter } from '../../domain/match-case.ts'
import {
  countedReviews,
  isReported,
  lockCase,
  type MatchReview,
  setCaseState,
  supersedeReviews,
} from '../../store/records/match-review-records.ts'
import { visibleMatchCase } from '../../store/records/visible-match-cases.ts'
import { type AccountWork, altering } from '../accounts/account-work.ts'

/** For how long a view can be taken back. */
const TAKE_BACK_MINUTES = 15

/**
 * Why a person cannot take back their view; `undefined` where they can: it is the newest, young, and nobody acted on
 * it. A second view cannot be: whoever gave it has seen the first since.
 *
 * @param counted the views that count, oldest first.
 */
export function whyNotTakeBack(
  counted: readonly Pick<MatchReview, 'accountId' | 'part' | 'decidedAt'>[],
  { accountId, now, reported }: { accountId: number; now: Instant; reported: boolean },
): string | undefined {
  const last = counted.at(-1)
  if (last?.accountId !== accountId) return 'you gave no view, or somebody gave another since'
  if (last.part === 'second') return 'you have seen the other view since you gave yours'
  if (reported) return 'a report rests on it'
  return now - last.decidedAt > TAKE_BACK_MINUTES * 60_000
    ? `you gave it more than ${TAKE_BACK_MINUTES} minutes ago`
    : undefined
}

/**
 * Takes back the view somebody has just given; it stays to be read, and counts no more.
 *
 * @throws AppError NOT_FOUND; ALREADY_DECIDED where it cannot be taken back any more.
 */
export function takeBackReview(
  work: AccountWork,
  accountId: number,
  caseId: number,
  { secondReviewer }: { readonly secondReviewer: boolean },
): Promise<void> {
  return altering(work, 'match reviews', async (transaction) => {
    await lockCase(transaction, caseId)
    const found = await visibleMatchCase(transaction, { accountId, at: work.now }, caseId)
    if (!found) throw nothingHere()
    const counted = await countedReviews(transaction, caseId)
    const reported = await isReported(transaction, caseId)
    const not = whyNotTakeBack(counted, { accountId, now: work.now, reported })
    const last = counted.at(-1)
    if (not !== undefined || !last || found.evidenceChangedAt !== undefined) {
      const why = not ?? 'the evidence changed since'
      throw new AppError('ALREADY_DECIDED', `Cannot take back your view: ${why}`, {
        subjects: [found.deviceWearerId],
      })
    }
    await supersedeReviews(transaction, caseId, { at: work.now, why: 'taken_back', only: last.id })
    await setCaseState(transaction, caseId, stateAfter(counted.slice(0, -1), secondReviewer))
    return {
      result: undefined,
      subjects: [found.deviceWearerId],
      details: { case: caseId, change: 'taken back' },
    }
  })
}
