import { createAccount } from '../../src/app/accounts/accounts.ts'
import { type Role, roles } from '../../src/domain/roles.ts'
import { accountById } from '../../src/store/records/account-records.ts'
import { actorOf, workAt } from './account-work.ts'
import { complianceSamples } from './route-samples-compliance.ts'
import { crimeRouteSamples } from './route-samples-crimes.ts'
import { deviceSamples } from './route-samples-devices.ts'
import { documentSamples } from './route-samples-documents.ts'
import { exclusionSamples } from './route-samples-exclusions.ts'
import { incidentSamples } from './route-samples-incidents.ts'
import { ingestionSamples } from './route-samples-ingestion.ts'
import { matchingSamples } from './route-samples-matching.ts'
import { movementSamples } from './route-samples-movements.ts'
import { noteSamples } from './route-samples-notes.ts'
import { noticeSamples } from './route-samples-notices.ts'
import { outcomeSamples } from './route-samples-outcomes.ts'
import { patternSamples } from './route-samples-patterns.ts'
import { peopleSamples } from './route-samples-people.ts'
import { placeQuestionSamples } from './route-samples-place-questions.ts'
import { practiceSamples } from './route-samples-practice.ts'
import { registrySamples } from './route-samples-registry.ts'
import { reportSamples } from './route-samples-reports.ts'
import { requestRouteSamples } from './route-samples-requests.ts'
import { reviewSamples } from './route-samples-review.ts'
import { ruleSamples } from './route-samples-rules.ts'
import { senderSamples } from './route-samples-senders.ts'
import type { Sent, ServedSurfaces } from './served-surfaces.ts'
import { RESTRICTION, type TownFacts } from './town-facts.ts'

/** One request: what it adds to its route. */
export interface Request {
  /** The address; the route's own where it has no parameters. */
  readonly at?: string
  readonly sent?: Sent
}

type Lazily<T> = T | (() => Promise<T>)

/** How a route is tried. */
export interface Sample {
  /** Who may use it; devices by their own secrets, which nobody's account is. */
  readonly who: 'anyone' | 'signed in' | 'device' | readonly Role[]
  /** Who does here; the first of `who`. */
  readonly as?: Role
  /** A request that is done. An alteration is done once, so each makes what it alters. */
  readonly good?: Lazily<Request>
  /** 200 where nothing is said. */
  readonly status?: number
  /** Of somebody or something that `as` may not know of. */
  readonly outOfScope?: Request & { readonly subjects: readonly string[]; readonly status?: number }
  /** Of somebody whom `as` is kept from. */
  readonly restricted?: Lazily<
    Request & { readonly subjects: readonly string[]; readonly message: string }
  >
  /**
   * The audit itself, which names by their ids whom it is about: looking at it is one event, and is not an event
   * about each of them, or looking at the audit would bury what is in it.
   */
  readonly ofAudit?: true
  /** Gives a file whose text is packed: whom it names is not looked for. */
  readonly packed?: true
  /** Tried by the journey of somebody who signs in for the first time. */
  readonly inJourney?: true
}

const practitioners: readonly Role[] = ['probation-practitioner', 'monitoring-officer']
const wearers: readonly Role[] = ['device-wearer']
const crimeReaders: readonly Role[] = ['hub-caseworker', 'hub-manager', 'police-analyst']
const hub: readonly Role[] = ['hub-caseworker', 'hub-manager']
const reviewers: readonly Role[] = ['data-request-approver', 'hub-manager']
const administrators: readonly Role[] = ['administrator']

