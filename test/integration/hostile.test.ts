import type { createServer } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { createAdaptorServer } from '@hono/node-server'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createAccount } from '../../src/app/accounts/accounts.ts'
import { operator } from '../../src/app/asker.ts'
import { permissionsOf, type Role, roles } from '../../src/domain/roles.ts'
import { codeAt, workAt } from '../support/account-work.ts'
import { demoPassword } from '../support/demo-password.ts'
import { ServedSurfaces } from '../support/served-surfaces.ts'
import { type TownFacts, townFacts } from '../support/town-facts.ts'
import { Visitor } from '../support/visitor.ts'

let served: ServedSurfaces
let facts: TownFacts
let server: ReturnType<typeof createServer>

beforeAll(async () => {
  served = await ServedSurfaces.open()
  facts = await townFacts(served)
  server = createAdaptorServer({ fetch: served.app.fetch }) as typeof server
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
})
afterAll(async () => {
  server?.closeAllConnections()
  server?.close()
  await served?.stop()
})

const practitioner = () => served.client('probation-practitioner')

describe('what a client says of itself', () => {
  it('is not where it comes from', async () => {
    const headers = {
      'X-Forwarded-For': '203.0.113.9',
      Forwarded: 'for=203.0.113.9',
      'X-Real-IP': '203.0.113.9',
    }
    const { events } = await served.heard(() =>
      served.ask(practitioner(), 'GET', '/people', { headers }),
    )
    expect(events.map(({ from }) => from)).toEqual([expect.stringMatching(/^2001:db8::/)])
  })

  it('is not the name of its request', async () => {
    const id = '00000000-0000-4000-8000-000000000000'
    const headers = { 'X-Request-Id': id, 'X-Correlation-Id': id, traceparent: `00-${id}` }
    const { given, events } = await served.heard(() =>
      served.ask(practitioner(), 'GET', '/people', { headers }),
    )
    expect(given.headers.get('X-Correlation-Id')).not.toBe(id)
    expect(events.map(({ correlationId }) => correlationId)).toEqual([
      given.headers.get('X-Correlation-Id'),
    ])
  })

  it.each(['evil.example', 'localhost.evil.example', 'evil.example:80', ''])(
    'is not the host (%s)',
    async (host) => {
      const answer = await served.ask(practitioner(), 'GET', '/people', { headers: { Host: host } })
      expect(answer).toMatchObject({ status: 421, text: 'Misdirected request' })
    },
  )

  it('is no other host in the name of a proxy', async () => {
    const headers = { 'X-Forwarded-Host': 'evil.example', 'X-Forwarded-Proto': 'https' }
    const answer = await served.send('GET', '/people', {
      headers: { ...headers, Accept: 'text/html' },
    })
    expect(answer.headers.get('Location')).toBe('/sign-in')
    expect(answer.text).not.toContain('evil')
  })

  it('is no other method', async () => {
    const headers = { 'X-HTTP-Method-Override': 'POST', 'X-HTTP-Method': 'POST' }
    const { events } = await served.heard(() =>
      served.ask(practitioner(), 'GET', '/people?_method=POST', { headers }),
    )
    expect(events.map(({ action }) => action)).toEqual(['consult'])
    for (const method of ['PUT', 'PATCH', 'DELETE', 'OPTIONS']) {
      const answer = await served.ask(practitioner(), method, '/people')
      expect({ method, status: answer.status }).toEqual({ method, status: 404 })
    }
  })

  it('is asked for by HEAD as by GET', async () => {
    const asked = () => served.ask(practitioner(), 'HEAD', `/people/${facts.wearer}`)
    const { given, events } = await served.heard(asked)
    expect(given).toMatchObject({ status: 200, text: '' })
    expect(events.map(({ subjects }) => subjects)).toEqual([[facts.wearer]])
    expect((await served.send('HEAD', '/people')).status).toBe(401)
  })
})

