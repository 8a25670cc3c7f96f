import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createAccount } from '../../src/app/accounts/accounts.ts'
import { randomSecret, sha256 } from '../../src/app/accounts/one-time-code.ts'
import { beginSession } from '../../src/app/accounts/signed-in.ts'
import { operator } from '../../src/app/asker.ts'
import { readSignInConfig } from '../../src/config.ts'
import { sessionLimits } from '../../src/domain/session-stage.ts'
import { formTokenFor } from '../../src/portal/cookies.ts'
import type { Route } from '../../src/server/route.ts'
import { endSession } from '../../src/store/records/session-records.ts'
import { insertToken, revokeTokenAt } from '../../src/store/records/token-records.ts'
import { codeAt, workAt } from '../support/account-work.ts'
import { type Request, rolesWithout, routeSamples, type Sample } from '../support/route-samples.ts'
import { type Client, type Event, ServedSurfaces } from '../support/served-surfaces.ts'
import { type TownFacts, townFacts } from '../support/town-facts.ts'
import { Visitor } from '../support/visitor.ts'

let served: ServedSurfaces
let facts: TownFacts
let samples: Record<string, Sample>
/** What went wrong, so that one run names every route at fault. */
let faults: string[]

const nameOf = ({ method, path }: Route) => `${method} ${path}`
const isApi = ({ path }: Route) => path.startsWith('/api/')
const isPersonal = ({ audit }: Route) => audit !== 'nothing personal'
const wantsSession = ({ access }: Route) => access !== 'anyone'

beforeAll(async () => {
  served = await ServedSurfaces.open()
  facts = await townFacts(served)
  samples = routeSamples(served, facts)
  await noteAlterations()
})
afterAll(() => served?.stop())

/** Goes through every route that has a sample, and says all that is wrong with any of them. */
async function throughAll(
  which: (route: Route, sample: Sample) => boolean,
  work: (route: Route, sample: Sample, note: (fault: string) => void) => Promise<void>,
): Promise<void> {
  faults = []
  let tried = 0
  for (const route of served.routes) {
    const sample = samples[nameOf(route)]
    if (!sample || route.access === 'device' || !which(route, sample)) continue
    tried += 1
    await work(route, sample, (fault) => faults.push(`${nameOf(route)}: ${fault}`))
  }
  expect(faults).toEqual([])
  expect(tried).toBeGreaterThan(0)
}

const roleOf = ({ who, as }: Sample) =>
  as ?? (typeof who === 'string' ? 'hub-caseworker' : (who[0] ?? 'hub-caseworker'))
const clientOf = (sample: Sample) => served.client(roleOf(sample))
/** What alters is tried once: what its request makes must not be there twice. */
const goodOf = ({ good = {} }: Sample) => (typeof good === 'function' ? good() : good)
/** Somewhere on the route, for whoever should not get that far. */
const somewhere = async (route: Route, sample: Sample): Promise<Request & { at: string }> => {
  const { at = route.path.replaceAll(/:\w+/g, '1'), sent } =
    typeof sample.good === 'function' ? (sample.outOfScope ?? {}) : (sample.good ?? {})
  return { at, ...(sent && { sent }) }
}

/** What an answer that is refused leaves as it was: everything but when something was last used, and the audit. */
const KEPT = `accounts recovery_codes one_time_codes api_tokens teams covers allocations imports
  wearer_restrictions audit_reviews crimes legal_holds match_cases match_reviews outcomes
  data_requests data_request_steps data_request_wearers data_request_sampled location_tasks
  followings reports report_wearers incident_acts violation_decisions incident_outcomes
  authorised_absences rule_drafts device_credentials
  own_places place_extracts shared_matches practice_tasks monitoring_orders order_conditions
  order_versions`.split(/\s+/)

