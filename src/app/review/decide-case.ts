import { AppError, nothingHere } from '../../domain/errors.ts'
import { formatInstant } from '../../domain/instant-text.ts'
import type { Instant } from '../../domain/interval.ts'
import {
  type Decision,
  decisions,
  partDue,
  stateAfter,
  whyNotDecide,
} from '../../domain/match-case.ts'
import { isReason, MOST_REMARK, reasonIsFor } from '../../domain/review-reasons.ts'
import {
  addMatchReview,
  countedReviews,
  lockCase,
  type ReviewedEvidence,
  setCaseState,
  supersedeReviews,
} from '../../store/records/match-review-records.ts'
import type { RecordsQuery } from '../../store/records/records.ts'
import { findRun } from '../../store/records/run-records.ts'
import { type VisibleMatchCase, visibleMatchCase } from '../../store/records/visible-match-cases.ts'
import { visibleMatch } from '../../store/records/visible-matches.ts'
import { type AccountWork, altering, invalid } from '../accounts/account-work.ts'

/** What somebody had before them when they made up their mind. */
export interface CaseOpening {
  readonly beganAt: Instant
  /** The crime as it was stated then, and the answer that stood; none where nothing did. */
  readonly crimeVersionId: number
  readonly standing: { readonly runId: number; readonly ordinal: number } | undefined
}

/** A view as it was typed. */
export interface TypedView {
  readonly decision: string
  readonly reason: string
  readonly remark: string
}

/**
 * Keeps a person's view of a case, with the evidence as it stood, and moves the case. The audit event says
 * whose view it is of which case, not which: whoever gives the next view may read the audit.
 *
 * @throws AppError NOT_FOUND; ALREADY_DECIDED where this person may give no view now; INPUT_INVALID with the
 * field at fault, also where the evidence changed since it was opened.
 */
export function decideCase(
  work: AccountWork,
  accountId: number,
  caseId: number,
  typed: TypedView,
  opening: CaseOpening,
  { secondReviewer }: { readonly secondReviewer: boolean },
): Promise<void> {
  return altering(work, 'match reviews', async (transaction) => {
    await lockCase(transaction, caseId)
    const found = await visibleMatchCase(transaction, { accountId, at: work.now }, caseId)
    if (!found) throw nothingHere()
    const counted = await countedReviews(transaction, caseId)
    const { role, username } = work.actor
    const part = partDue(found.phase)
    const not = whyNotDecide(found.phase, counted, { accountId, role })
    if (not !== undefined || part === undefined) {
      throw new AppError('ALREADY_DECIDED', `Cannot keep your view: ${not}`, {
        subjects: [found.deviceWearerId],
      })
    }
    const decision = checkedDecision(typed, found)
    expectSame(found, opening)
    const isAnew = found.phase === 'changed'
    if (isAnew) {
      await supersedeReviews(transaction, caseId, { at: work.now, why: 'evidence_changed' })
    }
    const answer = found.standing ?? counted.at(-1)
    if (!answer) throw new Error(`Cannot tell what case ${caseId} is about: nothing ever stood`)
    const review = {
      caseId,
      part,
      accountId,
      username,
      decision,
      reason: typed.reason,
      remark: typed.remark,
      runId: answer.runId,
      ordinal: answer.ordinal,
      crimeVersionId: found.crimeVersionId,
      evidence: await evidenceNow(transaction, { accountId, at: work.now }, found),
      beganAt: Math.min(opening.beganAt, work.now),
      decidedAt: work.now,
    }
    await addMatchReview(transaction, review)
    const reviews = isAnew ? [review] : [...counted, review]
    await setCaseState(transaction, caseId, stateAfter(reviews, secondReviewer))
    return {
      result: undefined,
      subjects: [found.deviceWearerId],
      details: { case: caseId, part },
    }
  })
}

function checkedDecision(
  { decision, reason, remark }: TypedView,
  found: VisibleMatchCase,
): Decision {
  const known = decisions.find((each) => each === decision)
  if (!known) throw invalid('Choose whether to qualify or to reject the match', 'decision')
  if (known === 'qualify' && !found.standing) {
    throw invalid('Nothing stands of this match any more, so it can only be rejected', 'decision')
  }
  if (!isReason(reason)) throw invalid('Choose the main reason', 'reason')
  const isFor = reasonIsFor(reason)
  if (isFor !== undefined && isFor !== known) {
    throw invalid(
      `Choose a reason to ${known} the match: this one is for the other answer`,
      'reason',
    )
  }
  if (reason === 'other' && remark.length < 3) {
    throw invalid('Say in your own words what the reason is', 'remark')
  }
  if (remark.length > MOST_REMARK) {
    throw invalid(`Enter at most ${MOST_REMARK} characters, not ${remark.length}`, 'remark')
  }
  return known
}

/** A view is of what its giver saw. @throws AppError INPUT_INVALID. */
function expectSame(found: VisibleMatchCase, opening: CaseOpening): void {
  const same =
    found.crimeVersionId === opening.crimeVersionId &&
    found.standing?.runId === opening.standing?.runId &&
    found.standing?.ordinal === opening.standing?.ordinal
  if (same) return
  throw invalid(
    'The evidence changed while this page was open: look at it again, then decide',
    'decision',
  )
}

async function evidenceNow(
  query: RecordsQuery,
  asked: { accountId: number; at: Instant },
  { standing }: VisibleMatchCase,
): Promise<ReviewedEvidence> {
  const match = standing && (await visibleMatch(query, asked, standing))
  if (!standing || !match) return { stands: false }
  const run = await findRun(query, standing.runId)
  return {
    stands: true,
    algorithmVersion: run?.algorithmVersion,
    deviceIds: match.deviceIds,
    positionsInWindow: match.positionsInWindow,
    positionsInRadius: match.positionsInRadius,
    overlappingPositions: match.overlappingPositions,
    firstInRadiusAt: text(match.firstInRadiusAt),
    lastInRadiusAt: text(match.lastInRadiusAt),
    closestMetres: match.closestMetres,
    windowCoverage: match.evidence?.windowCoverage,
    log10Lr: match.evidence?.log10Lr,
    coincidenceDays: match.evidence?.coincidenceDays,
    comparableDays: match.evidence?.comparableDays,
    verdict: match.evidence?.verdict,
  }
}

function text(instant: Instant | undefined): string | undefined {
  return instant === undefined ? undefined : formatInstant(instant)
}