describe('what is larger than expected', () => {
  it('is refused by what it says of its length, before a byte of it is read', async () => {
    for (const path of ['/sign-in', '/people', '/api/v1/crime-batches', '/api/v1/positions']) {
      const length = 50_000_000_000
      const said = `POST ${path} HTTP/1.1\r\nHost: localhost\r\nContent-Length: ${length}\r\n\r\n`
      expect({ path, answer: await raw(said) }).toEqual({
        path,
        answer: expect.stringMatching(/^HTTP\/1\.1 413 /),
      })
    }
  })

  it('is refused where it never ends, after as much as the address takes', async () => {
    for (const path of ['/sign-in', '/people', '/api/v1/device-wearers/search']) {
      const said = `POST ${path} HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n`
      const { answer, sent } = await endless(said)
      expect({ path, answer }).toEqual({
        path,
        answer: expect.stringMatching(/^HTTP\/1\.1 4\d\d /),
      })
      expect(sent).toBeLessThan(16 * 2 ** 20)
    }
  })

  it('is not read of whoever may not send it', async () => {
    const said =
      'POST /api/v1/crime-batches HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n'
    const { answer } = await endless(said)
    expect(answer).toMatch(/^HTTP\/1\.1 401 /)
  })

  it('cannot say two lengths', async () => {
    const twice = 'Content-Length: 5\r\nTransfer-Encoding: chunked\r\n'
    expect(await raw(`POST /sign-in HTTP/1.1\r\nHost: localhost\r\n${twice}\r\n0\r\n\r\n`)).toMatch(
      /^HTTP\/1\.1 400 /,
    )
  })

  it.each([2_000, 8_000])('is an address like any other (%i characters)', async (length) => {
    for (const [client, path] of [
      [practitioner(), '/people'],
      [served.client('hub-manager'), '/audit/people'],
    ] as const) {
      const { given, events } = await served.heard(() =>
        served.ask(client, 'GET', `${path}/${'a'.repeat(length)}`),
      )
      expect(given.status).toBe(404)
      // Nobody writes at length into what can never be removed.
      expect(JSON.stringify(events).length).toBeLessThan(1_500)
    }
  })
})

