import { mayAct } from '../../domain/data-request.ts'
import { AppError, nothingHere } from '../../domain/errors.ts'
import { contentFaults, limitFaults, type RequestContent } from '../../domain/request-content.ts'
import { accountById } from '../../store/records/account-records.ts'
import {
  addRequestStep,
  insertDraft,
  lockRequest,
  numberRequest,
  saveContent,
  saveProgress,
} from '../../store/records/data-request-records.ts'
import { visibleRequest } from '../../store/records/visible-requests.ts'
import { type AccountWork, altering, invalid } from '../accounts/account-work.ts'
import type { CaseworkPolicy } from '../load-policy.ts'
import { actOnRequest, requestActor } from './request-work.ts'

/** What somebody wrote, and what is to become of it. */
export interface WrittenRequest {
  /** Of a draft that is there already. */
  readonly id: number | undefined
  readonly content: RequestContent
  readonly submit: boolean
}

/**
 * Keeps a request as a draft, or submits it, which gives it its number.
 *
 * @returns its id.
 * @throws AppError INPUT_INVALID or POLICY_FORBIDS with `field`; NOT_FOUND; ALREADY_DECIDED where it is no draft
 * any more.
 */
export function writeRequest(
  work: AccountWork,
  policy: CaseworkPolicy,
  { id: known, content, submit }: WrittenRequest,
): Promise<number> {
  return altering(work, 'data request', async (transaction) => {
    const by = requestActor(work)
    const faults = submit
      ? contentFaults(content, policy.dataRequests, work.now)
      : limitFaults(content, policy.dataRequests)
    const [fault] = faults
    if (fault) throw new AppError(fault.code, fault.text, { field: fault.field })
    const account = await accountById(transaction, by.accountId)
    if (!account?.policeForce) throw new Error('Cannot make a request: the account has no force')
    const start = { accountId: by.accountId, policeForce: account.policeForce, at: work.now }
    const id = known ?? (await insertDraft(transaction, start, content))
    await lockRequest(transaction, id)
    const request = await visibleRequest(transaction, by.accountId, id)
    if (!request) throw nothingHere()
    const act = submit ? 'submit' : 'edit'
    if (!mayAct(act, request, by, work.now)) {
      throw new AppError(
        'ALREADY_DECIDED',
        'Cannot change the request: it is no draft of yours any more. Load its page again',
      )
    }
    if (known !== undefined) await saveContent(transaction, id, content)
    if (submit) {
      await numberRequest(transaction, id, work.now)
      await saveProgress(transaction, id, { ...request, state: 'submitted' }, { at: work.now })
    }
    const step = { at: work.now, accountId: by.accountId, act, words: '' }
    await addRequestStep(transaction, id, step)
    return { result: id, details: { request: id, act } }
  })
}

/** Takes a request back before it is decided. @throws AppError as {@link actOnRequest}. */
export function withdrawRequest(work: AccountWork, id: number): Promise<void> {
  return actOnRequest(work, id, 'withdraw', async () => ({}))
}

/** Answers what was asked of the requester. @throws AppError INPUT_INVALID, and as {@link actOnRequest}. */
export function answerQuestion(work: AccountWork, id: number, answer: string): Promise<void> {
  return actOnRequest(work, id, 'answer', async () => {
    if (answer === '') throw invalid('Enter the answer', 'answer')
    return { words: answer }
  })
}