/** Has the records note each row that goes and comes, in the transaction that alters it. */
async function noteAlterations(): Promise<void> {
  const { records } = served.folder
  await records.query('create table alterations (of text not null, line jsonb, came int)')
  await records.query(
    `create function note_alteration() returns trigger language plpgsql as $$
     begin
       if tg_op <> 'INSERT' then
         insert into alterations values (tg_table_name, to_jsonb(old) - 'last_used_at', -1);
       end if;
       if tg_op <> 'DELETE' then
         insert into alterations values (tg_table_name, to_jsonb(new) - 'last_used_at', 1);
       end if;
       return null;
     end $$`,
  )
  const noted = (table: string, deeds: string) =>
    records.query(
      `create trigger note_alteration after ${deeds} on ${table}
       for each row execute function note_alteration()`,
    )
  for (const table of KEPT) await noted(table, 'insert or update or delete')
  await noted('sessions', 'insert or delete')
}

/** The tables that are not as they were when this was asked before. */
async function altered(): Promise<string[]> {
  const rows = await served.folder.records.query<{ of: string }>(
    `with noted as (delete from alterations returning of, line, came)
     select distinct of from (
       select of from noted group by of, line having sum(came) <> 0
     ) as lines order by of`,
  )
  return rows.map((row) => row.of)
}