describe('what is not as expected', () => {
  const odd = [
    '%00',
    '%ff',
    '%E0%A4%A',
    '..%2f..%2fetc%2fpasswd',
    "'; drop table accounts; --",
    '%',
  ]
  const numbers = [
    '9007199254740993',
    '99999999999999999999999999',
    '1e3',
    '0x10',
    '-1',
    '1.5',
    'NaN',
    '٣',
    'constructor',
    '__proto__',
  ]

  /** The audit is asked about people who are no longer known, and a device is let in before it is registered. */
  const answered = ['/audit/people/:id', '/devices/:id']

  const may = (role: Role): ReadonlySet<string> => permissionsOf(role)

  it('is an id that nobody has', async () => {
    const faults: string[] = []
    for (const route of served.routes.filter(
      ({ method, path }) => method === 'GET' && path.includes(':'),
    )) {
      const wanted = [route.access].flat()
      const open = wanted.some((one) => one === 'signed-in' || one === 'anyone')
      const role = roles.find((each) => open || wanted.some((one) => may(each).has(one)))
      if (!role) throw new Error(`Nobody may use ${route.path}`)
      for (const id of [...odd, ...numbers]) {
        const query = route.path.endsWith('/positions')
          ? '?from=2026-01-06T00:00:00Z&to=2026-01-07T00:00:00Z'
          : ''
        const path = route.path.replaceAll(/:\w+/g, id) + query
        const { status } = await served.ask(served.client(role), 'GET', path)
        const isNone = answered.includes(route.path) ? status < 500 : [404, 422].includes(status)
        if (!isNone) faults.push(`${status} ${path}`)
      }
    }
    expect(faults).toEqual([])
  })

  it('is a cursor or a filter that is none', async () => {
    const faults: string[] = []
    for (const [role, path] of [
      ['hub-manager', '/matches'],
      ['hub-manager', '/crimes'],
      ['hub-manager', '/ingestion'],
      ['probation-practitioner', '/people'],
      ['probation-practitioner', `/people/${facts.wearer}/movements`],
      ['administrator', '/accounts'],
      ['administrator', `/accounts/${practitioner().accountId}`],
    ] as const) {
      for (const value of [...odd, ...numbers]) {
        const query = ['after', 'before', 'run', 'sort', 'order', 'page', 'from', 'role', 'done']
          .map((name) => `${name}=${encodeURIComponent(decode(value))}`)
          .join('&')
        const { status } = await served.ask(served.client(role), 'GET', `${path}?${query}`)
        if (status >= 500) faults.push(`${status} ${path} ${value}`)
      }
    }
    expect(faults).toEqual([])
  })

  it('is a value given twice', async () => {
    const twice = await served.ask(practitioner(), 'GET', '/api/v1/device-wearers?q=a&q=b')
    expect(twice.status).toBe(422)
    const pages = await served.ask(
      practitioner(),
      'GET',
      '/people?sort=name&sort=crn&after=a&after=b',
    )
    expect(pages.status).toBe(200)
  })

  it("is two sessions' cookies: they never add up", async () => {
    const [one, other] = [practitioner(), served.client('administrator')]
    const Cookie = `__Host-session=${one.session}; __Host-session=${other.session}`
    const statuses = []
    for (const path of ['/people', '/accounts']) {
      statuses.push((await served.send('GET', path, { headers: { Cookie } })).status)
    }
    expect(statuses).not.toEqual([200, 200])
  })

  it('is a name that every object has', async () => {
    const names = { __proto__: '1', constructor: '1', toString: '1', hasOwnProperty: '1' }
    const own = Object.fromEntries([...Object.entries(names), ['__proto__', '1']])
    const form = { text: 'W00', ...own, '__proto__[polluted]': '1', 'a.__proto__.polluted': '1' }
    expect((await served.ask(practitioner(), 'POST', '/people', { form })).status).toBe(200)
    const body =
      '{"deviceId":"D1","__proto__":{"polluted":1},"positions":[{"__proto__":{"capturedAt":"2026-01-06T12:00:00Z"},"constructor":1}]}'
    const headers = { 'Content-Type': 'application/json' }
    const sent = await served.ask(served.client('service'), 'POST', '/api/v1/positions', {
      body,
      headers,
    })
    expect([200, 422]).toContain(sent.status)
    expect(sent.text).not.toContain('"accepted":1')
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false)
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
  })

  it('is JSON as deep as it may be long', async () => {
    const headers = { 'Content-Type': 'application/json' }
    for (const [open, close] of [
      ['[', ']'],
      ['{"a":', '}'],
    ] as const) {
      const depth = Math.floor(15_000 / (open.length + close.length))
      const body = `{"q":${open.repeat(depth)}1${close.repeat(depth)}}`
      const answer = await served.ask(practitioner(), 'POST', '/api/v1/device-wearers/search', {
        body,
        headers,
      })
      expect(answer.status).toBe(422)
      const positions = `{"deviceId":"D1","positions":[${open.repeat(depth)}1${close.repeat(depth)}]}`
      const sent = await served.ask(served.client('service'), 'POST', '/api/v1/positions', {
        body: positions,
        headers,
      })
      expect(sent.status).toBeLessThan(500)
    }
  })

  it('is a form in JSON or in parts', async () => {
    const { session } = practitioner()
    const Cookie = `__Host-session=${session}`
    for (const [type, body] of [
      ['application/json', '{"formToken":"x","text":"W00"}'],
      ['text/plain', 'formToken=x&text=W00'],
      [
        'multipart/form-data; boundary=b',
        '--b\r\nContent-Disposition: form-data; name="formToken"\r\n\r\nx',
      ],
      ['multipart/form-data', 'nothing'],
    ] as const) {
      const headers = { Cookie, 'Content-Type': type }
      const { given, events } = await served.heard(() =>
        served.send('POST', '/people', { body, headers }),
      )
      expect({ type, status: given.status }).toEqual({ type, status: 403 })
      expect(events.map(({ outcome }) => outcome)).toEqual(['refused'])
    }
  })
})

