/** Who someone is to the platform; everybody has exactly one role. */
export const roles = [
  'probation-practitioner',
  'police-analyst',
  'hub-caseworker',
  'hub-manager',
  'data-request-approver',
  'evaluator',
  'administrator',
  'device-wearer',
  'service',
] as const
export type Role = (typeof roles)[number]

/** What can be asked of the platform; whose data it may concern is the role's scope, in the query. */
export const permissions = [
  'people:read',
  'self:read',
  'crimes:read',
  'matches:read',
  'figures:read',
  'accounts:manage',
  'allocations:manage',
  'audit:review',
  'positions:write',
  'crime-batches:write',
  'operate',
] as const
export type Permission = (typeof permissions)[number]

interface RoleFacts {
  readonly label: string
  readonly permissions: readonly Permission[]
}

/**
 * The one table of who may do what. Police see no match until a person has decided to refer it; whoever
 * makes accounts sees no location; a service does nothing but what its token names.
 */
const facts: Readonly<Record<Role, RoleFacts>> = {
  'probation-practitioner': { label: 'Probation practitioner', permissions: ['people:read'] },
  'police-analyst': {
    label: 'Police analyst',
    permissions: ['crimes:read', 'crime-batches:write'],
  },
  'hub-caseworker': { label: 'Hub caseworker', permissions: ['crimes:read', 'matches:read'] },
  'hub-manager': {
    label: 'Hub manager',
    permissions: ['crimes:read', 'matches:read', 'figures:read', 'audit:review'],
  },
  'data-request-approver': { label: 'Data-request approver', permissions: ['audit:review'] },
  evaluator: { label: 'Evaluator', permissions: ['figures:read'] },
  administrator: {
    label: 'Administrator',
    permissions: ['accounts:manage', 'allocations:manage'],
  },
  'device-wearer': { label: 'Device wearer', permissions: ['self:read'] },
  service: {
    label: 'Service account',
    permissions: ['positions:write', 'crime-batches:write', 'operate'],
  },
}

export function permissionsOf(role: Role): ReadonlySet<Permission> {
  return new Set(facts[role].permissions)
}

/** A role as people write it: `Hub caseworker`. */
export function roleLabel(role: Role): string {
  return facts[role].label
}
