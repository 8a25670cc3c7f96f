import {
  caseRecordTarget,
  endCaseRecordTarget,
  insertCaseRecordTarget,
} from '../../store/records/case-record-targets.ts'
import { awakenHandOvers, insertHandOver } from '../../store/records/hand-over-records.ts'
import { type AccountWork, altering, invalid, notFound } from '../accounts/account-work.ts'
import { randomSecret } from '../accounts/one-time-code.ts'
import type { SecretKey } from '../accounts/secret-key.ts'
import { webhookFault } from '../notices/webhook-address.ts'

const WHAT = 'case record'
/** As of a webhook's secret. */
const PREFIX = 'ws_'

/** Where case records are kept, as it was typed. */
export interface TypedCaseRecord {
  readonly address: string
  readonly sendsName: boolean
  readonly sendsPicture: boolean
}

/**
 * Has hand-overs sent to an address from now on.
 *
 * @returns the secret that they are signed with: it is shown once, and kept sealed.
 * @throws AppError INPUT_INVALID with `address`, also where they go somewhere already.
 */
export async function setCaseRecord(
  work: AccountWork,
  { address: typed, sendsName, sendsPicture }: TypedCaseRecord,
  privateHosts: ReadonlySet<string>,
  key: SecretKey,
): Promise<string> {
  const fault = webhookFault(typed, privateHosts)
  if (fault !== undefined) throw invalid(fault, 'address')
  const address = new URL(typed).href
  const secret = PREFIX + randomSecret()
  return altering(work, WHAT, async (transaction) => {
    const id = await insertCaseRecordTarget(transaction, {
      ...{ address, sendsName, sendsPicture },
      secret: key.seal(sealedForHandOver(address), Buffer.from(secret)),
      madeAt: work.now,
      madeBy: work.actor.accountId,
    })
    if (id === undefined) {
      throw invalid('Hand-overs go somewhere already: end that first', 'address')
    }
    return { result: secret, details: { change: 'set', target: id, sendsName, sendsPicture } }
  })
}

/** Sends hand-overs nowhere from now on; what waits is stopped. @throws AppError NOT_FOUND */
export function endCaseRecord(work: AccountWork): Promise<void> {
  return altering(work, WHAT, async (transaction) => {
    const id = await endCaseRecordTarget(transaction, work.now)
    if (id === undefined) throw noTarget('end')
    return { result: undefined, details: { change: 'ended', target: id } }
  })
}

/** Sends something about nobody, by the way of all hand-overs. @throws AppError NOT_FOUND */
export function tryCaseRecord(work: AccountWork): Promise<void> {
  return altering(work, WHAT, async (transaction) => {
    const target = await caseRecordTarget(transaction)
    if (!target) throw noTarget('try')
    const made = { targetId: target.id, madeBy: work.actor.accountId, madeAt: work.now }
    await insertHandOver(transaction, made)
    return { result: undefined, details: { change: 'tried', target: target.id } }
  })
}

/** Sends again whatever was given up. @throws AppError NOT_FOUND where nothing is, or it goes nowhere. */
export function wakeAllHandOvers(work: AccountWork): Promise<void> {
  return altering(work, WHAT, async (transaction) => {
    const count = await awakenHandOvers(transaction, 'all dead', work.now)
    if (count === 0) throw notFound('Cannot send again: nothing is given up, or it goes nowhere')
    return { result: undefined, details: { change: 'sent again', count } }
  })
}

/** What the secret is sealed for: at another address it does not open. */
export function sealedForHandOver(address: string): string {
  return `hand-overs to ${address}`
}

function noTarget(what: string) {
  return notFound(`Cannot ${what} the case record: hand-overs go nowhere`)
}