describe('what is served before sign-in', () => {
  it('is nothing but what signing in needs', () => {
    const open = served.routes.filter(({ access }) => access === 'anyone').map(({ path }) => path)
    expect(
      [...new Set(open)]
        .filter((path) => !/^\/(sign-|signed-|session-|set-|password-)/.test(path))
        .sort(),
    ).toEqual(['/account/authenticator', '/assets/portal.css', '/health', '/metrics', '/ready'])
  })

  it.each([
    '/assets/map.js',
    '/assets/map.css',
    '/map/base.json',
    '/map/town.geojson',
    '/map/tiles.pmtiles',
  ])('is not %s', async (path) => {
    expect([401, 404]).toContain((await served.send('GET', path)).status)
  })

  it.each([
    '/assets/../portal.js',
    '/assets/%2e%2e/portal.js',
    '/assets/..%2fportal.js',
    '/assets//portal.css',
    '/assets/portal.css/',
    '/assets/portal.css%00.js',
    '//assets/map.js',
    '/./assets/map.js',
    '/api/v1/../../people',
    '/PEOPLE',
    '/people/',
    '//people',
  ])('is not %s', async (path) => {
    const { status, text } = await served.send('GET', path)
    expect([401, 404]).toContain(status)
    expect(served.mentioned(text)).toEqual([])
  })

  it('shows how the server does to its own machine only', async () => {
    expect((await served.send('GET', '/metrics')).status).toBe(404)
    const here = await raw('GET /metrics HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n')
    expect(here).toMatch(/^HTTP\/1\.1 200 /)
    expect(served.mentioned(here)).toEqual([])
  })
})

describe('signing in', () => {
  const password = demoPassword
  const signIn = (visitor: Visitor) =>
    visitor.submit('/sign-in', { username: 'caseworker.demo', password })

  it.each([
    '//evil.example',
    '/\\evil.example',
    '\\\\evil.example',
    'https://evil.example/',
    'javascript:alert(1)',
    '%2F%2Fevil.example',
    '/%09/evil.example',
    '/\t/evil.example',
    ' //evil.example',
    'evil.example',
    '/@evil.example\r\nX-Evil: 1',
  ])('leads to no other site (%j)', async (wanted) => {
    for (const value of [wanted, encodeURIComponent(wanted)]) {
      const visitor = new Visitor(served)
      await visitor.get('/sign-in')
      if (!/[\r\n\t]/.test(value)) visitor.cookies.set('__Host-wanted', value)
      const { status, headers } = await signIn(visitor)
      expect(status).toBe(303)
      expect(headers.has('X-Evil')).toBe(false)
      const to = new URL(headers.get('Location') ?? '', 'http://localhost')
      expect(to.host).toBe('localhost')
      expect(headers.get('Location')).toMatch(/^\/(?![/\\])/)
    }
  })

  it('leads to no other site by what is in the address', async () => {
    for (const path of [
      '//evil.example/',
      '/sign-in?returnTo=//evil.example',
      '/people?next=//evil',
    ]) {
      const visitor = new Visitor(served)
      const first = await visitor.get(path)
      expect(first.headers.get('Location') ?? '/').toMatch(/^\/(?![/\\])/)
      const { headers } = await signIn(visitor)
      expect(new URL(headers.get('Location') ?? '', 'http://localhost').host).toBe('localhost')
    }
  })

  it('gives another session than whatever was there, and another after the second factor', async () => {
    const { records } = served.folder
    const work = workAt(records, Date.now(), operator())
    const details = { username: 'fix.test', name: 'Fix', role: 'evaluator' } as const
    const { code = '' } = await createAccount(work, details)
    const visitor = new Visitor(served)
    const chosen = 'A'.repeat(43)
    visitor.cookies.set('__Host-session', chosen)
    visitor.cookies.set('__Host-visitor', chosen)
    const { username } = details
    await visitor.submit('/set-password', { username, code, password, passwordAgain: password })
    await visitor.submit('/sign-in', { username, password })
    const first = visitor.cookies.get('__Host-session')
    expect(first).not.toBe(chosen)
    const page = await visitor.get('/account/authenticator')
    const secret = /[A-Z2-7]{4}(?: ?[A-Z2-7]{4}){4,}/.exec(page.text)?.[0].replaceAll(' ', '') ?? ''
    await visitor.submit('/account/authenticator', { code: codeAt(secret, Date.now()) })
    await visitor.submit('/account', {}, '/sign-out')
    const signedOut = new Visitor(served)
    signedOut.cookies.set('__Host-session', String(first))
    expect((await signedOut.get('/account')).status).toBe(303)

    await visitor.submit('/sign-in', { username, password })
    const half = visitor.cookies.get('__Host-session')
    expect((await visitor.get('/account')).headers.get('Location')).toBe('/sign-in/code')
    await visitor.submit('/sign-in/code', { code: codeAt(secret, Date.now() + 30_000) })
    const whole = visitor.cookies.get('__Host-session')
    expect(new Set([first, half, whole]).size).toBe(3)
    const held = new Visitor(served)
    held.cookies.set('__Host-session', String(half))
    expect((await held.get('/account')).status).toBe(303)
    expect((await visitor.get('/account')).status).toBe(200)
    for (const said of visitor.said) {
      expect(said).toMatch(/^__Host-/)
      for (const flag of [/; HttpOnly/i, /; Secure/i, /; SameSite=Lax/i, /; Path=\/(;|$)/i]) {
        expect(said).toMatch(flag)
      }
      expect(said).not.toMatch(/domain=/i)
    }
  })
})

