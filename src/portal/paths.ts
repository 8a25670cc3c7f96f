/** What an administrator does to an account on a page of its own. */
export type AccountDeed =
  | 'name'
  | 'scope'
  | 'disable'
  | 'enable'
  | 'password-code'
  | 'lost-authenticator'
  | 'end-sessions'

/**
 * The only place where the portal's addresses are written. They hold ids and cursors, never names, what was
 * searched for, or secrets.
 */
export const paths = {
  home: '/',
  signIn: '/sign-in',
  secondFactor: '/sign-in/code',
  /** The identity provider sends people back here; it is told so where it is set up. */
  provider: '/sign-in/oidc/return',
  providerBegin: '/sign-in/provider/begin',
  signOut: '/sign-out',
  signedOut: '/signed-out',
  sessionEnded: '/session-ended',
  setUp: '/set-up',
  setPassword: '/set-password',
  passwordSet: '/password-set',
  account: '/account',
  authenticator: '/account/authenticator',
  renewAuthenticator: '/account/authenticator/renew',
  recoveryCodes: '/account/recovery-codes',
  password: '/account/password',
  endSessions: '/account/sessions/end',
  tokens: '/account/tokens',
  revokeToken: '/account/tokens/revoke',
  accounts: '/accounts',
  newAccount: '/accounts/new',
  accountOf: (id: number | ':id') => `/accounts/${id}`,
  /** One thing to do to an account. */
  accountDeed: (id: number | ':id', deed: AccountDeed) => `/accounts/${id}/${deed}`,
  accountTokens: (id: number | ':id') => `/accounts/${id}/tokens`,
  revokeAccountToken: (id: number | ':id') => `/accounts/${id}/tokens/revoke`,
  teams: '/teams',
  renameTeam: '/teams/rename',
  deleteTeam: '/teams/delete',
  allocations: '/allocations',
  caseload: '/allocations/caseload',
  allocationsOf: (id: string) => `/allocations/wearers/${escaped(id)}`,
  assign: (id: string) => `/allocations/wearers/${escaped(id)}/assign`,
  endAllocation: (id: string) => `/allocations/wearers/${escaped(id)}/end`,
  covers: '/covers',
  endCover: '/covers/end',
  people: '/people',
  person: (id: string) => `/people/${escaped(id)}`,
  /** Every crime that a wearer stands near, together. */
  wearerCrimes: (id: string) => `/people/${escaped(id)}/crimes`,
  movements: (id: string) => `/people/${escaped(id)}/movements`,
  me: '/me',
  myMovements: '/me/movements',
  batches: '/batches',
  batch: (id: number | ':id') => `/batches/${id}`,
  rowIssues: (id: number | ':id') => `/batches/${id}/row-issues.csv`,
  crimes: '/crimes',
  crime: (id: number | ':id') => `/crimes/${id}`,
  /** What its force said of a crime before. */
  crimeVersion: (id: number | ':id', version: number | ':version') =>
    `/crimes/${id}/versions/${version}`,
  matches: '/matches',
  match: (run: number | ':run', ordinal: number | ':ordinal') => `/matches/${run}/${ordinal}`,
  withdrawCrime: (id: number | ':id') => `/crimes/${id}/withdraw`,
  /** What stands of a crime, with every wearer near it on one map. */
  crimeMap: (id: number | ':id') => `/crimes/${id}/map`,
  runs: '/runs',
  run: (id: number | ':id') => `/runs/${id}`,
  /** Ways in of crime batches, and each of them. */
  attempts: '/ingestion',
  attempt: (id: number | ':id') => `/ingestion/${id}`,
  upload: '/ingestion/upload',
  senders: '/senders',
  endSender: '/senders/end',
  reviews: '/reviews',
  review: (id: number | ':id') => `/reviews/${id}`,
  decide: (id: number | ':id') => `/reviews/${id}/decide`,
  reports: '/reports',
  report: (id: number | ':id') => `/reports/${id}`,
  exclusions: '/exclusions',
  exclusion: (id: number | ':id') => `/exclusions/${id}`,
  requests: '/requests',
  request: (id: number | ':id') => `/requests/${id}`,
  locations: '/locations',
  questions: '/whose',
  question: (id: number | ':id') => `/whose/${id}`,
  followings: '/following',
  following: (id: number | ':id') => `/following/${id}`,
  funnel: '/funnel',
  figures: '/figures',
  audit: '/audit',
  auditOf: (id: string) => `/audit/people/${escaped(id)}`,
  /** Leads to what the audit says about a person who was typed in. */
  auditPeople: '/audit/people',
  auditExport: '/audit/export',
  auditEvent: (id: number | ':id') => `/audit/events/${id}`,
  auditReview: (id: number | ':id') => `/audit/events/${id}/review`,
  auditSamples: '/audit/samples',
  auditSample: (id: number | ':id') => `/audit/samples/${id}`,
  stylesheet: '/assets/portal.css',
  mapScript: '/assets/map.js',
  mapStylesheet: '/assets/map.css',
  /** What lies beneath the positions, and where to get it. */
  mapBase: '/map/base.json',
  mapTown: '/map/town.geojson',
  mapTiles: '/map/tiles.pmtiles',
}

/** What a page says was just done: words, so that an address can say nothing else. */
export const dones = {
  'recovery-code-used': 'You signed in with a recovery code. It does not work again.',
  'password-changed': 'Your password is changed, and you are signed out everywhere else.',
  'sessions-ended': 'You are signed out everywhere else.',
  'account-changed': 'The account is changed.',
  'scope-changed': 'The account is changed, and signed out everywhere.',
  disabled: 'The account is disabled, and signed out everywhere.',
  enabled: 'The account is enabled.',
  'account-signed-out': 'The account is signed out everywhere.',
  'token-revoked': 'The token is revoked.',
  'team-made': 'The team is made.',
  'team-renamed': 'The team has its new name.',
  'team-deleted': 'The team is deleted.',
  'cover-added': 'The cover is added.',
  'cover-ended': 'The cover is ended.',
  allocated: 'The wearer is allocated.',
  transferred: 'The wearer is transferred.',
  'allocation-ended': 'The allocation is ended.',
  'sample-drawn': 'The sample is drawn, and stays as it is.',
  reviewed: 'Your review is kept.',
  'run-begun': 'A run of everything begins as soon as nothing else runs.',
  'crime-withdrawn': 'The crime is withdrawn. Who was near it falls away.',
  'crime-stands': 'The crime stands again, and is compared.',
} as const
export type Done = keyof typeof dones

/** A page's address, with what was just done there. */
export function doneAt(path: string, done: Done): string {
  return `${path}${path.includes('?') ? '&' : '?'}done=${done}`
}

/** A list from somewhere within it: cursors and filters, those that are given. */
export function within(
  path: string,
  parameters: Readonly<Record<string, string | number | undefined>>,
): string {
  const given = new URLSearchParams()
  for (const [name, value] of Object.entries(parameters)) {
    if (value !== undefined) given.set(name, String(value))
  }
  return given.size === 0 ? path : `${path}?${given}`
}

/** An id in an address; a route's own `:id` stays as it is. */
function escaped(id: string): string {
  return id.startsWith(':') ? id : encodeURIComponent(id)
}
