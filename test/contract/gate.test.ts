import type { Hono } from 'hono'
import pino from 'pino'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Actor } from '../../src/domain/actor.ts'
import { AppError, tooManyRequests } from '../../src/domain/errors.ts'
import type { Permission } from '../../src/domain/roles.ts'
import { serverApp } from '../../src/server/app.ts'
import { type Edge, writeAltered } from '../../src/server/gate.ts'
import type { Limits } from '../../src/server/limits.ts'
import { observe } from '../../src/server/observer.ts'
import { operationsRoutes } from '../../src/server/operations-routes.ts'
import { type Route, type ServerVariables, tell } from '../../src/server/route.ts'
import { statusOf } from '../../src/server/status.ts'
import { searchAudit } from '../../src/store/records/audit-records.ts'
import type { Records } from '../../src/store/records/records.ts'
import { recordsTwins } from '../support/postgres-twins.ts'

const [twin] = recordsTwins()
let records: Records
let lines: string[] = []

/** An edge that believes the request about who asks: what is tried here is the gate. */
const edge: Edge = {
  surface: 'a test',
  async identify(context, from, correlationId) {
    const permissions = context.req.header('X-Permissions')
    const actor: Actor = {
      kind: permissions === undefined ? 'nobody' : 'account',
      username: permissions === undefined ? '' : 'somebody',
      role: permissions === undefined ? 'nobody' : 'hub-caseworker',
      permissions: new Set((permissions ?? '').split(',') as Permission[]),
      from,
      correlationId,
    }
    return { actor, formToken: 'meant' }
  },
  isMeant: async (context) => context.req.header('X-Meant') !== 'no',
  refuse: (context, error) => context.text(error.message, statusOf(error.code)),
}

const consult = { action: 'consult', what: 'movements' } as const

function route(some: Partial<Route>): Route {
  return {
    method: 'GET',
    path: '/',
    access: 'people:read',
    audit: 'nothing personal',
    handle: (context) => context.text('given'),
    ...some,
  }
}

function asked(
  some: Partial<Route>,
  init: RequestInit = { headers: { 'X-Permissions': 'people:read' } },
  limits: Limits = { take: async () => undefined },
) {
  const log = pino({ base: null }, { write: (line: string) => lines.push(line) })
  const app: Hono<{ Variables: ServerVariables }> = serverApp(
    [{ prefix: '/', edge, routes: [route(some)] }],
    {
      records,
      limits,
      observer: observe(log),
      addressOf: () => '192.0.2.7',
      now: () => Date.parse('2026-03-29T00:59:59Z'),
    },
    { hosts: new Set(['localhost']) },
  )
  const path = some.path?.replace(':id', 'W1') ?? '/'
  return app.request(`http://localhost${path}`, {
    method: some.method ?? 'GET',
    ...init,
    headers: { Host: 'localhost', ...(init.headers as Record<string, string>) },
  })
}

const events = () => searchAudit(records, {}, { limit: 100 })

beforeAll(async () => {
  await twin?.start()
})
beforeEach(async () => {
  await records?.close()
  const open = await twin?.freshPlace()
  if (!open) throw new Error('no engine')
  records = await open()
  lines = []
})
afterAll(async () => {
  await records?.close()
  await twin?.stop()
})

