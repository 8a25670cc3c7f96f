/**
 * The only place where the portal's addresses are written. They hold ids and cursors, never names, what was
 * searched for, or secrets.
 */
export const paths = {
  home: '/',
  signIn: '/sign-in',
  secondFactor: '/sign-in/code',
  oidc: '/sign-in/oidc',
  oidcReturn: '/sign-in/oidc/return',
  signOut: '/sign-out',
  setUp: '/set-up',
  setPassword: '/set-password',
  account: '/account',
  authenticator: '/account/authenticator',
  recoveryCodes: '/account/recovery-codes',
  password: '/account/password',
  accounts: '/accounts',
  newAccount: '/accounts/new',
  accountOf: (id: number | ':id') => `/accounts/${id}`,
  teams: '/teams',
  allocations: '/allocations',
  covers: '/covers',
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
  mapScript: '/assets/map.js',
  mapStylesheet: '/assets/map.css',
  /** What lies beneath the positions, and where to get it. */
  mapBase: '/map/base.json',
  mapTown: '/map/town.geojson',
  mapTiles: '/map/tiles.pmtiles',
}

/** An id in an address; a route's own `:id` stays as it is. */
function escaped(id: string): string {
  return id.startsWith(':') ? id : encodeURIComponent(id)
}
