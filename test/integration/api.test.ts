import { execFile, spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { apiRoutes } from '../../src/http/api-routes.ts'
import type { ApiServices } from '../../src/http/api-services.ts'
import { problem } from '../../src/http/problem.ts'
import { fullPeople } from '../support/full-people.ts'
import { type Client, ServedApi } from '../support/served-api.ts'
import { root } from '../support/whereabouts.ts'

const api = new ServedApi()
const golden = (name: string) =>
  readFileSync(join(root, 'test', 'fixtures', 'match', 'golden', name), 'utf8')

/** Routes with their schemas; what they stand on is never asked. */
const routes = apiRoutes({ folder: {}, mostUploadBytes: 1 } as ApiServices)
const answerOf = new Map(routes.map(({ operation }) => [operation.id, operation.answer]))

// biome-ignore lint/suspicious/noExplicitAny: answers are held to their schemas, then looked into.
type Answer = any

/** Asks, and holds the answer to the schema of its operation. */
async function given(
  id: string,
  client: Client,
  path: string,
  init?: RequestInit,
): Promise<Answer> {
  const response = await api.ask(client, path, init)
  const body = (await response.json()) as Answer
  expect({ status: response.status, body }).toMatchObject({ status: 200 })
  expect(answerOf.get(id)?.safeParse(body).error).toBeUndefined()
  expect(response.headers.get('Cache-Control')).toBe('no-store')
  return body
}

/** Asks, and expects a problem. */
async function refused(
  client: Client | undefined,
  path: string,
  init?: RequestInit,
): Promise<Answer> {
  const response = await api.ask(client, path, init)
  const body = (await response.json()) as Answer
  expect(problem.safeParse(body).error).toBeUndefined()
  expect(response.headers.get('Content-Type')).toContain('application/problem+json')
  expect(body).toMatchObject({
    status: response.status,
    type: `urn:whereabouts:error:${body.code}`,
  })
  return body
}

const json = (body: unknown, headers: Record<string, string> = {}): RequestInit => ({
  method: 'POST',
  headers: { 'Content-Type': 'application/json', ...headers },
  body: typeof body === 'string' ? body : JSON.stringify(body),
})
const csv = (body: string, headers: Record<string, string> = {}): RequestInit => ({
  method: 'POST',
  headers: { 'Content-Type': 'text/csv', ...headers },
  body,
})
const here = { latitude: 53.81, longitude: -4.41, accuracyMetres: 5 }
const at = (capturedAt: string, more: object = {}) => ({ capturedAt, ...here, ...more })
/** What golden's positions.csv holds of W1, in order; 23:06 has two places. */
const W1_POSITIONS = [
  ...['22:50', '22:55', '22:57', '22:58', '22:59', '23:00', '23:06', '23:06'].map(
    (t) => `D1 2026-03-28T${t}:00Z`,
  ),
  'D3 2026-03-28T23:08:00Z',
]
const day = 'from=2026-03-28T00:00:00Z&to=2026-03-30T00:00:00Z'

beforeAll(async () => {
  await api.prepare()
  await api.start({ WHEREABOUTS_MOST_UPLOAD_MB: '5' })
})
afterAll(() => api.stop())

describe('who asks', () => {
  it('is known by a token alone', async () => {
    const nobody = await api.ask(undefined, '/openapi.json')
    expect(nobody.status).toBe(401)
    expect(nobody.headers.get('WWW-Authenticate')).toContain('Bearer')
    for (const Authorization of ['Bearer wa_unknown', 'Basic d2E6', api.tokens.hub, 'Bearer ']) {
      expect(
        await refused(undefined, '/openapi.json', { headers: { Authorization } }),
      ).toMatchObject({ code: 'NOT_SIGNED_IN' })
    }
    const headers = { Cookie: `__Host-session=${api.tokens.hub}` }
    expect(await refused(undefined, '/crimes/Cheshire/G%2F1', { headers })).toMatchObject({
      status: 401,
    })
  })

  it('may do what the token names and the role permits', async () => {
    const crime = '/crimes/Cheshire/G%2F1'
    expect(await refused('narrow', `${crime}/matches`)).toMatchObject({ code: 'NOT_PERMITTED' })
    expect(await refused('analyst', `${crime}/matches`)).toMatchObject({ code: 'NOT_PERMITTED' })
    expect(await refused('feed', crime)).toMatchObject({ code: 'NOT_PERMITTED' })
    expect(await refused('hub', `/device-wearers/W1/positions?${day}`)).toMatchObject({
      status: 403,
    })
    expect(await refused('hub', '/nothing')).toMatchObject({ code: 'NOT_FOUND' })
  })
})

describe('crimes', () => {
  it('are told with every version, to their own force and the hub', async () => {
    const crime = await given('readCrime', 'analyst', '/crimes/Cheshire/G%2F1')
    expect(crime).toMatchObject({ policeForce: 'Cheshire', crimeReference: 'G/1' })
    expect(crime.versions.map((each: Answer) => [each.version, each.changes])).toEqual([
      [1, []],
      [2, ['Crime location', 'Crime text']],
    ])
    const elsewhere = await refused('analyst', '/crimes/Cumbria/G%2F1')
    const nowhere = await refused('analyst', '/crimes/Cheshire/none%E2%82%AC%27')
    expect(elsewhere).toEqual({ ...nowhere, instance: elsewhere.instance })
    await given('readCrime', 'hub', '/crimes/Cumbria/G%2F1')
  })

  it('have matches, strongest first, a page at a time', async () => {
    const path = '/crimes/Cheshire/G%2F1/matches'
    const all = await given('readCrimeMatches', 'hub', path)
    expect(all.next).toBeNull()
    const wearers = readFileSync(api.matchesFile, 'utf8')
      .split('\n')
      .filter((line) => line.startsWith('Cheshire,G/1,'))
      .map((line) => line.split(',')[8])
    expect(wearers).toHaveLength(5)
    expect(all.matches.map((each: Answer) => each.deviceWearerId)).toEqual(wearers)
    const paged: Answer[] = []
    let query = '?limit=2'
    while (query) {
      const page = await given('readCrimeMatches', 'hub', path + query)
      paged.push(...page.matches)
      query = page.next ? `?limit=2&cursor=${page.next}` : ''
    }
    expect(paged).toEqual(all.matches)
    const past = Buffer.from(`${all.run.id}.${Number.MAX_SAFE_INTEGER}`).toString('base64url')
    const none = await given('readCrimeMatches', 'hub', `${path}?cursor=${past}`)
    expect(none).toMatchObject({ matches: [], next: null })
  })
})

describe('positions of a wearer', () => {
  const path = (id: string, query = day) => `/device-wearers/${id}/positions?${query}`

  it('are read inside lawful intervals, a page at a time', async () => {
    const all = await given('readWearerPositions', 'practitioner', path('W1'))
    expect(all.positions.map((each: Answer) => `${each.deviceId} ${each.capturedAt}`)).toEqual(
      W1_POSITIONS,
    )
    expect(all.lawful.map((each: Answer) => [each.deviceId, each.from])).toEqual([
      ['D1', '2026-03-28T00:00:00Z'],
      ['D3', '2026-03-28T23:07:00Z'],
    ])
    const instants = all.positions.map((each: Answer) => each.capturedAt)
    expect(instants).toEqual([...instants].sort())
    for (const limit of [1, 2, 3, 5000]) {
      const paged: Answer[] = []
      let cursor = ''
      do {
        const query = `${day}&limit=${limit}${cursor && `&cursor=${cursor}`}`
        const page = await given('readWearerPositions', 'practitioner', path('W1', query))
        expect(page.positions.length).toBeLessThanOrEqual(limit)
        paged.push(...page.positions)
        cursor = page.next
      } while (cursor)
      expect(paged).toEqual(all.positions)
    }
  })

  it('are read by the wearer too, and by nobody out of scope or restricted', async () => {
    const own = await given('readWearerPositions', 'wearer', path('W3'))
    expect(own.positions.length).toBeGreaterThan(0)
    const foreign = await refused('wearer', path('W1'))
    const unknown = await refused('practitioner', path('W-%2F%00%22'))
    expect([foreign.code, unknown.code]).toEqual(['NOT_FOUND', 'NOT_FOUND'])
    expect(await refused('practitioner', path('W3'))).toMatchObject({ code: 'NOT_FOUND' })
    expect(await refused('practitioner', path('W2'))).toMatchObject({
      code: 'RESTRICTED',
      detail: 'Known to you: ask your manager',
    })
  })

  it.each([
    ['', ['query.from', 'query.to']],
    ['from=2026-03-28&to=2026-03-30T00:00:00Z', ['query.from']],
    [`${day}&limit=0&cursor=x&more=1`, ['query.cursor', 'query.limit', 'query']],
    [`${day}&limit=5001`, ['query.limit']],
    [`${day}&to=2027-01-01T00:00:00Z`, ['query.to']],
    ['to=2026-03-28T00:00:00Z&from=2026-03-30T00:00:00Z', ['query.to']],
    [`${day}&cursor=${Buffer.from('1e3.5').toString('base64url')}`, ['query.cursor']],
  ])('are refused for "%s", with every fault', async (query, places) => {
    const body = await refused('practitioner', path('W1', query))
    expect(body.code).toBe('INPUT_INVALID')
    expect(body.faults.map((fault: Answer) => fault.at).sort()).toEqual([...places].sort())
  })
})

describe('device wearers', () => {
  it('are found in one scope, by body or by address', async () => {
    const found = await given(
      'searchDeviceWearers',
      'practitioner',
      '/device-wearers/search',
      json({ q: "tamsin o'quay" }),
    )
    expect(found).toEqual({
      deviceWearers: [
        { id: 'W1', names: ['Tamsin O’Quay'], crn: 'X000001', deviceId: expect.anything() },
      ],
      next: null,
    })
    expect(
      await given('searchDeviceWearersByQuery', 'practitioner', '/device-wearers?q=x000001'),
    ).toEqual(found)
    for (const q of ['W2', 'W3', '%', '_']) {
      expect(
        await given('searchDeviceWearers', 'practitioner', '/device-wearers/search', json({ q })),
      ).toEqual({ deviceWearers: [], next: null })
    }
  })

  it.each([
    [{ q: '' }, ['body.q']],
    [{ q: 1, limit: 'many', name: 'x' }, ['body.q', 'body.limit', 'body']],
    ['{', ['body']],
    ['[]', ['body']],
    [`{"q":"\\ud800${'x'.repeat(300)}"}`, ['body.q']],
  ])('are not looked for with %j', async (body, places) => {
    const { code, faults } = await refused('practitioner', '/device-wearers/search', json(body))
    expect(code).toBe('INPUT_INVALID')
    expect(faults.map((fault: Answer) => fault.at).sort()).toEqual([...places].sort())
  })
})

describe('what programs send', () => {
  it('is taken as JSON: good positions, repeats, and every reason for the others', async () => {
    const positions = [
      at('2026-03-28T10:00:00Z', { mechanism: 'gps', speedKmh: 4 }),
      at('2026-03-28T10:00:00Z', { mechanism: 'GPS' }),
      at('2999-01-01T00:00:00Z', { latitude: 91 }),
      at('2026-03-28T10:01:00Z', { accuracyMetres: -1 }),
      { capturedAt: { deep: [[[]]] }, ...here },
      at('2026-03-28T11:02:00+01:00'),
    ]
    const sent = json({ deviceId: 'D1', positions })
    const taken = await given('sendPositions', 'feed', '/positions', sent)
    expect(taken).toMatchObject({ rows: 6, accepted: 3, repeats: 1, refusedRows: 3 })
    expect(taken.refused.map((each: Answer) => [each.row, each.field, each.code])).toEqual([
      [3, 'capturedAt', 'INSTANT_IN_FUTURE'],
      [3, 'latitude', 'INVALID_LATITUDE'],
      [4, 'accuracyMetres', 'INVALID_ACCURACY'],
      [5, '', 'MALFORMED_JSON'],
    ])
    const again = await given('sendPositions', 'feed', '/positions', sent)
    expect(again).toMatchObject({ accepted: 3, repeats: 3, refusedRows: 3 })
    const query = 'from=2026-03-28T10:00:00Z&to=2026-03-28T10:05:00Z'
    const read = await given(
      'readWearerPositions',
      'practitioner',
      `/device-wearers/W1/positions?${query}`,
    )
    expect(read.positions).toEqual([
      { deviceId: 'D1', capturedAt: '2026-03-28T10:00:00Z', ...here, mechanism: 'GPS' },
      { deviceId: 'D1', capturedAt: '2026-03-28T10:02:00Z', ...here, mechanism: null },
    ])
    const none = { deviceId: 'D1', positions: [at('yesterday')] }
    expect(await given('sendPositions', 'feed', '/positions', json(none))).toMatchObject({
      accepted: 0,
      refusedRows: 1,
    })
  })

  it('counts what it added, also where the same comes at once', async () => {
    const sent = json({ deviceId: 'D1', positions: [at('2026-03-28T14:00:00Z')] })
    const answers = await Promise.all(
      Array.from({ length: 4 }, () => given('sendPositions', 'feed', '/positions', sent)),
    )
    expect(answers.map(({ accepted, repeats }) => accepted - repeats).sort()).toEqual([0, 0, 0, 1])
  })

  it('is taken as files, by their type and not by their name', async () => {
    const rows = golden('positions.csv')
    const disposition = { 'Content-Disposition': 'attachment; filename="d ay.ndjson"' }
    const taken = await given('sendPositions', 'feed', '/positions', csv(rows, disposition))
    expect(taken).toMatchObject({ rows: 26, accepted: 20, repeats: 20, refusedRows: 6 })
    const line = JSON.stringify({
      device_id: 'D9',
      captured_at: '2026-03-28T10:00:00Z',
      latitude: 53.8,
      longitude: -4.4,
      accuracy_metres: 3,
    })
    const ndjson = {
      method: 'POST',
      headers: { 'Content-Type': 'application/x-ndjson' },
      body: line,
    }
    expect(await given('sendPositions', 'feed', '/positions', ndjson)).toMatchObject({
      accepted: 1,
      repeats: 0,
    })
    expect(await refused('feed', '/positions', csv('no,header\n1,2\n'))).toMatchObject({
      code: 'FILE_MALFORMED',
      status: 422,
    })
  })

  it.each([
    [{}, ['body.deviceId', 'body.positions']],
    [{ deviceId: ' ', positions: [] }, ['body.deviceId', 'body.positions']],
    [{ deviceId: 'D1', positions: [1], token: 'x' }, ['body.positions.0', 'body']],
    [{ deviceId: 'D1', positions: Array(10_001).fill({}) }, ['body.positions']],
    ['['.repeat(100_000), ['body']],
  ])('is refused where it cannot be understood', async (body, places) => {
    const { code, faults } = await refused('feed', '/positions', json(body))
    expect(code).toBe('INPUT_INVALID')
    expect(faults.map((fault: Answer) => fault.at).sort()).toEqual([...places].sort())
  })

  it('is refused in another type, packed, or under a name that is none', async () => {
    for (const headers of [
      { 'Content-Type': 'application/xml' },
      { 'Content-Type': 'text/csv', 'Content-Encoding': 'gzip' },
      { 'Content-Type': '' },
    ]) {
      const init = { method: 'POST', headers, body: 'x' }
      expect(await refused('feed', '/positions', init)).toMatchObject({
        status: 415,
        code: 'UNSUPPORTED_MEDIA_TYPE',
      })
    }
    for (const name of ['"../up.csv"', '"a/b.csv"', '".."', '" "', "UTF-8''%0A.csv"]) {
      const parameter = name.startsWith('UTF') ? 'filename*' : 'filename'
      const headers = { 'Content-Disposition': `attachment; ${parameter}=${name}` }
      expect(await refused('feed', '/positions', csv('x', headers))).toMatchObject({
        code: 'INPUT_INVALID',
      })
    }
  })

  it('is refused before it is read where it is too large, and leaves nothing behind', async () => {
    const large = 'x'.repeat(5 * 2 ** 20 + 1)
    expect(await refused('feed', '/positions', csv(large))).toMatchObject({
      status: 413,
      code: 'TOO_LARGE',
    })
    // Without its length, as it comes.
    const init = { ...csv(''), body: new Blob([large]).stream(), duplex: 'half' } as RequestInit
    expect(await refused('feed', '/positions', init)).toMatchObject({ code: 'TOO_LARGE' })
    const unread = { ...csv(''), body: new Blob([large]).stream(), duplex: 'half' } as RequestInit
    expect(await refused(undefined, '/positions', unread)).toMatchObject({ code: 'NOT_SIGNED_IN' })
    expect(await refused('feed', '/positions', json(`"${'x'.repeat(4 * 2 ** 20)}"`))).toMatchObject(
      {
        code: 'TOO_LARGE',
      },
    )
    const search = json({ q: 'x'.repeat(20_000) })
    expect(await refused('practitioner', '/device-wearers/search', search)).toMatchObject({
      code: 'TOO_LARGE',
    })
    expect(readdirSync(join(api.folder.path, 'spool'))).toEqual([])
  })
})

describe('crime batches', () => {
  const row = (force: string, batch: string, reference: string) =>
    `${force},BIAD,,${batch},${reference},20260328225500,20260329005500,,,53.8,-4.4,WGS84,\n`
  const name = { 'Content-Disposition': 'attachment; filename=CMB20260330.csv' }

  it('are taken of the own force, once', async () => {
    const batch = row('Cumbria', 'CMB20260330', 'N/1') + row('Cumbria', 'CMB20260330', '')
    const taken = await given('sendCrimeBatch', 'feed', '/crime-batches', csv(batch, name))
    expect(taken).toMatchObject({
      outcome: 'PARTIAL',
      policeForce: 'Cumbria',
      batchId: 'CMB20260330',
      accepted: 1,
      repeats: 0,
      refusedRows: 1,
    })
    expect(taken.refused[0]).toMatchObject({ row: 2, code: 'MISSING_CRIME_REFERENCE' })
    const again = await given('sendCrimeBatch', 'feed', '/crime-batches', csv(batch, name))
    expect(again).toMatchObject({ importId: taken.importId, accepted: 1, repeats: 1 })
  })

  it('are refused whole where another force is named, or nothing can be taken', async () => {
    const cheshire = row('Cheshire', 'CHS20260330', 'N/1')
    for (const client of ['feed', 'other'] as const) {
      expect(await refused(client, '/crime-batches', csv(cheshire))).toMatchObject({
        code: 'NOT_PERMITTED',
      })
    }
    expect(await refused('analyst', '/crimes/Cheshire/N%2F1')).toMatchObject({ status: 404 })
    const mixed = cheshire + row('Cumbria', 'CMB20260330', 'N/2')
    const body = await refused('feed', '/crime-batches', csv(mixed))
    expect(body).toMatchObject({ code: 'FILE_MALFORMED', status: 422 })
    expect(body.issues.map((issue: Answer) => issue.code)).toEqual([
      'MULTIPLE_POLICE_FORCES',
      'MULTIPLE_BATCH_IDS',
    ])
    expect(await refused('feed', '/crime-batches', json({}))).toMatchObject({ status: 415 })
  })

  it.each(['\n', '\r', '\r\n'])('are no more lines than a batch may have (%j)', async (end) => {
    const lines = (count: number) => csv(`x${end}`.repeat(count))
    expect(await refused('feed', '/crime-batches', lines(10_001))).toMatchObject({
      status: 413,
      code: 'TOO_LARGE',
    })
    expect(await refused('feed', '/crime-batches', lines(10_000))).toMatchObject({
      code: 'FILE_MALFORMED',
    })
  })
})

describe('a write with a key', () => {
  const key = { 'Idempotency-Key': 'batch-7' }
  const sent = (minute: string) => ({
    deviceId: 'D1',
    positions: [at(`2026-03-28T12:${minute}:00Z`)],
  })

  it('is done once and answered again', async () => {
    const first = await given('sendPositions', 'feed', '/positions', json(sent('00'), key))
    expect(first).toMatchObject({ accepted: 1, repeats: 0 })
    const again = await given('sendPositions', 'feed', '/positions', json(sent('00'), key))
    expect(again).toEqual(first)
  })

  it('is refused where it names another write, and another account has keys of its own', async () => {
    expect(await refused('feed', '/positions', json(sent('01'), key))).toMatchObject({
      status: 422,
      code: 'IDEMPOTENCY_KEY_REUSED',
    })
    expect(await refused('feed', '/crime-batches', csv('x', key))).toMatchObject({ status: 422 })
    await given('sendPositions', 'other', '/positions', json(sent('01'), key))
    const body = await refused('feed', '/positions', json(sent('02'), { 'Idempotency-Key': 'a b' }))
    expect(body.faults[0].at).toBe('header.Idempotency-Key')
  })

  it('is done by one of those that come at once; what failed may be tried again', async () => {
    const once = { 'Idempotency-Key': 'at-once' }
    const answers = await Promise.all(
      Array.from({ length: 4 }, () => api.ask('feed', '/positions', json(sent('03'), once))),
    )
    for (const answer of answers) {
      const body = (await answer.json()) as Answer
      if (answer.status === 409) expect(body.code).toBe('IDEMPOTENCY_KEY_IN_USE')
      else expect(body).toMatchObject({ accepted: 1, repeats: 0 })
    }
    const failing = { 'Idempotency-Key': 'fails' }
    const cheshire =
      'Cheshire,BIAD,,CHS20260330,N/1,20260328225500,20260329005500,,,53.8,-4.4,WGS84,\n'
    const refusal = await refused('feed', '/crime-batches', csv(cheshire, failing))
    expect(refusal.code).toBe('NOT_PERMITTED')
    await given('sendPositions', 'feed', '/positions', json(sent('04'), failing))
  })
})

describe('the registry', () => {
  // Nobody of the other tests, in the practitioner's caseload; who is kept out is not told.
  const people = JSON.parse(
    JSON.stringify({ ...fullPeople, deviceWearers: [] })
      .replaceAll(/"([WODAZ])(\d)"/g, '"$1-full-$2"')
      .replace('Pat Ings', 'Quill Vexobe'),
  )
  const [{ restrictions: _kept, ...full }] = fullPeople.deviceWearers as [
    (typeof fullPeople.deviceWearers)[number],
  ]
  people.deviceWearers = [{ ...full, id: 'W-full-1' }]

  it('gives a person back as they were sent, and every version of their order', async () => {
    const sent = await given('sendPeople', 'registry', '/people', json(people))
    expect(sent).toMatchObject({ rows: 1, accepted: 1, again: false })
    const again = await given('sendPeople', 'registry', '/people', json(people))
    expect(again).toEqual({ ...sent, again: true })
    expect(await given('readDeviceWearer', 'practitioner', '/device-wearers/W-full-1')).toEqual(
      withZoneIds(people),
    )
    people.zones[0].radiusMetres = 90
    await given('sendPeople', 'registry', '/people', json(people))
    const { versions } = await given(
      'readOrders',
      'practitioner',
      '/device-wearers/W-full-1/orders',
    )
    expect(versions).toMatchObject([
      { version: 1, changes: [], fileName: 'people.json', order: people.monitoringOrders[0] },
      { version: 2, changes: [{ variation: 'CHANGE_TO_ADDRESS' }], zones: people.zones },
    ])
  })

  it('takes nothing of a file with a fault, and gives nobody beyond the scope', async () => {
    const wrong = { ...people, zones: [{ ...people.zones[0], radiusMetres: 0 }] }
    const problem = await refused('registry', '/people', json(wrong))
    expect(problem).toMatchObject({ status: 422, code: 'PEOPLE_INVALID' })
    expect(problem.detail).toContain('zones.0.radiusMetres: 0 is no number of metres')
    expect(await refused('registry', '/device-wearers/W-full-1')).toMatchObject({ status: 403 })
    expect(await refused('feed', '/people', json(people))).toMatchObject({ status: 403 })
    for (const what of ['', '/orders']) {
      const path = `/device-wearers/W4${what}`
      expect(await refused('practitioner', path)).toMatchObject({ status: 404 })
    }
  })

  it('says what rules say of facts, and what codes mean', async () => {
    const facts = 'sentenceDays=89&releaseDate=2026-01-01&adult=false&fixedAddress=false'
    const { acquisitiveCrime, conditions } = await given(
      'readEligibility',
      'registry',
      `/eligibility?${facts}`,
    )
    expect(acquisitiveCrime.answer).toBe('not-eligible')
    const refusing = acquisitiveCrime.refused.map(({ rule }: { rule: string }) => rule)
    expect(refusing).toEqual(['adult', 'sentence-length', 'fixed-address'])
    expect(conditions.kinds).toEqual([])
    const lists = await given('readReferenceLists', 'registry', '/reference-lists')
    expect(lists.monitoringForces.entries).toHaveLength(19)
    expect(await refused('registry', '/eligibility?adult=yes')).toMatchObject({ status: 422 })
  })
})

/** Conditions without zones have none, told as such. */
function withZoneIds(people: Answer): Answer {
  const [order] = people.monitoringOrders
  const conditions = order.conditions.map((each: object) => ({ zoneIds: [], ...each }))
  return { ...people, monitoringOrders: [{ ...order, conditions }] }
}

it.skipIf(spawnSync('curl', ['--version']).status !== 0)(
  'answers every example of its document',
  async () => {
    const examples = [
      ...readFileSync(join(root, 'docs/api.md'), 'utf8').matchAll(/```sh\n(.*?)```/gs),
    ]
    expect(examples.length).toBeGreaterThan(4)
    for (const [, example = ''] of examples) {
      const client = exampleClient(example)
      const run = promisify(execFile)('bash', ['-euc', example], {
        cwd: join(root, 'docs'),
        env: { ...process.env, URL: `${api.url}/api/v1`, TOKEN: api.tokens[client] },
      })
      const { stdout } = await run
      expect({ example, answer: JSON.parse(stdout) }).not.toHaveProperty('answer.code')
    }
  },
)

it('leaves one event for every answer that holds personal data, and for every refusal, in the asker’s name', async () => {
  await api.stop()
  const before = (await api.events()).length
  await api.start()
  await given('readCrime', 'analyst', '/crimes/Cheshire/G%2F1')
  await given('readCrimeMatches', 'hub', '/crimes/Cheshire/G%2F1/matches?limit=2')
  await given('readWearerPositions', 'practitioner', `/device-wearers/W1/positions?${day}&limit=3`)
  await given('searchDeviceWearersByQuery', 'practitioner', '/device-wearers?q=tamsin')
  const write = json(
    { deviceId: 'D2', positions: [at('2026-03-28T13:00:00Z')] },
    { 'Idempotency-Key': 'audited' },
  )
  await given('sendPositions', 'feed', '/positions', write)
  await given('sendPositions', 'feed', '/positions', write)
  await refused('practitioner', `/device-wearers/W2/positions?${day}`)
  await refused('practitioner', `/device-wearers/W1/positions?${day}&limit=x`)
  await refused('hub', '/device-wearers?q=x')
  await refused(undefined, '/device-wearers?q=x')
  await refused('feed', '/positions', csv('no,header\n'))
  await (await api.ask('hub', '/openapi.json')).json()
  await api.stop()
  // What the served folder compares by itself is an event too, whenever it comes to it.
  const events = (await api.events()).slice(before).filter(({ action }) => action !== 'combine')
  expect(
    events.map(({ username, action, what, outcome, subjects, count }) =>
      [username, action, what, outcome, JSON.stringify(subjects), count].join(' '),
    ),
  ).toEqual([
    'analyst.test consult crimes done [] 2',
    'hub.test consult matches done ["W1","W5"] 2',
    'practitioner.test consult movements done ["W1"] 3',
    'practitioner.test search device wearers done ["W1"] 1',
    'feed.test collect movements done ["W2"] 1',
    'feed.test collect movements done [] 0',
    'practitioner.test consult movements refused ["W2"] ',
    'hub.test search device wearers refused [] ',
    'feed.test collect movements failed "everyone" 0',
  ])
  expect(JSON.stringify(events)).not.toContain('tamsin')
})

/** Whose token an example is for. */
function exampleClient(example: string): Client {
  if (example.includes('/matches')) return 'hub'
  if (example.includes('/crimes/')) return 'analyst'
  if (example.includes('/people"')) return 'registry'
  return /--data-binary|capturedAt/.test(example) ? 'feed' : 'practitioner'
}
