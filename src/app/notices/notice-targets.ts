import { isEmailAddress } from '../../domain/email-address.ts'
import { type Family, families } from '../../monitoring/finding.ts'
import { awakenNotices, writeTestNotice } from '../../store/records/notice-records.ts'
import { endNoticeTargetAt, insertNoticeTarget } from '../../store/records/notice-target-records.ts'
import { teamExists } from '../../store/records/team-records.ts'
import { type AccountWork, altering, invalid, notFound } from '../accounts/account-work.ts'
import { randomSecret } from '../accounts/one-time-code.ts'
import type { SecretKey } from '../accounts/secret-key.ts'
import { webhookFault } from './webhook-address.ts'

/** So that whoever finds one in a program's settings knows what it checks. */
const PREFIX = 'ws_'

/** A target as it was typed. */
export interface TypedTarget {
  readonly kind: string
  readonly address: string
  /** None is all. */
  readonly families: readonly string[]
  readonly mildest: string
  /** Empty: everybody's. */
  readonly team: string
}

/** What the server can do, and may. */
export interface NoticeRules {
  readonly sendsMail: boolean
  readonly privateHosts: ReadonlySet<string>
}

/**
 * Has somebody told of incidents from now on.
 *
 * @returns of a webhook the secret that its notices are signed with: it is shown once, and kept sealed.
 * @throws AppError INPUT_INVALID with `field`.
 */
export async function addNoticeTarget(
  work: AccountWork,
  typed: TypedTarget,
  rules: NoticeRules,
  key: SecretKey,
): Promise<{ readonly id: number; readonly secret: string | undefined }> {
  const { kind, address } = wayOf(typed, rules)
  const mildest = Number(typed.mildest)
  if (!(Number.isInteger(mildest) && mildest >= 1 && mildest <= 5)) {
    throw invalid('Choose how urgent an incident has to be', 'mildest')
  }
  const chosen = families.filter((family) => typed.families.includes(family))
  const secret = kind === 'webhook' ? PREFIX + randomSecret() : undefined
  return altering(work, 'notices', async (transaction) => {
    const team = typed.team || undefined
    if (team !== undefined && !(await teamExists(transaction, team))) {
      throw invalid('Choose a team of the list', 'team')
    }
    const id = await insertNoticeTarget(transaction, {
      ...{ kind, address, mildest, team },
      families: chosen.length > 0 ? (chosen as Family[]) : undefined,
      secret: secret === undefined ? undefined : key.seal(sealedFor(address), Buffer.from(secret)),
      madeAt: work.now,
      madeBy: work.actor.accountId,
    })
    return { result: { id, secret }, details: { change: 'target added', target: id, kind } }
  })
}

/** Tells a target no more. @throws AppError NOT_FOUND where there is none, or it ended before. */
export function endNoticeTarget(work: AccountWork, id: number): Promise<void> {
  return altering(work, 'notices', async (transaction) => {
    if (!(await endNoticeTargetAt(transaction, id, work.now))) throw noTarget('end', id)
    return { result: undefined, details: { change: 'target ended', target: id } }
  })
}

/** Sends a target a notice about nothing, by the way of all others. @throws AppError NOT_FOUND */
export function tryNoticeTarget(work: AccountWork, id: number): Promise<void> {
  return altering(work, 'notices', async (transaction) => {
    if (!(await writeTestNotice(transaction, id, work.now))) throw noTarget('try', id)
    return { result: undefined, details: { change: 'target tried', target: id } }
  })
}

/**
 * Sends again what was given up: one notice, or all of a target.
 *
 * @throws AppError NOT_FOUND where nothing of it is given up: it is sent, or is being tried.
 */
export function sendNoticesAgain(
  work: AccountWork,
  which: { readonly notice: number } | { readonly target: number },
): Promise<void> {
  return altering(work, 'notices', async (transaction) => {
    const count = await awakenNotices(transaction, which, work.now)
    if (count === 0) {
      throw notFound(
        'Cannot send again: nothing of it is given up; it is sent, being tried, or its target ended',
      )
    }
    return { result: undefined, details: { change: 'sent again', ...which, count } }
  })
}

/** What a webhook's secret is sealed for: at another address it does not open. */
export function sealedFor(address: string): string {
  return `notices to ${address}`
}

function wayOf({ kind, address: typed }: TypedTarget, { sendsMail, privateHosts }: NoticeRules) {
  if (kind === 'email') {
    if (!sendsMail) {
      throw invalid('This server sends no e-mail: choose a webhook, or set up e-mail first', 'kind')
    }
    const address = typed.toLowerCase()
    if (!isEmailAddress(address)) {
      throw invalid('Enter one e-mail address, such as duty.desk@example.org', 'address')
    }
    return { kind, address } as const
  }
  if (kind !== 'webhook') throw invalid('Choose e-mail or a webhook', 'kind')
  const fault = webhookFault(typed, privateHosts)
  if (fault !== undefined) throw invalid(fault, 'address')
  return { kind, address: new URL(typed).href } as const
}

function noTarget(what: string, id: number) {
  return notFound(`Cannot ${what} target ${id}: there is none that is told of incidents`)
}