describe('the gate', () => {
  it('writes one event, with who and whose and when, before it gives an answer', async () => {
    let atAnswer = -1
    const answer = await asked({
      audit: consult,
      path: '/people/:id',
      async handle(context) {
        atAnswer = (await events()).length
        tell(context, { subjects: ['W1'], interval: { from: 0, to: 60_000 }, count: 3 })
        return context.text('given')
      },
    })
    expect([answer.status, await answer.text(), atAnswer]).toEqual([200, 'given', 0])
    const [event, ...more] = await events()
    expect(more).toEqual([])
    expect(event).toMatchObject({
      at: Date.parse('2026-03-29T00:59:59Z'),
      action: 'consult',
      outcome: 'done',
      what: 'movements',
      subjects: ['W1'],
      interval: { from: 0, to: 60_000 },
      count: 3,
      username: 'somebody',
      role: 'hub-caseworker',
      from: '192.0.2.7',
      correlationId: answer.headers.get('X-Correlation-Id'),
    })
  })

  it('reads nothing of what nobody known sends, and no more of what others send than they may', async () => {
    let read = 0
    const endless = () =>
      new ReadableStream<Uint8Array>(
        {
          pull(controller) {
            read += 1024
            controller.enqueue(new Uint8Array(1024))
          },
        },
        { highWaterMark: 0 },
      )
    const sends = (headers: Record<string, string>) =>
      asked(
        { method: 'POST', maxBytes: 10_000, handle: async (context) => context.text('given') },
        { method: 'POST', headers, body: endless(), duplex: 'half' } as RequestInit,
      )
    expect([(await sends({})).status, read]).toEqual([401, 0])
    expect((await sends({ 'X-Permissions': 'people:read' })).status).toBe(413)
    expect(read).toBeLessThan(12_000)
  })

  it('counts requests, but those of whatever watches over the server', async () => {
    const limits: Limits = {
      take: async () => {
        throw tooManyRequests('too many requests', 31)
      },
    }
    const answer = await asked({ access: 'anyone' }, {}, limits)
    expect([answer.status, answer.headers.get('Retry-After'), await answer.text()]).toEqual([
      ...[429, '31'],
      'Cannot answer: too many requests; try again in 31 seconds',
    ])
    expect((await asked({ access: 'anyone', uncounted: true }, {}, limits)).status).toBe(200)
    const watched = operationsRoutes(
      records,
      observe(pino({ enabled: false })),
      () => 'none',
      () => '',
    )
    expect(watched.filter(({ uncounted }) => uncounted).map(({ path }) => path)).toEqual([
      '/health',
      '/ready',
    ])
  })

  it('gives nothing when the audit cannot be written', async () => {
    await records.query('drop function append_audit(text)')
    const answer = await asked({
      audit: consult,
      handle(context) {
        tell(context, { subjects: ['W1'] })
        return context.text('where they were')
      },
    })
    expect(answer.status).toBe(503)
    expect(await answer.text()).not.toContain('where they were')
  })

  it('gives nothing of which the handler has not said whose it is', async () => {
    const answer = await asked({ audit: consult, handle: (context) => context.text('secret') })
    expect(answer.status).toBe(503)
    expect(await answer.text()).not.toContain('secret')
    expect((await events()).map(({ outcome }) => outcome)).toEqual(['failed'])
  })

  it('gives nothing personal from a route that said it holds nothing of the kind', async () => {
    const answer = await asked({
      handle(context) {
        tell(context, { subjects: ['W1'] })
        return context.text('secret')
      },
    })
    expect([answer.status, (await answer.text()).includes('secret')]).toEqual([503, false])
  })

  it('lets nobody in without a session, and writes down whoever tries without the permission', async () => {
    const some = { audit: consult } as const
    expect((await asked(some, {})).status).toBe(401)
    expect(await events()).toEqual([])
    const answer = await asked(some, { headers: { 'X-Permissions': 'crimes:read' } })
    expect(answer.status).toBe(403)
    expect(await events()).toMatchObject([
      { outcome: 'refused', username: 'somebody', details: { code: 'NOT_PERMITTED' } },
    ])
  })

  it('writes down whom somebody was refused', async () => {
    const answer = await asked({
      audit: consult,
      handle() {
        throw new AppError('RESTRICTED', 'Ask the duty manager', { subjects: ['W9'] })
      },
    })
    expect([answer.status, await answer.text()]).toEqual([403, 'Ask the duty manager'])
    expect(await events()).toMatchObject([{ outcome: 'refused', subjects: ['W9'] }])
  })

  it('takes no form that was not meant, and none too large before it is read', async () => {
    let handled = 0
    const some: Partial<Route> = {
      method: 'POST',
      maxBytes: 10,
      handle(context) {
        handled++
        return context.text('done')
      },
    }
    const headers = { 'X-Permissions': 'people:read' }
    const unmeant = { headers: { ...headers, 'X-Meant': 'no' }, body: 'x' }
    expect((await asked(some, unmeant)).status).toBe(403)
    expect((await asked(some, { headers, body: 'x'.repeat(11) })).status).toBe(413)
    expect((await asked(some, { headers, body: 'x' })).status).toBe(200)
    expect(handled).toBe(1)
  })

  it('keeps an alteration and its event together, or neither', async () => {
    await records.query('create table things (name text)')
    const alter = (fails: boolean): Partial<Route> => ({
      method: 'POST',
      audit: { action: 'alter', what: 'things' },
      async handle(context) {
        await records.transaction(async (transaction) => {
          await transaction.query("insert into things values ('one')")
          await writeAltered(context, transaction, 0, {
            action: 'alter',
            outcome: 'done',
            what: 'things',
            subjects: [],
          })
          if (fails) throw new Error('the disk fell off')
        })
        return context.text('done')
      },
    })
    expect(
      (await asked(alter(false), { headers: { 'X-Permissions': 'people:read' } })).status,
    ).toBe(200)
    expect((await asked(alter(true), { headers: { 'X-Permissions': 'people:read' } })).status).toBe(
      503,
    )
    expect(await records.query('select name from things')).toHaveLength(1)
    const outcomes = (await events()).map(({ outcome }) => outcome)
    expect(outcomes.filter((outcome) => outcome === 'done')).toHaveLength(1)
  })

  it('logs the pattern of an address, never what stood in it, and no message of an error', async () => {
    await asked({
      path: '/people/:id',
      handle() {
        throw new Error('Ann Other was at 53.8')
      },
    })
    const said = lines.join('')
    expect(said).toContain('"/people/:id"')
    expect(said).not.toMatch(/W1|Ann Other|53\.8|somebody/)
  })

  it('answers no other host name, and says the same of every address: kept nowhere, framed nowhere', async () => {
    const foreign = await asked({}, { headers: { Host: 'evil.example' } })
    expect(foreign.status).toBe(421)
    const answer = await asked({})
    expect(answer.headers.get('Cache-Control')).toBe('no-store')
    expect(answer.headers.get('Content-Security-Policy')).toMatch(/^default-src 'none'/)
    expect(answer.headers.get('Content-Security-Policy')).not.toContain('unsafe')
    expect(answer.headers.get('X-Frame-Options')).toBe('DENY')
  })
})
