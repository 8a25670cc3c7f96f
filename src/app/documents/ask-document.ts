import { AppError } from '../../domain/errors.ts'
import type { Interval } from '../../domain/interval.ts'
import { sameLondonTime } from '../../domain/london-clock.ts'
import { trailDays, trailHours } from '../../domain/person-document.ts'
import { isPurpose, PURPOSE_LENGTH } from '../../domain/purpose.ts'
import {
  type AskedDocument,
  addPersonDocument,
  countOpenDocuments,
  endPersonDocument,
} from '../../store/records/person-document-records.ts'
import { visibleDocument } from '../../store/records/visible-documents.ts'
import { type AccountWork, altering, invalid, notFound } from '../accounts/account-work.ts'
import { findPerson } from '../find-person.ts'

/** Of one account at a time: one is made after another. */
const MOST_OPEN = 5
const WHAT = 'documents'

export interface AskedTrail {
  readonly deviceWearerId: string
  readonly from: number
  readonly days: number
  readonly hoursPerMap: number
  readonly purpose: string
}

/**
 * Asks for a trail report. Its audit event says whose positions of what stretch it is of, and what for.
 *
 * @returns the document's id.
 * @throws AppError INPUT_INVALID with the field; NOT_FOUND or RESTRICTED for the person.
 */
export async function askTrailReport(work: AccountWork, asked: AskedTrail): Promise<number> {
  const { from, days, hoursPerMap } = asked
  if (!trailDays.some((each) => each === days)) {
    throw invalid(`Choose ${trailDays.join(', ')} days`, 'days')
  }
  if (!trailHours.some((each) => each === hoursPerMap)) {
    throw invalid('Choose how many hours a map shows', 'hours')
  }
  if (from >= work.now) {
    throw invalid('Enter a start in the past: nothing is held of what is to come', 'start')
  }
  const within = { from, to: Math.min(sameLondonTime(from, days), work.now) }
  return askFor(work, {
    ...asked,
    kind: 'trail-report',
    parameters: { hoursPerMap },
    within,
  })
}

/** Asks for any document. @throws AppError as {@link askTrailReport}. */
export function askFor(
  work: AccountWork,
  asked: Pick<AskedDocument, 'deviceWearerId' | 'kind' | 'purpose' | 'parameters'> & {
    readonly within: Interval
  },
): Promise<number> {
  const { records, now, actor, audit } = work
  const { deviceWearerId, kind, purpose, within, parameters } = asked
  return records.transaction(async (transaction) => {
    const accountId = actor.accountId ?? 0
    await findPerson(transaction, { accountId, at: now }, deviceWearerId)
    if (!isPurpose(purpose)) {
      const text = `Enter what it is for, in ${PURPOSE_LENGTH.least} to ${PURPOSE_LENGTH.most} characters`
      throw invalid(text, 'purpose')
    }
    if ((await countOpenDocuments(transaction, accountId)) >= MOST_OPEN) {
      throw invalid(
        `Wait until one of the ${MOST_OPEN} that you asked for is ready, or cancel one`,
        'purpose',
      )
    }
    const id = await addPersonDocument(transaction, {
      deviceWearerId,
      kind,
      purpose,
      within,
      parameters,
      askedBy: accountId,
      askedAt: now,
    })
    await audit(transaction, {
      action: 'alter',
      outcome: 'done',
      what: WHAT,
      subjects: [deviceWearerId],
      interval: within,
      purpose,
      details: { document: id, kind, change: 'asked for' },
    })
    return id
  })
}

/** Ends what is not ready yet. @throws AppError NOT_FOUND; ALREADY_DECIDED where it has ended. */
export function cancelDocument(
  work: AccountWork,
  deviceWearerId: string,
  id: number | undefined,
): Promise<void> {
  return altering(work, WHAT, async (transaction) => {
    const viewer = { accountId: work.actor.accountId ?? 0, at: work.now }
    await findPerson(transaction, viewer, deviceWearerId)
    const found =
      id === undefined ? undefined : await visibleDocument(transaction, viewer, deviceWearerId, id)
    const subjects = [deviceWearerId]
    if (!found) throw notFound('There is nothing at this address')
    const why = 'Somebody cancelled it'
    const end = { state: 'cancelled', at: work.now, why } as const
    if (!(await endPersonDocument(transaction, found.id, end))) {
      throw new AppError('ALREADY_DECIDED', 'Cannot cancel the document: it has ended already', {
        subjects,
      })
    }
    return { result: undefined, subjects, details: { document: found.id, change: 'cancelled' } }
  })
}
