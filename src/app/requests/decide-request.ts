import { grantedShare, type RequesterCheck } from '../../domain/data-request.ts'
import { AppError } from '../../domain/errors.ts'
import type { Interval } from '../../domain/interval.ts'
import { scopeAsked } from '../../domain/request-content.ts'
import {
  countWearersOfRequest,
  saveGrantedWearers,
} from '../../store/records/data-request-records.ts'
import type { RecordsQuery } from '../../store/records/records.ts'
import { type DataRequest, wearersOfRequest } from '../../store/records/visible-requests.ts'
import { type AccountWork, invalid, notPermitted } from '../accounts/account-work.ts'
import { findPerson } from '../find-person.ts'
import type { CaseworkPolicy } from '../load-policy.ts'
import { actOnRequest, requestActor } from './request-work.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR

/** What an approver would grant. */
export interface WishedGrant {
  readonly within: Interval
  /** Of a place. */
  readonly radiusMetres: number | undefined
  /** Ids of the people meant; none where it is a place. */
  readonly deviceWearerIds: readonly string[]
  /** Why, where it is less than was asked. */
  readonly reason: string
}

/** Asks the requester something. @throws AppError INPUT_INVALID, and as {@link actOnRequest}. */
export function askRequester(work: AccountWork, id: number, question: string): Promise<void> {
  return actOnRequest(work, id, 'ask', async () => {
    if (question === '') throw invalid('Enter what you need to know', 'question')
    return { words: question }
  })
}

/** Notes how the approver made sure of the requester. @throws AppError as {@link actOnRequest}. */
export function checkRequester(
  work: AccountWork,
  id: number,
  how: RequesterCheck,
  note: string,
): Promise<void> {
  return actOnRequest(work, id, 'check', async () => ({ checkedHow: how, words: note }))
}

/** Refuses a request. @throws AppError INPUT_INVALID without a reason, and as {@link actOnRequest}. */
export function refuseRequest(work: AccountWork, id: number, reason: string): Promise<void> {
  return actOnRequest(work, id, 'refuse', async (transaction, request) => {
    if (reason === '') throw invalid('Enter why it is refused: the requester reads it', 'reason')
    await saveGrantedWearers(transaction, request.id, [])
    return { reason, words: reason }
  })
}

/** Ends a grant at once. @throws AppError INPUT_INVALID without a reason, and as {@link actOnRequest}. */
export function endGrant(work: AccountWork, id: number, reason: string): Promise<void> {
  return actOnRequest(work, id, 'end', async (transaction, request) => {
    if (reason === '') throw invalid('Enter why the grant is ended', 'endReason')
    return { words: reason, subjects: await seen(transaction, work, request.id) }
  })
}

/**
 * Grants a request, all or part of it; of a long interval it is a proposal, for a second approver to confirm.
 *
 * @throws AppError INPUT_INVALID with `field` for more than was asked, nobody, or no reason for granting less;
 * NOT_FOUND or RESTRICTED for people; and as {@link actOnRequest}.
 */
export function grantRequest(
  work: AccountWork,
  policy: CaseworkPolicy,
  id: number,
  wish: WishedGrant,
): Promise<void> {
  return actOnRequest(work, id, 'grant', async (transaction, request) => {
    const { within, radiusMetres, reason } = wish
    const place = request.place && { ...request.place, radiusMetres: radiusMetres ?? 0 }
    if (request.about === 'place' && !(radiusMetres && radiusMetres > 0)) {
      throw invalid('Enter the radius as a number of metres', 'grantedRadius')
    }
    const people = request.about === 'person' ? [...new Set(wish.deviceWearerIds)].sort() : []
    if (request.about === 'person' && people.length === 0) {
      throw invalid('Say who is meant: choose a person or enter an id', 'wearers')
    }
    const viewer = { accountId: requestActor(work).accountId, at: work.now }
    for (const person of people) await findMeant(transaction, viewer, person)
    const asked = scopeAsked(request)
    const granted = { within, people: people.length, place }
    const share = grantedShare(
      asked,
      request.about === 'person' ? { ...granted, place: undefined } : granted,
    )
    if (share === undefined) {
      throw invalid('A grant cannot be more than was asked: people, period or radius', 'from')
    }
    if (share === 'part' && reason === '') {
      throw invalid('Enter why only a part is granted: the requester reads it', 'grantReason')
    }
    await saveGrantedWearers(transaction, request.id, people)
    const needsSecond = within.to - within.from > policy.dataRequests.secondApproverOverHours * HOUR
    return {
      granted: { within, radiusMetres: request.about === 'place' ? radiusMetres : undefined },
      reason,
      words: reason,
      subjects: people,
      grant: { whole: share === 'whole', needsSecond, endsAt: endsAt(work, policy) },
    }
  })
}

/** Grants what a first approver proposed. @throws AppError as {@link actOnRequest}. */
export function confirmGrant(work: AccountWork, policy: CaseworkPolicy, id: number): Promise<void> {
  return actOnRequest(work, id, 'confirm', async (transaction, request) => {
    if (!request.granted) throw new Error('Cannot confirm a grant that nobody proposed')
    const people = await seen(transaction, work, request.id)
    if (people.length < (await countWearersOfRequest(transaction, request.id))) {
      throw notPermitted(
        'Cannot decide this request: a restriction keeps you from somebody it is about',
      )
    }
    const place = request.place && {
      ...request.place,
      radiusMetres: request.granted.radiusMetres ?? request.place.radiusMetres,
    }
    const granted = { within: request.granted.within, people: people.length, place }
    const asked = scopeAsked(request)
    const whole =
      grantedShare(
        asked,
        request.about === 'person' ? { ...granted, place: undefined } : granted,
      ) === 'whole'
    return {
      subjects: people,
      grant: { whole, needsSecond: false, endsAt: endsAt(work, policy) },
    }
  })
}

function endsAt({ now }: AccountWork, { dataRequests }: CaseworkPolicy): number {
  return now + dataRequests.grantDays * DAY
}

function seen(transaction: RecordsQuery, work: AccountWork, id: DataRequest['id']) {
  return wearersOfRequest(
    transaction,
    { accountId: requestActor(work).accountId, at: work.now },
    id,
  )
}

/** Whoever is meant must be somebody the approver may see; said at the form's own field. */
async function findMeant(
  transaction: RecordsQuery,
  viewer: { accountId: number; at: number },
  id: string,
): Promise<void> {
  try {
    await findPerson(transaction, viewer, id)
  } catch (error) {
    if (!(error instanceof AppError) || error.code === 'STORE_UNAVAILABLE') throw error
    const text =
      error.code === 'RESTRICTED' ? error.message : `Nobody you may see has the id “${id}”`
    throw new AppError('INPUT_INVALID', text, { field: 'wearers', subjects: [id] })
  }
}
