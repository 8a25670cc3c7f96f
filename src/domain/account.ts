import type { Instant } from './interval.ts'
import { policeForce } from './police-forces.ts'
import type { Role } from './roles.ts'

/** Whose data a role concerns: fields are there with their role only, but for the team. */
export interface AccountScope {
  readonly role: Role
  /** Identifier of the force: of every police analyst, and of a service that sends a force's crimes. */
  readonly policeForce?: string | undefined
  /** Of a device wearer only. */
  readonly deviceWearerId?: string | undefined
  /** The name as allocations write it, of a probation practitioner only. */
  readonly practitioner?: string | undefined
  readonly team?: string | undefined
}

export interface AccountDetails extends AccountScope {
  readonly username: string
  /** As people read it. */
  readonly name: string
  readonly email?: string | undefined
}

export interface Account extends AccountDetails {
  readonly id: number
  readonly hasPassword: boolean
  readonly hasAuthenticator: boolean
  /** Whether it signs in through an identity provider, which then says its role. */
  readonly fromProvider: boolean
  readonly createdAt: Instant
  readonly disabledAt: Instant | undefined
}

/** One thing about a form that cannot be taken. */
export interface FieldFault {
  readonly field: string
  readonly message: string
}

const USERNAME = /^[a-z0-9][a-z0-9._@-]{1,63}$/

/** A username as it is kept: what differs in case only is one account. */
export function usernameFrom(typed: string): string {
  return typed.trim().toLowerCase()
}

/** What is wrong with an account's details, the username as {@link usernameFrom} gives it. */
export function accountFault(details: AccountDetails): FieldFault | undefined {
  if (!USERNAME.test(details.username)) {
    return {
      field: 'username',
      message: 'expected 2 to 64 letters, digits, dots, hyphens, underscores or @',
    }
  }
  if (details.name.trim() === '') return { field: 'name', message: 'expected a name' }
  return scopeFault(details)
}

/** What is wrong with a role and the scope it is given: missing, unknown, or another role's. */
export function scopeFault(scope: AccountScope): FieldFault | undefined {
  if (scope.policeForce !== undefined && !policeForce(scope.policeForce)) {
    return { field: 'policeForce', message: 'expected a police force that takes part' }
  }
  const owners: readonly [keyof AccountScope, Role, string][] = [
    ['policeForce', 'police-analyst', 'a police force'],
    ['deviceWearerId', 'device-wearer', 'the id of a device wearer'],
    ['practitioner', 'probation-practitioner', "the practitioner's name as allocations write it"],
  ]
  for (const [field, role, expected] of owners) {
    const given = scope[field] !== undefined && scope[field] !== ''
    if (given === (scope.role === role)) continue
    if (field === 'policeForce' && scope.role === 'service') continue
    const message = given ? `expected only with the role ${role}` : `expected ${expected}`
    return { field, message }
  }
  return undefined
}