describe('every route', () => {
  it('is in the table, and nothing in the table is no route', () => {
    const names = served.routes.map(nameOf)
    expect(Object.keys(samples).filter((name) => !names.includes(name))).toEqual([])
    expect(names.filter((name) => !(name in samples))).toEqual([])
    expect(new Set(names).size).toBe(names.length)
  })

  it('is declared: hono serves no other', () => {
    const declared = new Set(served.routes.map(nameOf))
    const others = served.app.routes
      .map(({ method, path }) => `${method} ${path}`)
      .filter((name) => !declared.has(name) && name !== 'ALL /*')
    expect(others).toEqual([])
  })

  it('lets in whom the table says', async () => {
    await throughAll(
      () => true,
      async (route, sample, note) => {
        const said = typeof sample.who === 'string' ? sample.who : 'permission'
        const declared =
          route.access === 'anyone' || route.access === 'signed-in'
            ? route.access.replace('-', ' ')
            : 'permission'
        if (said !== declared) note(`${declared}, not ${said}`)
      },
    )
  })

  it('of devices lets in nobody by an account', async () => {
    const ofDevices = served.routes.filter(({ access }) => access === 'device')
    expect(ofDevices.map((route) => samples[nameOf(route)]?.who)).toEqual(
      ofDevices.map(() => 'device'),
    )
    for (const { method, path } of ofDevices) {
      const at = path.replace(':id', facts.device)
      for (const { session, token } of [...served.clients.values(), { session: '', token: '' }]) {
        const headers = { Cookie: `__Host-session=${session}`, Authorization: `Bearer ${token}` }
        const { given, events } = await served.heard(() => served.send(method, at, { headers }))
        expect([method, path, given.status, events]).toEqual([method, path, 401, []])
      }
    }
  })

  it('gives nothing without a session or a token that is good', async () => {
    await throughAll(wantsSession, async (route, sample, note) => {
      const { at, sent } = await somewhere(route, sample)
      const client = clientOf(sample)
      for (const [with_, headers] of await badCredentials(route, client)) {
        const { given, events } = await served.heard(() =>
          served.send(route.method, at, { ...sent, headers: { ...sent?.headers, ...headers } }),
        )
        const { status, text } = given
        if (status !== 401) note(`${status} with ${with_}`)
        if (served.mentioned(text).length > 0) note(`mentions somebody with ${with_}`)
        if (events.length > 0) note(`an event with ${with_}`)
      }
      if (isApi(route)) return
      const page = await served.send(route.method, at, {
        ...sent,
        headers: { Accept: 'text/html' },
      })
      const to = page.headers.get('Location')
      if (page.status !== 303 || to !== '/sign-in') note(`leads to ${page.status} ${to}`)
    })
  })

  it('refuses every role that lacks the permission, and says so in the audit', async () => {
    await throughAll(
      () => true,
      async (route, sample, note) => {
        const { at, sent } = await somewhere(route, sample)
        for (const role of rolesWithout(sample)) {
          if (role === 'service' && !isApi(route)) continue
          const { given, events } = await served.heard(() =>
            served.ask(served.client(role), route.method, at, sent),
          )
          if (given.status !== 403) note(`${given.status} for ${role}`)
          if (served.mentioned(given.text, served.client(role)).length > 0) {
            note(`mentions somebody to ${role}`)
          }
          expectEvents(route, events, 'refused', note)
        }
      },
    )
  })

  it('takes no form without its own token, and alters nothing then', async () => {
    await altered()
    await throughAll(
      (route) => route.method === 'POST' && !isApi(route),
      async (route, sample, note) => {
        const { at, sent } = await somewhere(route, sample)
        const client = clientOf(sample)
        const another = served.client(
          roleOf(sample) === 'administrator' ? 'evaluator' : 'administrator',
        )
        const tokens = {
          no: '',
          "another session's": another.session,
          "a visitor's": randomSecret(),
        }
        for (const [whose, secret] of Object.entries(tokens)) {
          const formToken = secret && formTokenFor(secret)
          const form = { ...sent?.form, formToken }
          const { given } = await served.heard(() =>
            served.ask(client, route.method, at, { ...sent, form }),
          )
          if (given.status !== 403) note(`${given.status} with ${whose} token`)
          if (given.headers.has('Location')) note(`goes on with ${whose} token`)
        }
        for (const table of await altered()) note(`altered ${table}`)
      },
    )
  })

  it('finds nothing out of scope, and tells the audit of whom it was asked', async () => {
    await throughAll(
      (_, { outOfScope }) => outOfScope !== undefined,
      async (route, sample, note) => {
        const { at = route.path, sent, subjects = [], status = 404 } = sample.outOfScope ?? {}
        const { given, events } = await served.heard(() =>
          served.ask(clientOf(sample), route.method, at, sent),
        )
        if (given.status !== status) note(`${given.status} out of scope`)
        const others = served
          .mentioned(given.text, clientOf(sample))
          .filter((id) => !at.includes(id))
        if (others.length > 0) note(`mentions ${others}`)
        expectEvents(route, events, 'refused', note, subjects)
      },
    )
  })

  it('says a restriction to whom it keeps out, and nothing else', async () => {
    await throughAll(
      (_, { restricted }) => restricted !== undefined,
      async (route, sample, note) => {
        const { restricted } = sample
        if (!restricted) return
        const {
          at = route.path,
          sent,
          subjects,
          message,
        } = typeof restricted === 'function' ? await restricted() : restricted
        const { given, events } = await served.heard(() =>
          served.ask(clientOf(sample), route.method, at, sent),
        )
        if (given.status !== 403) note(`${given.status} against a restriction`)
        if (!given.text.includes(message)) note('does not say the message')
        const named = served.wearers.find(({ id }) => id === facts.restricted)?.names.slice(1) ?? []
        if (named.some((name) => given.text.includes(name))) note('names them')
        expectEvents(route, events, 'refused', note, subjects)
      },
    )
  })

  it('gives no personal data, and alters nothing, where the audit cannot be written', async () => {
    const { records } = served.folder
    await records.query('alter function append_audit(text) rename to append_audit_away')
    try {
      await throughAll(
        (_, { inJourney }) => !inJourney,
        async (route, sample, note) => {
          const good = await goodWithoutAudit(sample)
          await altered()
          const { status, text } = await served.ask(
            clientOf(sample),
            route.method,
            good.at ?? route.path,
            good.sent,
          )
          if (typeof route.audit === 'object' && status !== 503) note(`${status} without an audit`)
          if (served.mentioned(text, clientOf(sample)).length > 0) note('mentions somebody')
          // What came in is kept and told of later, when it is asked for again.
          const tables = await altered()
          if (!isApi(route) && tables.length > 0) note(`altered ${tables}`)
        },
      )
    } finally {
      await records.query('alter function append_audit_away(text) rename to append_audit')
    }
  })

  it('is told to the audit once, with exactly those whom its answer names', async () => {
    await throughAll(
      (_, { inJourney }) => !inJourney,
      async (route, sample, note) => {
        const client = clientOf(sample)
        const hidden = await served.hiddenFrom(client)
        const { at = route.path, sent } = await goodOf(sample)
        const { given, events } = await served.heard(() =>
          served.ask(sample.who === 'anyone' ? undefined : client, route.method, at, sent),
        )
        const { status = 200 } = sample
        if (given.status !== status) note(`${given.status}, expected ${status}`)
        if (sample.ofAudit) return expectEvents(route, events, 'done', note)
        const named = served.mentioned(given.text, client)
        const kept = named.filter((id) => hidden.includes(id))
        if (kept.length > 0) note(`names ${kept}, who is restricted`)
        const [event] = events
        expectEvents(route, events, 'done', note)
        const subjects = event?.subjects ?? []
        if (subjects === 'everyone') return note('is about everyone')
        const untold = named.filter((id) => !subjects.includes(id))
        if (untold.length > 0) note(`names ${untold}, of whom the audit does not know`)
        const isReading = event && ['consult', 'search', 'disclose'].includes(event.action)
        const unnamed = subjects.filter((id) => !named.includes(id))
        const isRead = isReading && given.status === 200 && !sample.packed
        if (isRead && unnamed.length > 0) {
          note(`tells of ${unnamed}, whom it does not name`)
        }
        if (event && event.correlationId !== given.headers.get('X-Correlation-Id')) {
          note('has another correlation id than its event')
        }
      },
    )
  })

  it('leaves out whoever is restricted where somebody searches for them', async () => {
    const { names = [] } = served.wearers.find(({ id }) => id === facts.restricted) ?? {}
    const practitioner = served.client('probation-practitioner')
    const caseworker = served.client('hub-caseworker')
    for (const q of names) {
      const searches = [
        () => served.ask(practitioner, 'POST', '/people', { form: { text: q } }),
        () => served.ask(caseworker, 'POST', '/matches', { form: { search: q } }),
        () => served.ask(practitioner, 'POST', '/api/v1/device-wearers/search', { json: { q } }),
      ]
      for (const search of searches) {
        const { given, events } = await served.heard(search)
        expect(given.status).toBe(200)
        expect(events.map(({ subjects }) => subjects)).toEqual([[]])
        const others = names.filter((each) => !q.includes(each))
        expect(others.filter((each) => given.text.includes(each))).toEqual([])
      }
    }
  })
})

