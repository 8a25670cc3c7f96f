import {
  afterAct,
  type GrantSize,
  mayAct,
  type RequestAct,
  type RequestActor,
} from '../../domain/data-request.ts'
import { AppError, nothingHere } from '../../domain/errors.ts'
import {
  addRequestStep,
  lockRequest,
  type RequestChange,
  saveProgress,
} from '../../store/records/data-request-records.ts'
import type { RecordsQuery } from '../../store/records/records.ts'
import { type DataRequest, visibleRequest } from '../../store/records/visible-requests.ts'
import { type AccountWork, altering } from '../accounts/account-work.ts'

/** What an act adds to a request, beside its new state. */
export interface ActOutcome extends Omit<RequestChange, 'at'> {
  readonly words?: string
  readonly grant?: GrantSize
  /** Whose data it concerns, for the audit. */
  readonly subjects?: readonly string[]
}

/**
 * Does something to a request that the account may read: its step, its new state and its audit event are
 * kept together.
 *
 * @throws AppError NOT_FOUND; ALREADY_DECIDED where it has come to a state in which this cannot be done, or is
 * not this account's to do.
 */
export function actOnRequest(
  work: AccountWork,
  id: number,
  act: RequestAct,
  prepare: (transaction: RecordsQuery, request: DataRequest) => Promise<ActOutcome>,
): Promise<void> {
  return altering(work, 'data request', async (transaction) => {
    await lockRequest(transaction, id)
    const by = requestActor(work)
    const request = await visibleRequest(transaction, by.accountId, id)
    if (!request) throw nothingHere()
    if (!mayAct(act, request, by, work.now)) throw notNow()
    const { words = '', grant, subjects = [], ...change } = await prepare(transaction, request)
    const after = afterAct(act, request, by, work.now, grant)
    await saveProgress(transaction, id, after, { ...change, at: work.now })
    const step = { at: work.now, accountId: by.accountId, act, words }
    await addRequestStep(transaction, id, step)
    return {
      result: undefined,
      details: { request: id, act, state: after.state },
      subjects: [...subjects],
    }
  })
}

/** Who acts, as the rules of requests see them. @throws Error where nobody is signed in. */
export function requestActor({ actor }: Pick<AccountWork, 'actor'>): RequestActor {
  if (actor.accountId === undefined) throw new Error('Cannot act on a request: nobody is signed in')
  return { accountId: actor.accountId, decides: actor.permissions.has('requests:decide') }
}

function notNow(): AppError {
  return new AppError(
    'ALREADY_DECIDED',
    'Cannot do this to the request now: it has gone on since, or it is for somebody else to do. Load its page again',
  )
}
