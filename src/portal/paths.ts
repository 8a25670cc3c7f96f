import type { RequestAct } from '../domain/data-request.ts'

/** What an administrator does to an account on a page of its own. */
export type AccountDeed =
  | 'name'
  | 'scope'
  | 'disable'
  | 'enable'
  | 'password-code'
  | 'lost-authenticator'
  | 'end-sessions'

/** What somebody does to an incident on a page of its own, or by a button. */
export type IncidentDeed =
  | 'assign'
  | 'release'
  | 'note'
  | 'resolve'
  | 'reopen'
  | 'decide'
  | 'take-back'
  | 'outcome'
  | 'revoke-outcome'

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
  /** Leads to whoever has a CRN: other systems link to it. */
  personByCrn: (crn: string) => `/crn/${escaped(crn)}`,
  /** Somebody has seen why a person needs attention; it comes back when something new does. */
  seenAttention: (id: string) => `/people/${escaped(id)}/attention`,
  exportMovements: (id: string) => `/people/${escaped(id)}/movements/export`,
  compareMovements: (id: string) => `/people/${escaped(id)}/movements/compare`,
  /** Where somebody usually is, what was unusual, and visits. */
  patterns: (id: string) => `/people/${escaped(id)}/patterns`,
  visits: (id: string) => `/people/${escaped(id)}/visits`,
  together: (id: string) => `/people/${escaped(id)}/together`,
  /** Places of interest: those of everybody, and those kept for one person. */
  placesOfInterest: '/places-of-interest',
  uploadPlaces: '/places-of-interest/upload',
  ownPlaces: (id: string) => `/people/${escaped(id)}/places`,
  endOwnPlace: (id: string) => `/people/${escaped(id)}/places/end`,
  /** What is required of somebody beside what happened, night by night. */
  compliance: (id: string) => `/people/${escaped(id)}/compliance`,
  notes: (id: string) => `/people/${escaped(id)}/notes`,
  note: (id: string, note: number | ':note') => `/people/${escaped(id)}/notes/${note}`,
  searchNotes: (id: string) => `/people/${escaped(id)}/notes/search`,
  /** Sent to the case record, or waiting to be. */
  handOvers: (id: string) => `/people/${escaped(id)}/hand-overs`,
  newHandOver: (id: string) => `/people/${escaped(id)}/hand-overs/new`,
  /** What would be sent, as it would leave. */
  previewHandOver: (id: string) => `/people/${escaped(id)}/hand-overs/preview`,
  handOver: (id: string, handOver: number | ':handOver') =>
    `/people/${escaped(id)}/hand-overs/${handOver}`,
  wakeHandOver: (id: string, handOver: number | ':handOver') =>
    `/people/${escaped(id)}/hand-overs/${handOver}/wake`,
  /** What whoever asks sent, and the case record has not got. */
  unsentHandOvers: '/hand-overs',
  /** The system that case records are kept in. */
  caseRecord: '/case-record',
  tryCaseRecord: '/case-record/try',
  endCaseRecord: '/case-record/end',
  wakeCaseRecord: '/case-record/wake',
  /** Trail reports and breach packs: what somebody asked for themselves, and those about one person. */
  myDocuments: '/my-reports',
  documents: (id: string) => `/people/${escaped(id)}/reports`,
  newTrailReport: (id: string) => `/people/${escaped(id)}/reports/trail`,
  newBreachPack: (id: string) => `/people/${escaped(id)}/reports/breach-pack`,
  document: (id: string, document: number | ':document') =>
    `/people/${escaped(id)}/reports/${document}`,
  downloadDocument: (id: string, document: number | ':document') =>
    `/people/${escaped(id)}/reports/${document}/download`,
  cancelDocument: (id: string, document: number | ':document') =>
    `/people/${escaped(id)}/reports/${document}/cancel`,
  /** What whoever supervises the people of a match may be told of it. */
  shareMatch: (id: number | ':id') => `/reviews/${id}/share`,
  help: '/help',
  helpOn: (topic: string) => `/help/${topic}`,
  practice: '/practice',
  practiceTask: (task: string) => `/practice/${task}`,
  checkPractice: (task: string) => `/practice/${task}/check`,
  /** Everything still open, oldest and gravest first. */
  incidents: '/incidents',
  incident: (id: number | ':id') => `/incidents/${id}`,
  /** One thing to do to an incident. */
  incidentDeed: (id: number | ':id', deed: IncidentDeed) => `/incidents/${id}/${deed}`,
  /** Violations, the minutes they count and what was decided, of one person. */
  violations: (id: string) => `/people/${escaped(id)}/violations`,
  absences: (id: string) => `/people/${escaped(id)}/absences`,
  endAbsence: (id: string) => `/people/${escaped(id)}/absences/end`,
  /** What a person's order requires, every version of it, and changing it. */
  order: (id: string) => `/people/${escaped(id)}/order`,
  rules: (id: string) => `/people/${escaped(id)}/rules`,
  newRule: (id: string) => `/people/${escaped(id)}/rules/new`,
  /** The form of a rule again, with another row or with the shape of a file. */
  ruleForm: (id: string) => `/people/${escaped(id)}/rules/form`,
  ruleDraft: (id: number | ':id') => `/rules/${id}`,
  ruleDraftDeed: (id: number | ':id', deed: 'try' | 'publish' | 'discard' | 'change') =>
    `/rules/${id}/${deed}`,
  devices: '/devices',
  device: (id: string) => `/devices/${escaped(id)}`,
  newCredential: (id: string) => `/devices/${escaped(id)}/credentials`,
  deviceNumber: (id: string) => `/devices/${escaped(id)}/number`,
  revokeCredential: (id: string) => `/devices/${escaped(id)}/credentials/revoke`,
  feeds: '/feeds',
  notices: '/notices',
  addNoticeTarget: '/notices/targets',
  endNoticeTarget: '/notices/targets/end',
  tryNoticeTarget: '/notices/targets/try',
  wakeNotice: '/notices/wake',
  me: '/me',
  myMovements: '/me/movements',
  /** The attempt that an import came by. */
  batch: (id: number | ':id') => `/batches/${id}`,
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
  checkUpload: '/ingestion/check',
  exampleBatch: '/ingestion/example.csv',
  batchMatches: '/ingestion/matches.csv',
  attemptIssues: (id: number | ':id') => `/ingestion/${id}/row-issues.csv`,
  attemptReplies: (id: number | ':id') => `/ingestion/${id}/replies`,
  refusedRows: (id: number | ':id') => `/ingestion/${id}/refused-rows.csv`,
  attemptCrimes: (id: number | ':id') => `/ingestion/${id}/crimes`,
  attemptCrimesFile: (id: number | ':id') => `/ingestion/${id}/crimes.csv`,
  senders: '/senders',
  endSender: '/senders/end',
  reviews: '/reviews',
  review: (id: number | ':id') => `/reviews/${id}`,
  decide: (id: number | ':id') => `/reviews/${id}/decide`,
  takeBackReview: (id: number | ':id') => `/reviews/${id}/take-back`,
  /** Leads to the next case that waits for whoever asks. */
  nextReview: '/reviews/next',
  reports: '/reports',
  report: (id: number | ':id') => `/reports/${id}`,
  /** An alert about people who were qualified at a crime. */
  draftAlert: (crimeId: number | ':id') => `/crimes/${crimeId}/alert`,
  previewReport: (id: number | ':id') => `/reports/${id}/draft.pdf`,
  downloadReport: (id: number | ':id') => `/reports/${id}/download`,
  approveReport: (id: number | ':id') => `/reports/${id}/approve`,
  withdrawReport: (id: number | ':id') => `/reports/${id}/withdraw`,
  keepReport: (id: number | ':id') => `/reports/${id}/stands`,
  discardReport: (id: number | ':id') => `/reports/${id}/discard`,
  exclusions: '/exclusions',
  newExclusion: '/exclusions/new',
  exclusion: (id: number | ':id') => `/exclusions/${id}`,
  answerExclusion: (id: number | ':id') => `/exclusions/${id}/answer`,
  approveExclusion: (id: number | ':id') => `/exclusions/${id}/approve`,
  setExclusionAside: (id: number | ':id') => `/exclusions/${id}/set-aside`,
  exclusionFile: (id: number | ':id', kind: 'docx' | 'pdf') =>
    `/exclusions/${id}/statement.${kind}`,
  requests: '/requests',
  request: (id: number | ':id') => `/requests/${id}`,
  newRequest: '/requests/new',
  /** One thing to do to a request. */
  requestDeed: (id: number | ':id', act: RequestAct) => `/requests/${id}/${act}`,
  grantedLocations: (id: number | ':id') => `/requests/${id}/locations`,
  exportGranted: (id: number | ':id') => `/requests/${id}/locations/export`,
  requestSamples: '/requests/samples',
  requestSample: (id: number | ':id') => `/requests/samples/${id}`,
  reviewRequest: (id: number | ':id') => `/requests/samples/${id}/review`,
  locations: '/locations',
  locationTask: (id: number | ':id') => `/locations/${id}`,
  exportTask: (id: number | ':id') => `/locations/${id}/export`,
  questions: '/whose',
  question: (id: number | ':id') => `/whose/${id}`,
  followings: '/following',
  following: (id: number | ':id') => `/following/${id}`,
  outcomes: (report: number | ':id') => `/reports/${report}/outcomes`,
  revokeOutcome: (report: number | ':id') => `/reports/${report}/outcomes/revoke`,
  followingDeed: (id: number | ':id', deed: 'approve' | 'refuse' | 'stop') =>
    `/following/${id}/${deed}`,
  /** The newest positions of whoever is followed. */
  followed: (id: number | ':id') => `/following/${id}/positions`,
  funnel: '/funnel',
  funnelDownload: '/funnel/download',
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
  drawScript: '/assets/draw.js',
  /** What lies beneath the positions, and where to get it. */
  mapBase: '/map/base.json',
  mapTown: '/map/town.geojson',
  mapTiles: '/map/tiles.pmtiles',
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
