import { type Account, type AccountDetails, accountFault } from '../../domain/account.ts'
import { AppError } from '../../domain/errors.ts'
import {
  accountByUsername,
  accountOfIdentity,
  insertAccount,
  lockAccounts,
  setName,
  setScope,
} from '../../store/records/account-records.ts'
import type { RecordsQuery } from '../../store/records/records.ts'
import { endSessionsOf } from '../../store/records/session-records.ts'
import { insertTeam } from '../../store/records/team-records.ts'
import { revokeTokensOf } from '../../store/records/token-records.ts'
import type { AccountWork } from './account-work.ts'
import type { Grant, ProviderClaims } from './identity-provider.ts'
import { sha256 } from './one-time-code.ts'
import { signInEvent } from './sign-in.ts'
import { actorOf, beginSession } from './signed-in.ts'

/**
 * Signs in whoever the provider says came back, as what the first of their groups is here. The account is
 * theirs by issuer and subject alone, never by a name; it is made at the first sign-in. Another role or
 * scope than at the last ends every other session. The second factor is the provider's to ask.
 *
 * @returns the session's secret, for the cookie.
 * @throws AppError SIGN_IN_REFUSED where no group has a role (sessions end and tokens are revoked then),
 * or the account is disabled.
 */
export async function signInWithProvider(
  { records, now, actor, audit }: AccountWork,
  grants: ReadonlyMap<string, Grant>,
  claims: ProviderClaims,
): Promise<string> {
  const [, grant] = [...grants].find(([group]) => claims.groups.includes(group)) ?? []
  const result = await records.transaction(async (transaction) => {
    await lockAccounts(transaction)
    const known = await accountOfIdentity(transaction, claims)
    if (!grant || known?.disabledAt !== undefined) {
      if (known) await shutOut(transaction, known, now)
      const account = known && { account: known.id }
      await audit(transaction, signInEvent('refused', { step: 'provider', ...account }))
      return grant ? 'disabled' : 'no role'
    }
    const details = await detailsOf(transaction, known, grant, claims)
    if (grant.team !== undefined) await insertTeam(transaction, grant.team, now)
    const account = known ?? (await insertAccount(transaction, details, now, claims))
    if (known) await bringUpToDate(transaction, known, details)
    const secret = await beginSession(transaction, {
      accountId: account.id,
      now,
      from: actor.from,
      secondFactorAt: now,
    })
    const told = { step: 'provider', account: account.id, role: details.role }
    const as = actorOf('account', { ...account, ...details }, new Set(), actor)
    await audit(transaction, signInEvent('done', told), as)
    return { secret }
  })
  if (typeof result === 'object') return result.secret
  throw new AppError(
    'SIGN_IN_REFUSED',
    result === 'disabled'
      ? 'Cannot sign in: your account is disabled; an administrator can enable it'
      : 'Cannot sign in: none of your groups at the identity provider has a role here; whoever looks after its groups can add you to one',
  )
}

async function shutOut(transaction: RecordsQuery, { id }: Account, now: number): Promise<void> {
  await endSessionsOf(transaction, id)
  await revokeTokensOf(transaction, id, now)
}

async function bringUpToDate(
  transaction: RecordsQuery,
  known: Account,
  now: AccountDetails,
): Promise<void> {
  await setName(transaction, known.id, { name: now.name, email: now.email })
  const fields = ['role', 'policeForce', 'team', 'practitioner'] as const
  if (fields.every((field) => known[field] === now[field])) return
  await setScope(transaction, known.id, now)
  await endSessionsOf(transaction, known.id)
}

async function detailsOf(
  transaction: RecordsQuery,
  known: Account | undefined,
  grant: Grant,
  claims: ProviderClaims,
): Promise<AccountDetails> {
  const wished = (claims.username ?? claims.email ?? '').toLowerCase()
  const name = claims.name ?? claims.username ?? claims.subject
  const practitioner = grant.role === 'probation-practitioner' ? name : undefined
  const details = { ...grant, name, email: claims.email, practitioner, username: wished }
  if (known) return { ...details, username: known.username }
  const free = !accountFault(details) && !(await accountByUsername(transaction, wished))
  return free ? details : { ...details, username: nameFor(claims) }
}

/** Where the provider's name is taken by another, or is none: always the same, and nobody else's. */
function nameFor({ issuer, subject }: ProviderClaims): string {
  const hash = Buffer.from(sha256(JSON.stringify([issuer, subject])))
  return `provider-${hash.toString('hex').slice(0, 16)}`
}
