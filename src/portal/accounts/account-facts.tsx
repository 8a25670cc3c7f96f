import type { Child } from 'hono/jsx'
import type { Account } from '../../domain/account.ts'
import { policeForce } from '../../domain/police-forces.ts'
import { roleLabel } from '../../domain/roles.ts'

/** What an account is: only what its role has. */
export function accountFacts(account: Account): (readonly [key: string, value: Child])[] {
  const facts: [string, string | undefined][] = [
    ['Name', account.name],
    ['Username', account.username],
    ['Email', account.email],
    ['Role', roleLabel(account.role)],
    ['Police force', account.policeForce && (policeForce(account.policeForce)?.label ?? '')],
    ['Practitioner in allocations', account.practitioner],
    ['Device wearer', account.deviceWearerId],
    ['Team', account.team],
  ]
  return facts.flatMap(([key, value]) => (value ? [[key, value] as const] : []))
}
