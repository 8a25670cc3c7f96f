/** Who someone is to the platform; everybody has exactly one role. */
export const roles = [
  'probation-practitioner',
  'monitoring-officer',
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

/** Decisions about people and what follows from them: a person makes them, signed in, and no program for them. */
const casework = [
  'runs:start',
  'cases:review',
  'reports:draft',
  'reports:approve',
  'reports:read',
  'outcomes:record',
  'exclusions:ask',
  'requests:make',
  'requests:read',
  'requests:decide',
  'locations:read',
  'places:ask',
  'following:decide',
  'senders:manage',
  'incidents:work',
  'violations:decide',
  'rules:publish',
  'registry:manage',
  'devices:manage',
  'notices:manage',
  'notes:write',
  'cases:hand-over',
  'documents:make',
  'places:manage',
  'matches:share',
] as const

/** What can be asked of the platform; whose data it may concern is the role's scope, in the query. */
export const permissions = [
  'people:read',
  'incidents:read',
  'self:read',
  'crimes:read',
  'matches:read',
  'figures:read',
  'accounts:manage',
  'allocations:manage',
  'audit:review',
  'positions:write',
  'crime-batches:write',
  'registry:write',
  'operate',
  ...casework,
] as const
export type Permission = (typeof permissions)[number]

/** What a token can hold. */
export type TokenScope = Exclude<Permission, (typeof casework)[number]>

interface RoleFacts {
  readonly label: string
  readonly permissions: readonly Permission[]
}

/**
 * The one table of who may do what. Police see no match until a person has decided to refer it; whoever
 * makes accounts sees no location; a service does nothing but what its token names.
 */
const facts: Readonly<Record<Role, RoleFacts>> = {
  'probation-practitioner': {
    label: 'Probation practitioner',
    permissions: [
      'people:read',
      'incidents:read',
      'incidents:work',
      'violations:decide',
      'notes:write',
      'cases:hand-over',
      'documents:make',
      'places:manage',
    ],
  },
  'monitoring-officer': {
    label: 'Monitoring officer',
    permissions: [
      'people:read',
      'incidents:read',
      'incidents:work',
      'rules:publish',
      'registry:manage',
      'devices:manage',
      'notes:write',
      'places:manage',
    ],
  },
  'police-analyst': {
    label: 'Police analyst',
    permissions: [
      'crimes:read',
      'crime-batches:write',
      'reports:read',
      'outcomes:record',
      'exclusions:ask',
      'requests:make',
      'requests:read',
    ],
  },
  'hub-caseworker': {
    label: 'Hub caseworker',
    permissions: [
      'crimes:read',
      'crime-batches:write',
      'matches:read',
      'cases:review',
      'reports:draft',
      'reports:read',
      'outcomes:record',
      'locations:read',
      'places:ask',
    ],
  },
  'hub-manager': {
    label: 'Hub manager',
    permissions: [
      'crimes:read',
      'crime-batches:write',
      'matches:read',
      'runs:start',
      'cases:review',
      'reports:draft',
      'reports:approve',
      'reports:read',
      'outcomes:record',
      'requests:read',
      'locations:read',
      'places:ask',
      'matches:share',
      'figures:read',
      'audit:review',
    ],
  },
  'data-request-approver': {
    label: 'Data-request approver',
    permissions: ['requests:read', 'requests:decide', 'following:decide', 'audit:review'],
  },
  evaluator: { label: 'Evaluator', permissions: ['figures:read'] },
  administrator: {
    label: 'Administrator',
    permissions: [
      'accounts:manage',
      'allocations:manage',
      'senders:manage',
      'devices:manage',
      'notices:manage',
    ],
  },
  'device-wearer': { label: 'Device wearer', permissions: ['self:read'] },
  service: {
    label: 'Service account',
    permissions: ['positions:write', 'crime-batches:write', 'registry:write', 'operate'],
  },
}

export function permissionsOf(role: Role): ReadonlySet<Permission> {
  return new Set(facts[role].permissions)
}

/** What somebody of this role may let a program do for them. */
export function tokenScopesOf(role: Role): ReadonlySet<TokenScope> {
  const decisions: ReadonlySet<Permission> = new Set(casework)
  return new Set(facts[role].permissions.filter((name): name is TokenScope => !decisions.has(name)))
}

/** A role as people write it: `Hub caseworker`. */
export function roleLabel(role: Role): string {
  return facts[role].label
}
