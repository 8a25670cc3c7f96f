import { AppError } from '../../domain/errors.ts'
import {
  isViolationReason,
  MOST_INCIDENT_TEXT,
  type ViolationDecision,
  violationDecisions,
  violationReasonIsFor,
} from '../../domain/incident-reasons.ts'
import type { Instant } from '../../domain/interval.ts'
import type { Family } from '../../monitoring/finding.ts'
import {
  addViolationDecision,
  type DecidedViolation,
  revokeViolationDecision,
  violationDecisionsOf,
} from '../../store/records/incident-casework.ts'
import type { VisibleIncident } from '../../store/records/visible-incidents.ts'
import { type AccountWork, invalid } from '../accounts/account-work.ts'
import { expectRevision, type OnIncident, onIncident } from './on-incident.ts'

/** For how long a decision can be taken back without saying why, by whoever made it. */
const TAKE_BACK_MINUTES = 15
const WHAT = 'violation decisions'
/** Nobody's doing: a device out of reach or broken, or a feed that is silent. */
const nobodysDoing: ReadonlySet<Family> = new Set(['signal', 'fault', 'feed'])

/** A decision as it was typed, of the revision that was seen. */
export interface TypedViolation {
  readonly decision: string
  readonly reason: string
  readonly text: string
  readonly revision: number | undefined
}

/** Whether an incident is one that a person can find excused, authorised or not. */
export function canBeDecided({ deviceWearerId, family, stage }: VisibleIncident): boolean {
  return (
    deviceWearerId !== undefined &&
    !nobodysDoing.has(family) &&
    (stage === 'actual' || stage === 'retracted')
  )
}

/**
 * Keeps what a person makes of a violation. Only such a decision makes its minutes count, or not; no clock does.
 *
 * @throws AppError NOT_FOUND; ALREADY_DECIDED where a decision stands, or none can be made; INPUT_INVALID with the field.
 */
export function decideViolation(
  work: AccountWork,
  on: OnIncident,
  typed: TypedViolation,
): Promise<void> {
  return onIncident(work, on, WHAT, async (transaction, found) => {
    const standing = (await violationDecisionsOf(transaction, [found.id])).find(stands)
    if (standing) {
      throw refused('decide', `${standing.decidedBy.name} decided already`, found)
    }
    if (!canBeDecided(found)) throw refused('decide', 'this is no violation', found)
    const decision = checked(typed)
    expectRevision(found, typed.revision, 'decision')
    const { reason, text } = typed
    await addViolationDecision(transaction, {
      incidentId: found.id,
      decision,
      reason,
      text,
      revision: found.revision,
      accountId: on.accountId,
      at: work.now,
    })
    return { decision, revision: found.revision }
  })
}

/**
 * Takes a decision back: whoever made it lately just does; anybody else, and anybody later, says why.
 *
 * @throws AppError NOT_FOUND; ALREADY_DECIDED where none stands; INPUT_INVALID.
 */
export function takeBackDecision(work: AccountWork, on: OnIncident, why: string): Promise<void> {
  return onIncident(work, on, WHAT, async (transaction, found) => {
    const standing = (await violationDecisionsOf(transaction, [found.id])).find(stands)
    if (!standing) throw refused('take the decision back', 'none stands', found)
    if (asksWhy(standing, on.accountId, work.now) && why.length < 3) {
      throw invalid('Say why the decision is taken back', 'why')
    }
    if (why.length > MOST_INCIDENT_TEXT) {
      throw invalid(`Enter at most ${MOST_INCIDENT_TEXT} characters, not ${why.length}`, 'why')
    }
    const by = { accountId: on.accountId, at: work.now, why }
    await revokeViolationDecision(transaction, standing.id, by)
    return { change: 'taken back', decision: standing.decision }
  })
}

/** Whether somebody who takes a decision back has to say why. */
export function asksWhy(
  { decidedBy, decidedAt }: DecidedViolation,
  accountId: number,
  now: Instant,
): boolean {
  return decidedBy.accountId !== accountId || now - decidedAt > TAKE_BACK_MINUTES * 60_000
}

export function stands({ revoked }: DecidedViolation): boolean {
  return revoked === undefined
}

function checked({ decision, reason, text }: TypedViolation): ViolationDecision {
  const known = violationDecisions.find((each) => each === decision)
  if (!known) throw invalid('Choose whether it is excused, authorised or not excused', 'decision')
  if (!isViolationReason(reason)) throw invalid('Choose the main reason', 'decisionReason')
  const isFor = violationReasonIsFor(reason)
  if (isFor !== undefined && isFor !== known) {
    throw invalid('Choose a reason for this decision: this one is for another', 'decisionReason')
  }
  if (reason === 'other' && text.length < 3) {
    throw invalid('Say in your own words what the reason is', 'decisionText')
  }
  if (text.length > MOST_INCIDENT_TEXT) {
    throw invalid(
      `Enter at most ${MOST_INCIDENT_TEXT} characters, not ${text.length}`,
      'decisionText',
    )
  }
  return known
}

function refused(deed: string, why: string, { deviceWearerId }: VisibleIncident): AppError {
  const subjects = deviceWearerId === undefined ? [] : [deviceWearerId]
  return new AppError('ALREADY_DECIDED', `Cannot ${deed}: ${why}`, { subjects })
}
