/** What an administrator does to an account on a page of its own. */
export const accountDeeds = [
  'name',
  'scope',
  'disable',
  'enable',
  'password-code',
  'lost-authenticator',
  'end-sessions',
] as const
export type AccountDeed = (typeof accountDeeds)[number]

/**
 * The only place where the portal's addresses are written. They hold ids and cursors, never names, what was
 * searched for, or secrets.
 */
export const paths = {
  home: '/',
  signIn: '/sign-in',
  secondFactor: '/sign-in/code',
  /** The identity provider sends people back here; it is told so where it is set up. */
  provider: '/sign-in/provider',
  providerBegin: '/sign-in/provider/begin',
  signOut: '/sign-out',
  signedOut: '/signed-out',
  setUp: '/set-up',
  setPassword: '/set-password',
  account: '/account',
  authenticator: '/account/authenticator',
  renewAuthenticator: '/account/authenticator/renew',
  recoveryCodes: '/account/recovery-codes',
  password: '/account/password',
  endSessions: '/account/sessions/end',
  accounts: '/accounts',
  newAccount: '/accounts/new',
  accountOf: (id: number | ':id') => `/accounts/${id}`,
  /** One thing to do to an account. */
  accountDeed: (id: number | ':id', deed: AccountDeed | 'tokens') => `/accounts/${id}/${deed}`,
  accountToken: (id: number | ':id', token: number | ':token') =>
    `/accounts/${id}/tokens/${token}/revoke`,
  teams: '/teams',
  renameTeam: '/teams/rename',
  deleteTeam: '/teams/delete',
  allocations: '/allocations',
  transferAllocation: '/allocations/transfer',
  endAllocation: '/allocations/end',
  covers: '/covers',
  endCover: '/covers/end',
  people: '/people',
  person: (id: string) => `/people/${escaped(id)}`,
  movements: (id: string) => `/people/${escaped(id)}/movements`,
  me: '/me',
  myMovements: '/me/movements',
  batches: '/batches',
  batch: (id: number | ':id') => `/batches/${id}`,
  crimes: '/crimes',
  crime: (id: number | ':id') => `/crimes/${id}`,
  matches: '/matches',
  match: (run: number | ':run', ordinal: number | ':ordinal') => `/matches/${run}/${ordinal}`,
  figures: '/figures',
  audit: '/audit',
  auditOf: (id: string) => `/audit/people/${escaped(id)}`,
  auditSample: '/audit/sample',
  stylesheet: '/assets/portal.css',
}

/** An id in an address; a route's own `:id` stays as it is. */
function escaped(id: string): string {
  return id.startsWith(':') ? id : encodeURIComponent(id)
}
