import type { Account } from '../../domain/account.ts'
import type { Actor } from '../../domain/actor.ts'
import type { Instant } from '../../domain/interval.ts'
import { type Permission, permissionsOf } from '../../domain/roles.ts'
import {
  type SecondFactorRule,
  type SessionStage,
  sessionLimits,
  sessionStage,
} from '../../domain/session-stage.ts'
import type { Records, RecordsQuery } from '../../store/records/records.ts'
import { findSession, type Session, startSession } from '../../store/records/session-records.ts'
import { findToken } from '../../store/records/token-records.ts'
import { randomSecret, sha256 } from './one-time-code.ts'

/** Where a request comes from, and what ties together all it does. */
export type RequestFacts = Pick<Actor, 'from' | 'correlationId'>

export interface SignedIn {
  /** Without a permission until `stage` is `signed-in`. */
  readonly actor: Actor
  readonly account: Account
  readonly session: Session
  readonly stage: SessionStage
}

/**
 * Who a cookie's session secret stands for; one statement. `undefined` where it stands for nobody: it
 * is unknown, over (12 hours, 30 minutes unused, 15 minutes incomplete), or the account is disabled.
 */
export async function sessionActor(
  records: Records,
  secret: string,
  { now, rule, ...request }: RequestFacts & { now: Instant; rule: SecondFactorRule },
): Promise<SignedIn | undefined> {
  const found = await findSession(records, sha256(secret), now)
  if (!found) return undefined
  const { account, session } = found
  const stage = sessionStage({ ...account, secondFactorAt: session.secondFactorAt }, rule)
  const complete = stage === 'signed-in'
  if (!complete && now - session.startedAt >= sessionLimits.incomplete) return undefined
  const permissions = complete ? permissionsOf(account.role) : new Set<Permission>()
  return { actor: actorOf('account', account, permissions, request), account, session, stage }
}

/**
 * Who a bearer token stands for; one statement. It may do what it names and its account's role still
 * permits. `undefined` where it is unknown, expired, revoked, or the account is disabled.
 */
export async function tokenActor(
  records: Records,
  token: string,
  { now, ...request }: RequestFacts & { now: Instant },
): Promise<Actor | undefined> {
  const found = await findToken(records, sha256(token), now)
  if (!found) return undefined
  const permitted = permissionsOf(found.account.role)
  const permissions = new Set(found.scopes.filter((scope) => permitted.has(scope)))
  return actorOf('token', found.account, permissions, request)
}

/** Begins a session inside the transaction that proves who it is. @returns its secret, for the cookie alone. */
export async function beginSession(
  transaction: RecordsQuery,
  facts: { accountId: number; now: Instant; from: string; secondFactorAt: Instant | undefined },
): Promise<string> {
  const secret = randomSecret()
  await startSession(transaction, {
    idHash: sha256(secret),
    accountId: facts.accountId,
    startedAt: facts.now,
    secondFactorAt: facts.secondFactorAt,
    fromAddress: facts.from,
  })
  return secret
}

/** An account as the actor of what it does. */
export function actorOf(
  kind: 'account' | 'token',
  { id, username, role }: Account,
  permissions: ReadonlySet<Permission>,
  { from, correlationId }: RequestFacts,
): Actor {
  return { kind, accountId: id, username, role, permissions, from, correlationId }
}