/** A sample for every route, by method and path as the route declares them. */
export function routeSamples(served: ServedSurfaces, facts: TownFacts): Record<string, Sample> {
  const { records } = served.folder
  const anyone: Sample = { who: 'anyone' }
  const signedIn: Sample = { who: 'signed in' }
  const journey: Sample = { who: 'anyone', inJourney: true }
  const form = (values: Record<string, string> = {}): Request => ({ sent: { form: values } })
  let made = 0
  const administrator = async () => {
    const account = await accountById(records, served.client('administrator').accountId)
    if (!account) throw new Error('There is no administrator')
    return workAt(records, Date.now(), actorOf(account))
  }
  const account = async (role: 'evaluator' | 'service' = 'evaluator'): Promise<number> => {
    made += 1
    const details = { username: `made-${made}.test`, name: `Made ${made}`, role }
    return (await createAccount(await administrator(), details)).account.id
  }
  const team = async (): Promise<string> => {
    made += 1
    await records.query('insert into teams values ($1, now())', [`Team ${made}`])
    return `Team ${made}`
  }
  const token = async (accountId: number): Promise<string> => {
    made += 1
    const [row] = await records.query<{ id: bigint }>(
      `insert into api_tokens (account_id, name, token_hash, scopes, created_at, expires_at)
       values ($1, 'made', sha256(convert_to($2, 'UTF8')), '{operate}', now(), now() + '1 day')
       returning id`,
      [accountId, `made ${made}`],
    )
    return String(row?.id)
  }
  const allocation = async (): Promise<string> => {
    const [row] = await records.query<{ id: bigint }>(
      `select id from allocations where device_wearer_id = $1 and (ends_at is null or ends_at > now())
       order by id desc limit 1`,
      [facts.elsewhere],
    )
    return String(row?.id)
  }
  const sample = async (): Promise<number> => {
    const [row] = await records.query<{ id: bigint }>(
      `insert into audit_samples (drawn_by, drawn_at, starts_at, ends_at, most)
       values ($1, now(), now() - interval '1 day', now(), 5) returning id`,
      [served.client('hub-manager').accountId],
    )
    return Number(row?.id)
  }
  /** A page about an account, or a button on it. */
  const account404 = { at: '/accounts/999999', subjects: [] }
  const deed = (name: string, more: Partial<Sample> = {}): Sample => ({
    who: administrators,
    status: 303,
    good: async () => ({ at: `/accounts/${await account()}/${name}`, ...form() }),
    outOfScope: { ...account404, at: `/accounts/999999/${name}` },
    ...more,
  })
  const deedPage = (name: string): Sample => ({
    who: administrators,
    good: { at: `/accounts/${served.client('device-wearer').accountId}/${name}` },
    outOfScope: { ...account404, at: `/accounts/999999/${name}` },
  })
  const kept = (at: string, sent: Sent = {}) => ({
    restricted: { at, sent, subjects: [facts.restricted], message: RESTRICTION },
  })
  const apiCrime = ({ force, reference }: TownFacts['crime']) =>
    `/api/v1/crimes/${encodeURIComponent(force)}/${encodeURIComponent(reference)}`
  const positionsOf = (id: string) =>
    `/api/v1/device-wearers/${id}/positions?from=2026-01-06T00:00:00Z&to=2026-01-07T00:00:00Z`
  const csv = (text: string): Request => ({
    sent: {
      body: text,
      headers: {
        'Content-Type': 'text/csv',
        'Content-Disposition': 'attachment; filename="EVERY20260106.csv"',
      },
    },
  })
  return {
    'GET /assets/portal.css': anyone,
    'GET /assets/map.js': signedIn,
    'GET /assets/map.css': signedIn,
    'GET /assets/draw.js': signedIn,
    'GET /health': anyone,
    'GET /ready': anyone,
    'GET /metrics': { who: 'anyone', status: 404 },
    'GET /': signedIn,
    'GET /help': signedIn,
    'GET /help/:topic': { ...signedIn, good: { at: '/help/map' } },
    'GET /map/base.json': signedIn,
    'GET /map/town.geojson': signedIn,

    ...practiceSamples(served, facts),
    ...peopleSamples(served, facts),
    ...movementSamples(facts),
    ...complianceSamples(facts),
    ...incidentSamples(served, facts),
    ...documentSamples(served, facts),
    ...patternSamples(served, facts),
    ...ruleSamples(served, facts),
    'GET /me': { who: wearers },
    'GET /me/movements': { who: wearers },

    'GET /sign-in': anyone,
    'GET /session-ended': anyone,
    'POST /sign-in': journey,
    'GET /sign-in/code': journey,
    'POST /sign-in/code': journey,
    'POST /sign-out': journey,
    'GET /signed-out': anyone,
    'GET /set-password': anyone,
    'POST /set-password': journey,
    'GET /password-set': anyone,
    'GET /account': signedIn,
    'POST /account/sessions/end': { who: 'signed in', as: 'evaluator', good: form(), status: 303 },
    'GET /account/password': signedIn,
    'POST /account/password': { ...journey, who: 'signed in' },
    'GET /account/authenticator': journey,
    'POST /account/authenticator': journey,
    'GET /account/recovery-codes': signedIn,
    'POST /account/recovery-codes': { ...journey, who: 'signed in' },
    'GET /account/tokens': signedIn,
    'POST /account/tokens': {
      who: 'signed in',
      as: 'evaluator',
      good: form({ name: 'Figures', scopes: 'figures:read', expiresAt: '1' }),
    },
    'POST /account/tokens/revoke': {
      who: 'signed in',
      as: 'evaluator',
      status: 303,
      good: async () => form({ token: await token(served.client('evaluator').accountId) }),
      outOfScope: { ...form({ token: '999999' }), subjects: [] },
    },

    'GET /accounts': { who: administrators },
    'GET /accounts/new': { who: administrators },
    'POST /accounts/new': {
      who: administrators,
      good: async () => {
        made += 1
        return form({ username: `made-${made}.test`, name: 'Somebody', role: 'evaluator' })
      },
    },
    'GET /accounts/:id': {
      who: administrators,
      good: { at: `/accounts/${served.client('device-wearer').accountId}` },
      outOfScope: account404,
    },
    'GET /accounts/:id/name': deedPage('name'),
    'GET /accounts/:id/scope': deedPage('scope'),
    'GET /accounts/:id/disable': deedPage('disable'),
    'GET /accounts/:id/password-code': deedPage('password-code'),
    'GET /accounts/:id/lost-authenticator': deedPage('lost-authenticator'),
    'POST /accounts/:id/name': deed('name', {
      good: async () => ({
        at: `/accounts/${await account()}/name`,
        ...form({ name: 'Another name' }),
      }),
    }),
    'POST /accounts/:id/scope': deed('scope', {
      good: async () => ({
        at: `/accounts/${await account()}/scope`,
        ...form({ role: 'hub-caseworker' }),
      }),
    }),
    'POST /accounts/:id/disable': deed('disable'),
    'POST /accounts/:id/enable': deed('enable'),
    'POST /accounts/:id/end-sessions': deed('end-sessions'),
    'POST /accounts/:id/password-code': deed('password-code', { status: 200 }),
    'POST /accounts/:id/lost-authenticator': deed('lost-authenticator', { status: 200 }),
    'POST /accounts/:id/tokens': deed('tokens', {
      status: 200,
      good: async () => ({
        at: `/accounts/${await account('service')}/tokens`,
        ...form({ name: 'Feed', scopes: 'positions:write', expiresAt: '30' }),
      }),
    }),
    'POST /accounts/:id/tokens/revoke': deed('tokens/revoke', {
      good: async () => {
        const id = await account('service')
        return { at: `/accounts/${id}/tokens/revoke`, ...form({ token: await token(id) }) }
      },
    }),

    'GET /teams': { who: administrators },
    'POST /teams': {
      who: administrators,
      status: 303,
      good: async () => form({ name: `${await team()} again` }),
    },
    'POST /teams/rename': {
      who: administrators,
      status: 303,
      good: async () => {
        const renamed = await team()
        return form({ renamed, newName: `${renamed} anew` })
      },
    },
    'POST /teams/delete': {
      who: administrators,
      status: 303,
      good: async () => form({ deleted: await team() }),
    },
    'GET /covers': { who: administrators },
    'POST /covers': {
      who: administrators,
      status: 303,
      good: async () => {
        return form({
          username: 'practitioner.demo',
          team: await team(),
          practitioner: '',
          from: today(),
          to: today(),
          reason: 'A week away',
        })
      },
    },
    'POST /covers/end': {
      who: administrators,
      status: 303,
      good: async () => {
        const [row] = await records.query<{ id: bigint }>(
          `insert into covers (account_id, team, starts_at, ends_at, reason)
           values ($1, $2, now(), now() + '1 day', 'A week away') returning id`,
          [served.client('probation-practitioner').accountId, await team()],
        )
        return form({ cover: String(row?.id) })
      },
      outOfScope: { ...form({ cover: '999999' }), subjects: [] },
    },
    ...noticeSamples(served),
    ...senderSamples(served),
    ...deviceSamples(served, facts),
    'GET /allocations': { who: administrators },
    'POST /allocations': {
      who: administrators,
      status: 303,
      good: form({ wearer: facts.wearer }),
      ...kept('/allocations', { form: { wearer: facts.restricted } }),
    },
    'POST /allocations/caseload': {
      who: administrators,
      good: form({ practitioner: facts.practitioner }),
    },
    'GET /allocations/wearers/:id': {
      who: administrators,
      good: { at: `/allocations/wearers/${facts.wearer}` },
      outOfScope: { at: '/allocations/wearers/W9999', subjects: [] },
      ...kept(`/allocations/wearers/${facts.restricted}`),
    },
    'POST /allocations/wearers/:id/assign': {
      who: administrators,
      status: 303,
      good: {
        at: `/allocations/wearers/${facts.elsewhere}/assign`,
        ...form({ practitioner: 'Another one', team: facts.team, instead: '' }),
      },
      outOfScope: { at: '/allocations/wearers/W9999/assign', ...form(), subjects: [] },
      ...kept(`/allocations/wearers/${facts.restricted}/assign`, {
        form: { practitioner: 'Another one', team: facts.team, instead: '' },
      }),
    },
    'POST /allocations/wearers/:id/end': {
      who: administrators,
      status: 303,
      good: async () => ({
        at: `/allocations/wearers/${facts.elsewhere}/end`,
        ...form({ allocation: await allocation() }),
      }),
      outOfScope: {
        at: `/allocations/wearers/${facts.wearer}/end`,
        ...form({ allocation: '999999' }),
        subjects: [facts.wearer],
      },
      ...kept(`/allocations/wearers/${facts.restricted}/end`, { form: { allocation: '1' } }),
    },

    ...reviewSamples(served, facts),
    ...outcomeSamples(served, facts),

    ...matchingSamples(facts),
    'GET /matches': { who: hub },
    'POST /matches': { who: hub, good: form({ search: facts.matchedCrime.reference }) },
    'GET /matches/:run/:ordinal': {
      who: hub,
      good: { at: `/matches/${facts.run}/${facts.match}` },
      outOfScope: { at: `/matches/${facts.run}/999999`, subjects: [] },
      ...kept(`/matches/${facts.run}/${facts.restrictedMatch}`),
    },
    'GET /crimes': { who: crimeReaders },
    'POST /crimes': { who: crimeReaders, good: form({ reference: facts.crime.reference }) },
    'GET /crimes/:id': {
      who: crimeReaders,
      good: { at: `/crimes/${facts.matchedCrime.id}` },
      as: 'hub-caseworker',
      outOfScope: { at: '/crimes/999999', subjects: [] },
    },
    ...ingestionSamples(served, facts),
    ...crimeRouteSamples(facts),
    ...exclusionSamples(served, facts),
    ...placeQuestionSamples(served, facts),
    ...reportSamples(served, facts),
    'GET /figures': { who: ['evaluator', 'hub-manager'] },
    ...requestRouteSamples(served, facts),
    ...registrySamples(facts),
    ...noteSamples(served, facts),

    'GET /audit': { who: reviewers, ofAudit: true },
    'POST /audit': { who: reviewers, ofAudit: true, good: form({ person: facts.wearer }) },
    'POST /audit/export': {
      who: reviewers,
      ofAudit: true,
      good: form({ person: facts.wearer, purpose: 'A complaint about a visit' }),
    },
    'POST /audit/people': { who: reviewers, status: 303, good: form({ id: facts.wearer }) },
    'GET /audit/people/:id': {
      who: reviewers,
      ofAudit: true,
      good: { at: `/audit/people/${facts.wearer}` },
    },
    'GET /audit/events/:id': {
      who: reviewers,
      ofAudit: true,
      good: { at: '/audit/events/1' },
      outOfScope: { at: '/audit/events/999999', subjects: [] },
    },
    'POST /audit/events/:id/review': {
      who: reviewers,
      status: 303,
      good: { at: '/audit/events/1/review', ...form({ finding: 'ok', note: '' }) },
      outOfScope: {
        at: '/audit/events/999999/review',
        ...form({ finding: 'ok', note: '' }),
        subjects: [],
      },
    },
    'GET /audit/samples': { who: reviewers, ofAudit: true },
    'POST /audit/samples': {
      who: reviewers,
      status: 303,
      good: form({ from: today(), to: today(), count: '5', share: '' }),
    },
    'GET /audit/samples/:id': {
      who: reviewers,
      ofAudit: true,
      good: async () => ({ at: `/audit/samples/${await sample()}` }),
      outOfScope: { at: '/audit/samples/999999', subjects: [] },
    },

    'GET /api/v1/openapi.json': signedIn,
    'POST /api/v1/uploads': {
      who: ['service'],
      good: {
        sent: { body: 'a file', headers: { 'Content-Type': 'application/octet-stream' } },
      },
    },
    'POST /api/v1/commands': {
      who: ['service'],
      good: { sent: { json: { words: ['audit', 'verify'], uploads: {} } } },
    },
    'POST /api/v1/positions': {
      who: ['service'],
      good: {
        sent: {
          json: {
            deviceId: facts.device,
            positions: [{ capturedAt: '2026-01-06T12:00:00Z', latitude: 53.8, longitude: -4.4 }],
          },
        },
      },
    },
    'POST /api/v1/crime-batches': {
      who: ['police-analyst', ...hub, 'service'],
      good: csv(facts.batchText),
      // A batch of another force than one's own is no secret: it is refused.
      outOfScope: {
        ...csv(facts.otherBatchText),
        subjects: [],
        status: 403,
      },
    },
    'GET /api/v1/crimes/:force/:reference': {
      who: crimeReaders,
      as: 'police-analyst',
      good: { at: apiCrime(facts.crime) },
      outOfScope: { at: apiCrime(facts.otherCrime), subjects: [] },
    },
    'GET /api/v1/crimes/:force/:reference/matches': {
      who: hub,
      good: { at: `${apiCrime(facts.matchedCrime)}/matches` },
      outOfScope: { at: '/api/v1/crimes/Cheshire/none/matches', subjects: [] },
    },
    'POST /api/v1/device-wearers/search': {
      who: practitioners,
      good: { sent: { json: { q: 'W00' } } },
    },
    'GET /api/v1/device-wearers': {
      who: practitioners,
      good: { at: '/api/v1/device-wearers?q=W00' },
    },
    'GET /api/v1/device-wearers/:id/positions': {
      who: [...practitioners, ...wearers],
      good: { at: positionsOf(facts.wearer) },
      outOfScope: { at: positionsOf(facts.elsewhere), subjects: [facts.elsewhere] },
      ...kept(positionsOf(facts.restricted)),
    },
  }
}

function today(): string {
  return new Date().toISOString().slice(0, 10)
}

/** Roles that may not use a route. */
export function rolesWithout({ who }: Sample): readonly Role[] {
  return typeof who === 'string' ? [] : roles.filter((role) => !who.includes(role))
}
