import { AppError } from '../../domain/errors.ts'
import { isResolution, MOST_INCIDENT_TEXT } from '../../domain/incident-reasons.ts'
import { addIncidentAct, whoMayWork } from '../../store/records/incident-acts.ts'
import type { VisibleIncident } from '../../store/records/visible-incidents.ts'
import { type AccountWork, invalid } from '../accounts/account-work.ts'
import { expectRevision, type OnIncident, onIncident } from './on-incident.ts'

const WHAT = 'incidents'

/**
 * Makes an incident somebody's work: of whoever asks, or of a colleague who may see the person.
 *
 * @param to `me`, or the number of an account.
 * @throws AppError NOT_FOUND; INPUT_INVALID where that account may not work on it.
 */
export function assignIncident(work: AccountWork, on: OnIncident, to: string): Promise<void> {
  return onIncident(work, on, WHAT, async (transaction, found) => {
    const toAccount = to === 'me' ? on.accountId : Number(to)
    const able = await whoMayWork(transaction, found.deviceWearerId, work.now)
    if (!able.some(({ id }) => id === toAccount)) {
      throw invalid('Choose somebody who may see this person', 'to')
    }
    await addIncidentAct(transaction, {
      ...actOf(work, on, found),
      act: 'assign',
      toAccount,
    })
    return { act: 'assign', to: toAccount }
  })
}

/** Makes an incident nobody's work. @throws AppError NOT_FOUND; ALREADY_DECIDED where it is nobody's. */
export function releaseIncident(work: AccountWork, on: OnIncident): Promise<void> {
  return onIncident(work, on, WHAT, async (transaction, found) => {
    if (!found.assignedTo) throw settled('release the incident', 'it is nobody’s work', found)
    await addIncidentAct(transaction, { ...actOf(work, on, found), act: 'release' })
    return { act: 'release' }
  })
}

/** Adds a note, which nobody can change. @throws AppError NOT_FOUND; INPUT_INVALID. */
export function noteIncident(work: AccountWork, on: OnIncident, text: string): Promise<void> {
  return onIncident(work, on, WHAT, async (transaction, found) => {
    if (text.length < 3) throw invalid('Enter what you want to note', 'note')
    expectLength(text, 'note')
    await addIncidentAct(transaction, { ...actOf(work, on, found), act: 'note', text })
    return { act: 'note' }
  })
}

/** Why an incident is done with, and which revision of it somebody saw. */
export interface TypedResolution {
  readonly reason: string
  readonly text: string
  readonly revision: number | undefined
}

/**
 * Says that an incident needs no more work. Minutes that wait for a decision go on waiting.
 *
 * @throws AppError NOT_FOUND; ALREADY_DECIDED where it is resolved; INPUT_INVALID, also where it is said otherwise by now.
 */
export function resolveIncident(
  work: AccountWork,
  on: OnIncident,
  { reason, text, revision }: TypedResolution,
): Promise<void> {
  return onIncident(work, on, WHAT, async (transaction, found) => {
    if (found.resolvedAt !== undefined) {
      throw settled('resolve the incident', 'somebody resolved it already', found)
    }
    if (!isResolution(reason)) throw invalid('Choose why it needs no more work', 'resolution')
    if (reason === 'other' && text.length < 3) {
      throw invalid('Say in your own words what the reason is', 'resolutionText')
    }
    expectLength(text, 'resolutionText')
    expectRevision(found, revision, 'resolution')
    await addIncidentAct(transaction, {
      ...actOf(work, on, found),
      act: 'resolve',
      reason,
      text,
    })
    return { act: 'resolve', reason }
  })
}

/** Puts a resolved incident back among what is open. @throws AppError NOT_FOUND; ALREADY_DECIDED; INPUT_INVALID. */
export function reopenIncident(work: AccountWork, on: OnIncident, text: string): Promise<void> {
  return onIncident(work, on, WHAT, async (transaction, found) => {
    if (found.resolvedAt === undefined) throw settled('reopen the incident', 'it is open', found)
    if (text.length < 3) throw invalid('Say why it is open again', 'reopenText')
    expectLength(text, 'reopenText')
    await addIncidentAct(transaction, { ...actOf(work, on, found), act: 'reopen', text })
    return { act: 'reopen' }
  })
}

function actOf({ now }: AccountWork, { accountId }: OnIncident, found: VisibleIncident) {
  return { incidentId: found.id, accountId, at: now, revision: found.revision }
}

function settled(deed: string, why: string, { deviceWearerId }: VisibleIncident): AppError {
  const subjects = deviceWearerId === undefined ? [] : [deviceWearerId]
  return new AppError('ALREADY_DECIDED', `Cannot ${deed}: ${why}`, { subjects })
}

function expectLength(text: string, field: string): void {
  if (text.length <= MOST_INCIDENT_TEXT) return
  throw invalid(`Enter at most ${MOST_INCIDENT_TEXT} characters, not ${text.length}`, field)
}
