import { counted } from '../../domain/count-text.ts'
import { AppError, nothingHere } from '../../domain/errors.ts'
import { followingState, mayApprove, mayStop } from '../../domain/following.ts'
import type { Instant, Interval } from '../../domain/interval.ts'
import { isPurpose } from '../../domain/purpose.ts'
import {
  approveFollowing,
  endFollowing,
  type Following,
  insertFollowing,
  lockFollowing,
  visibleFollowings,
} from '../../store/records/following-records.ts'
import type { RecordsQuery } from '../../store/records/records.ts'
import type { Viewer } from '../../store/records/viewer.ts'
import { type AccountWork, altering, invalid } from '../accounts/account-work.ts'
import { findPerson } from '../find-person.ts'
import type { CaseworkPolicy } from '../load-policy.ts'

const HOUR = 3_600_000

export interface AskedFollowing {
  readonly deviceWearerId: string
  readonly why: string
  readonly authorityReference: string
  readonly hours: number | undefined
}

/**
 * Asks to follow somebody live. The time counts from now, so that waiting for approval makes it no longer.
 *
 * @returns its id.
 * @throws AppError POLICY_FORBIDS where policy does not allow it at all, or not for so long; INPUT_INVALID with
 * `field`; NOT_FOUND or RESTRICTED for the person.
 */
export function askToFollow(
  work: AccountWork,
  { following: policy }: CaseworkPolicy,
  asked: AskedFollowing,
): Promise<number> {
  return altering(work, 'following', async (transaction) => {
    if (!policy.allowed) throw notAllowed()
    const { deviceWearerId, why, authorityReference, hours } = asked
    if (!isPurpose(why)) throw invalid('Enter why this person has to be followed live', 'why')
    if (authorityReference === '') {
      throw invalid('Enter the reference of the authority for it', 'authorityReference')
    }
    if (hours === undefined || hours < 1) {
      throw invalid('Enter for how many hours, as a whole number', 'hours')
    }
    if (hours > policy.mostHours) {
      throw new AppError(
        'POLICY_FORBIDS',
        `Policy lets nobody be followed for more than ${counted(policy.mostHours, 'hour')}`,
        { field: 'hours' },
      )
    }
    const viewer = viewerOf(work)
    await findPerson(transaction, viewer, deviceWearerId)
    const id = await insertFollowing(transaction, {
      deviceWearerId,
      why,
      authorityReference,
      askedBy: viewer.accountId,
      askedAt: work.now,
      until: work.now + hours * HOUR,
    })
    return { result: id, details: { following: id, change: 'asked' }, subjects: [deviceWearerId] }
  })
}

/** Approves it: the first time, or the second, which puts it in force. @throws AppError NOT_FOUND; ALREADY_DECIDED. */
export function approve(work: AccountWork, { following }: CaseworkPolicy, id: number) {
  return changing(work, id, 'approved', async (transaction, found) => {
    if (!following.allowed) throw notAllowed()
    if (!mayApprove(found, viewerOf(work).accountId, work.now)) throw notNow()
    await approveFollowing(transaction, id, viewerOf(work))
  })
}

/** Refuses it, or stops what is in force, at once. @throws AppError INPUT_INVALID; NOT_FOUND; ALREADY_DECIDED. */
export function refuseOrStop(
  work: AccountWork,
  id: number,
  how: 'refuse' | 'stop',
  reason: string,
): Promise<void> {
  return changing(work, id, how === 'stop' ? 'stopped' : 'refused', async (transaction, found) => {
    const inForce = followingState(found, work.now) === 'in_force'
    if (!mayStop(found, work.now) || inForce !== (how === 'stop')) throw notNow()
    if (reason === '') throw invalid('Enter why', 'reason')
    await endFollowing(transaction, id, how, { ...viewerOf(work), reason })
  })
}

/** One the account may know of. @throws AppError NOT_FOUND. */
export async function findFollowing(
  query: RecordsQuery,
  viewer: Viewer,
  id: number | undefined,
): Promise<Following> {
  const [found] = id === undefined ? [] : await visibleFollowings(query, viewer, id)
  if (!found) throw nothingHere()
  return found
}

/**
 * What the follower may look at now: from when it came into force, and no more than the last hour.
 *
 * @throws AppError NOT_FOUND for anybody else, and where it is not in force or policy no longer allows it.
 */
export function followedPeriod(
  { following: policy }: CaseworkPolicy,
  following: Following,
  { accountId, at }: Viewer,
): Interval {
  const inForce = followingState(following, at) === 'in_force' && policy.allowed
  if (!inForce || accountId !== following.askedBy) {
    throw new AppError('NOT_FOUND', 'There is nothing to follow here now', {
      subjects: [following.deviceWearerId],
    })
  }
  return { from: Math.max(following.beganAt ?? at, at - HOUR), to: at + 1 }
}

function changing(
  work: AccountWork,
  id: number,
  change: string,
  alter: (transaction: RecordsQuery, found: Following) => Promise<void>,
): Promise<void> {
  return altering(work, 'following', async (transaction) => {
    await lockFollowing(transaction, id)
    const found = await findFollowing(transaction, viewerOf(work), id)
    await alter(transaction, found)
    const subjects = [found.deviceWearerId]
    return { result: undefined, details: { following: id, change }, subjects }
  })
}

function viewerOf({ actor, now }: AccountWork): { accountId: number; at: Instant } {
  if (actor.accountId === undefined) throw new Error('Cannot follow: nobody is signed in')
  return { accountId: actor.accountId, at: now }
}

function notAllowed(): AppError {
  return new AppError('POLICY_FORBIDS', 'Policy does not allow anybody to be followed live', {
    field: 'person',
  })
}

function notNow(): AppError {
  return new AppError(
    'ALREADY_DECIDED',
    'Cannot do this now: it has gone on since, or it is for another approver to do. Load the page again',
  )
}