describe('whoever signs in for the first time', () => {
  it('is told to the audit once a step', async () => {
    const { records } = served.folder
    const done = new Set<string>()
    const step = async (name: string, status: number, work: () => ReturnType<Visitor['get']>) => {
      const route = served.routes.find((each) => nameOf(each) === name)
      const { given, events } = await served.heard(work)
      expect({ name, status: given.status, text: given.text }).toMatchObject({ name, status })
      expect({ name, events: events.map(({ outcome }) => outcome) }).toEqual({
        name,
        events: route && isPersonal(route) ? ['done'] : [],
      })
      expect(served.mentioned(given.text)).toEqual([])
      done.add(name)
      return given
    }
    const work = workAt(records, Date.now(), operator())
    const details = { username: 'first.test', name: 'First', role: 'evaluator' } as const
    const { code = '' } = await createAccount(work, details)
    const visitor = new Visitor(served)
    const password = 'three herons on a wire'
    const username = details.username
    const passwords = { password, passwordAgain: password }
    await step('POST /set-password', 303, () =>
      visitor.submit('/set-password', { username, code, ...passwords }),
    )
    await step('POST /sign-in', 303, () => visitor.submit('/sign-in', { username, password }))
    const another = { password: `${password} again`, passwordAgain: `${password} again` }
    await step('POST /account/password', 303, () =>
      visitor.submit('/account/password', { current: password, ...another }),
    )
    const page = await step('GET /account/authenticator', 200, () =>
      visitor.get('/account/authenticator'),
    )
    const secret = /[A-Z2-7]{4}(?: ?[A-Z2-7]{4}){4,}/.exec(page.text)?.[0].replaceAll(' ', '') ?? ''
    const codes = await step('POST /account/authenticator', 200, () =>
      visitor.submit('/account/authenticator', { code: codeAt(secret, Date.now()) }),
    )
    const recovery = [...codes.text.matchAll(/<li[^>]*>(?:<[^>]+>)*([\w-]{8,})</g)].map(
      ([, each = '']) => each,
    )
    await step('POST /sign-out', 303, () => visitor.submit('/account', {}, '/sign-out'))
    await step('POST /sign-in', 303, () =>
      visitor.submit('/sign-in', { username, password: another.password }),
    )
    await step('GET /sign-in/code', 200, () => visitor.get('/sign-in/code'))
    await step('POST /sign-in/code', 303, () =>
      visitor.submit('/sign-in/code', { code: recovery[0] ?? '' }),
    )
    await step('POST /account/recovery-codes', 200, () =>
      visitor.submit('/account/recovery-codes', { code: codeAt(secret, Date.now() + 30_000) }),
    )
    const inJourney = Object.keys(samples).filter((name) => samples[name]?.inJourney)
    expect([...done].sort()).toEqual(inJourney.sort())
  })
})