describe('the audit', () => {
  it('knows of an export that failed as a failure, not as an export', async () => {
    const { records } = served.folder
    await records.query('alter table row_issues rename to row_issues_away')
    try {
      const { given, events } = await served.heard(() =>
        served.ask(
          served.client('police-analyst'),
          'GET',
          `/ingestion/${facts.attempt}/row-issues.csv`,
        ),
      )
      expect(given.status).toBe(503)
      expect(given.headers.has('Content-Disposition')).toBe(false)
      expect(given.text).not.toContain('row_issues')
      expect(events.map(({ outcome }) => outcome)).toEqual(['failed'])
    } finally {
      await records.query('alter table row_issues_away rename to row_issues')
    }
  })

  it('is asked where tests run too, and so is a form for its token', async () => {
    expect(process.env['NODE_ENV']).toBe('test')
    const form = { text: 'W00', formToken: '' }
    expect((await served.ask(practitioner(), 'POST', '/people', { form })).status).toBe(403)
  })
})

/** What comes back for exactly these bytes, on a connection that is then closed. */
function raw(bytes: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect((server.address() as AddressInfo).port, '127.0.0.1')
    let answer = ''
    socket.once('error', reject)
    socket.on('data', (piece) => {
      answer += piece
      if (answer.includes('\r\n\r\n') && !answer.startsWith('HTTP/1.1 200')) socket.destroy()
    })
    socket.once('close', () => resolve(answer))
    socket.write(bytes)
  })
}

/** What comes back while chunks are sent and sent, and how many bytes were taken before it did. */
function endless(head: string): Promise<{ answer: string; sent: number }> {
  return new Promise((resolve, reject) => {
    const socket = connect((server.address() as AddressInfo).port, '127.0.0.1')
    const chunk = `4000\r\n${'a'.repeat(0x4000)}\r\n`
    let sent = 0
    const send = () => {
      if (socket.destroyed) return
      sent += chunk.length
      socket.write(chunk, () => setImmediate(send))
    }
    socket.once('data', (piece) => {
      resolve({ answer: piece.toString(), sent })
      socket.destroy()
    })
    // The other side may close as soon as it has answered.
    socket.once('error', (error) => {
      if (!socket.destroyed) reject(error)
    })
    socket.write(head)
    send()
  })
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
