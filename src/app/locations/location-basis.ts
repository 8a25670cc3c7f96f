import { AppError } from '../../domain/errors.ts'
import { isPurpose, PURPOSE_LENGTH } from '../../domain/purpose.ts'
import {
  type GrantInForce,
  grantInForce,
  grantRestriction,
} from '../../store/records/grants-in-force.ts'
import {
  insertLocationTask,
  type LocationTask,
  locationTask,
} from '../../store/records/location-task-records.ts'
import type { RecordsQuery } from '../../store/records/records.ts'
import type { Viewer } from '../../store/records/viewer.ts'
import { grantedPerson, type PersonFile } from '../../store/records/visible-person.ts'
import { type AccountWork, altering, invalid, notFound } from '../accounts/account-work.ts'
import { findPerson } from '../find-person.ts'

/** How long one purpose holds: about a shift. */
const TASK_MS = 12 * 3_600_000

/**
 * Notes what somebody at the hub wants to look at a person's locations for.
 *
 * @returns the task's id.
 * @throws AppError INPUT_INVALID with `field`; NOT_FOUND or RESTRICTED for the person.
 */
export function beginLocationTask(
  work: AccountWork,
  { deviceWearerId, purpose }: { deviceWearerId: string; purpose: string },
): Promise<number> {
  return altering(work, 'location task', async (transaction) => {
    if (!isPurpose(purpose)) {
      const text = `Enter what you need it for, in ${PURPOSE_LENGTH.least} to ${PURPOSE_LENGTH.most} characters`
      throw invalid(text, 'purpose')
    }
    const { accountId } = work.actor
    if (accountId === undefined) throw new Error('Cannot begin a task: nobody is signed in')
    const viewer = { accountId, at: work.now }
    await findPerson(transaction, viewer, deviceWearerId)
    const task = { deviceWearerId, purpose, endsAt: work.now + TASK_MS }
    const id = await insertLocationTask(transaction, viewer, task)
    return { result: id, details: { task: id }, subjects: [deviceWearerId] }
  })
}

/**
 * A task of the account's own and the person it is about, as the account may see them now.
 *
 * @throws AppError NOT_FOUND, also of a task that is over; RESTRICTED.
 */
export async function openTask(
  query: RecordsQuery,
  viewer: Viewer,
  id: number | undefined,
): Promise<{ task: LocationTask; person: PersonFile }> {
  const task = id === undefined ? undefined : await locationTask(query, viewer, id)
  if (!task)
    throw notFound(
      'There is nothing at this address, or its time is over: say anew what you need it for',
    )
  return { task, person: await findPerson(query, viewer, task.deviceWearerId) }
}

/** A grant the account may look under now. @throws AppError NOT_FOUND, also of one that is over. */
export async function openGrant(
  query: RecordsQuery,
  viewer: Viewer,
  requestId: number | undefined,
): Promise<GrantInForce> {
  const grant = requestId === undefined ? undefined : await grantInForce(query, viewer, requestId)
  if (!grant)
    throw notFound('There is nothing at this address, or the time it was granted for is over')
  return grant
}

/**
 * Somebody whom a grant names.
 *
 * @param id whom; without it, the first of them whom no restriction keeps from the account.
 * @throws AppError RESTRICTED with what the restriction says; NOT_FOUND where the grant does not name them.
 */
export async function findGranted(
  query: RecordsQuery,
  viewer: Viewer,
  { requestId, deviceWearerIds }: GrantInForce,
  id: string | undefined,
): Promise<PersonFile> {
  const wanted = id ?? deviceWearerIds[0]
  const person = wanted && (await grantedPerson(query, viewer, requestId, wanted))
  if (person) return person
  const restriction = await grantRestriction(query, viewer, requestId, wanted)
  if (restriction) {
    const subjects = [restriction.id]
    throw new AppError('RESTRICTED', restriction.message.replace(/\.$/, ''), { subjects })
  }
  const subjects = wanted === undefined ? [] : [wanted]
  throw new AppError('NOT_FOUND', 'There is nothing at this address', { subjects })
}