describe('a server that knows nobody yet, with an identity provider', () => {
  const provider = {
    WHEREABOUTS_PUBLIC_URL: 'https://whereabouts.example',
    WHEREABOUTS_OIDC_ISSUER: 'http://127.0.0.1:9',
    WHEREABOUTS_OIDC_CLIENT_ID: 'whereabouts',
    WHEREABOUTS_OIDC_CLIENT_SECRET: 'none',
    WHEREABOUTS_OIDC_ROLES: '{"hub": {"role": "hub-caseworker"}}',
  }
  let nobody: ServedSurfaces
  beforeAll(async () => {
    nobody = await served.ofNobody(provider)
  })
  afterAll(() => nobody?.stop())

  it('has these routes beside the others', () => {
    const others = nobody.routes.map(nameOf).filter((name) => !(name in samples))
    expect(others.sort()).toEqual([
      'GET /set-up',
      'GET /sign-in/oidc/return',
      'GET /sign-in/provider/begin',
      'POST /set-up',
    ])
  })

  it('is led back to by the address that the provider is told', async () => {
    const { provider: config } = readSignInConfig(provider)
    const back = config?.redirectUri.pathname ?? ''
    expect(nobody.routes.map(nameOf)).toContain(`GET ${back}`)
    const { given, events } = await nobody.heard(() => nobody.send('GET', `${back}?code=a&state=b`))
    expect(given.status).toBe(422)
    expect(given.headers.getSetCookie().join()).not.toContain('__Host-session=')
    expect(events.map(({ outcome }) => outcome)).toEqual(['refused'])
    expect((await nobody.send('GET', '/sign-in/provider/begin')).status).toBe(503)
  })

  it('makes nobody an administrator who does not know the code, or whose form is not ours', async () => {
    const password = 'three herons on a wire'
    const form = { username: 'first.admin', name: 'First', password, passwordAgain: password }
    const wrong = { ...form, code: 'AAAA-AAAA-AAAA' }
    expect((await nobody.send('POST', '/set-up', { form: wrong })).status).toBe(403)
    const { given, events } = await nobody.heard(() => new Visitor(nobody).submit('/set-up', wrong))
    expect(given.status).toBe(422)
    expect(events.map(({ outcome }) => outcome)).toEqual(['refused'])
    expect(await nobody.folder.records.query('select id from accounts')).toEqual([])
  })
})

/** One event where the route says personal data, and none where it says nothing personal. */
function expectEvents(
  route: Route,
  events: readonly Event[],
  outcome: Event['outcome'],
  note: (fault: string) => void,
  subjects?: readonly string[],
): void {
  // A command keeps its own events; its tests hold it to them.
  if (route.audit === 'by its command' && outcome === 'done') return
  const expected = isPersonal(route) ? [outcome] : []
  const outcomes = events.map((event) => event.outcome)
  if (String(outcomes) !== String(expected)) note(`events [${outcomes}], expected [${expected}]`)
  const [event] = events
  if (!event || typeof route.audit === 'string') return
  const { action, what } = route.audit
  if (event.action !== action || event.what !== what) note(`tells of ${event.action} ${event.what}`)
  if (subjects && String(event.subjects) !== String(subjects)) {
    note(`tells of [${event.subjects}], expected [${subjects}]`)
  }
}

/** What a sample asks for is made before the audit goes away, and so without it. */
async function goodWithoutAudit(sample: Sample): Promise<Request> {
  if (typeof sample.good !== 'function') return sample.good ?? {}
  const { records } = served.folder
  await records.query('alter function append_audit_away(text) rename to append_audit')
  try {
    return await goodOf(sample)
  } finally {
    await records.query('alter function append_audit(text) rename to append_audit_away')
  }
}

/** Headers that must not let anyone in, by what they are. */
async function badCredentials(
  route: Route,
  client: Client,
): Promise<[string, Record<string, string>][]> {
  const cookie = (session: string) => ({ Cookie: `__Host-session=${session}` })
  const bearer = (token: string) => ({ Authorization: `Bearer ${token}` })
  if (isApi(route)) {
    return [
      ['nothing', {}],
      ["a session's cookie", cookie(client.session || served.client('evaluator').session)],
      ["a session's secret as a token", bearer(served.client('evaluator').session)],
      ['a token nobody has', bearer(`wa_${randomSecret()}`)],
      ['an expired token', bearer(await token(client, 'expired'))],
      ['a revoked token', bearer(await token(client, 'revoked'))],
    ]
  }
  return [
    ['nothing', {}],
    ['a token in place of a session', bearer(client.token)],
    ["a token as a session's cookie", cookie(client.token)],
    ['a session nobody has', cookie(randomSecret())],
    ['a session that was ended', cookie(await session(client, 'ended'))],
    ['a session of yesterday', cookie(await session(client, 'old'))],
    ['a session that was not used', cookie(await session(client, 'idle'))],
    ['a session that lacks its second factor', cookie(await halfSession())],
  ]
}

const memory = new Map<string, Promise<string>>()
function once(key: string, make: () => Promise<string>): Promise<string> {
  const made = memory.get(key) ?? make()
  memory.set(key, made)
  return made
}

function session({ accountId }: Client, how: 'ended' | 'old' | 'idle'): Promise<string> {
  return once(`${how} session ${accountId}`, async () => {
    const ages = { ended: 0, old: sessionLimits.absolute, idle: sessionLimits.idle }
    const now = Date.now() - ages[how] - 1
    const facts = { accountId, now, from: '192.0.2.1', secondFactorAt: now }
    const secret = await served.folder.records.transaction((each) => beginSession(each, facts))
    if (how === 'ended') await endSession(served.folder.records, sha256(secret))
    return secret
  })
}

/** Of somebody with an authenticator who only gave the password. */
function halfSession(): Promise<string> {
  return once('half', async () => {
    const { records } = served.folder
    const work = workAt(records, Date.now(), operator())
    const details = { username: 'half.test', name: 'Half', role: 'hub-caseworker' } as const
    const { account } = await createAccount(work, details)
    await records.query(`update accounts set totp_secret = 'sealed' where id = $1`, [account.id])
    const facts = { accountId: account.id, now: Date.now(), from: '192.0.2.1' }
    return records.transaction((each) =>
      beginSession(each, { ...facts, secondFactorAt: undefined }),
    )
  })
}

function token({ accountId, role }: Client, how: 'expired' | 'revoked'): Promise<string> {
  return once(`${how} token ${accountId}`, async () => {
    const { records } = served.folder
    const text = `wa_${randomSecret()}`
    const age = how === 'expired' ? 7_200_000 : 0
    const createdAt = Date.now() - age
    const id = await insertToken(records, {
      accountId,
      name: `${how} of ${role}`,
      tokenHash: sha256(text),
      scopes: ['people:read', 'crimes:read', 'matches:read', 'positions:write'],
      createdAt,
      expiresAt: createdAt + 3_600_000,
    })
    if (how === 'revoked') await revokeTokenAt(records, id, Date.now())
    return text
  })
}
