import { randomUUID } from 'node:crypto'
import type { Hono } from 'hono'
import type { Actor } from '../domain/actor.ts'
import { type AuditFacts, auditEvent } from '../domain/audit-event.ts'
import { AppError } from '../domain/errors.ts'
import { appendAudit } from '../store/records/audit-records.ts'
import type { Records, RecordsQuery } from '../store/records/records.ts'
import { expectSmall, tooLarge } from './expect-small.ts'
import type { Limits } from './limits.ts'
import type { Observed, Observer } from './observer.ts'
import type { Asked, Asking, Route, ServerVariables } from './route.ts'
import { statusOf } from './status.ts'

const MOST_BYTES = 16 * 1024
/** When to ask again what cannot be answered now and nobody knows until when. */
const RETRY_AFTER_SECONDS = 10
/** Of a command that was refused before it was one. */
const HANDED = { action: 'consult', what: 'commands' } as const
/** Of an id that nobody has: what is asked for at length is not kept for good at length. */
const LONGEST_ID = 200

/** What differs between pages for people and the interface for programs. */
export interface Edge {
  /** What nobody's requests are counted under: whoever tries secrets at one keeps nobody from another. */
  readonly surface: string
  /** Who asks, and with what; `nobody` where there is no session or token, or it has ended. */
  identify(context: Asked, from: string, correlationId: string): Promise<Asking>
  /** Whether what came in the request was meant by who is signed in (a form's token). */
  isMeant(context: Asked, asking: Asking): Promise<boolean>
  /** What could not be done, in the words of this edge. */
  refuse(context: Asked, error: AppError): Response | Promise<Response>
}

export interface GateServices {
  readonly records: Records
  readonly limits: Limits
  readonly observer: Observer
  /** The address a request came from. */
  readonly addressOf: (context: Asked) => string
  readonly now: () => number
}

/** Puts routes behind the gate: nothing is answered that did not pass all of it. */
export function mount(
  app: Hono<{ Variables: ServerVariables }>,
  routes: readonly Route[],
  edge: Edge,
  services: GateServices,
): void {
  for (const route of routes) {
    const { maxBytes = MOST_BYTES } = route
    app.on(route.method, route.path, (context) =>
      // Of what it says of its length nothing has to be read.
      Number(context.req.header('Content-Length') ?? 0) > maxBytes
        ? edge.refuse(context as Asked, tooLarge(maxBytes))
        : pass(context as Asked, route, edge, services),
    )
  }
}

async function pass(
  context: Asked,
  route: Route,
  edge: Edge,
  services: GateServices,
): Promise<Response> {
  const began = performance.now()
  const correlationId = randomUUID()
  const from = services.addressOf(context)
  context.set('route', route)
  const observed: Observed = { method: route.method, path: route.path, correlationId }
  let actor: Actor | undefined
  let response: Response
  try {
    const asking = await edge.identify(context, from, correlationId)
    actor = asking.actor
    context.set('asking', asking)
    if (!route.uncounted) await services.limits.take(actor, edge.surface)
    admit(actor, route)
    // Nobody's bytes are read before it is known whose they are, and that they may send them.
    if (!route.streams) await expectSmall(context, route.maxBytes ?? MOST_BYTES)
    if (!(await edge.isMeant(context, asking))) {
      throw new AppError(
        'FORM_EXPIRED',
        'Cannot take the form: it was made for another session; go back, load the page again and send it anew',
      )
    }
    response = await route.handle(context)
    await writeTold(context, route, actor, response, services)
  } catch (error) {
    response = await refused(context, route, edge, actor, error, services, observed)
  }
  response.headers.set('X-Correlation-Id', correlationId)
  services.observer.answered(observed, response.status, performance.now() - began)
  return response
}

/** @throws AppError NOT_SIGNED_IN or NOT_PERMITTED. */
function admit({ kind, permissions }: Actor, { access }: Route): void {
  if (access === 'anyone') return
  if (kind === 'nobody') throw access === 'device' ? notADevice() : notSignedIn()
  if (access === 'device' && kind === 'device') return
  if (access === 'signed-in') return
  const wanted: readonly string[] = typeof access === 'string' ? [access] : access
  if (wanted.some((permission) => (permissions as ReadonlySet<string>).has(permission))) return
  throw new AppError(
    'NOT_PERMITTED',
    'Cannot answer: your role, or your token, does not permit this',
  )
}

export function notSignedIn(): AppError {
  return new AppError('NOT_SIGNED_IN', 'Cannot answer: sign in first, or send a token')
}

/** A device cannot sign in: it has a secret of its own, or none that is good. */
function notADevice(): AppError {
  return new AppError(
    'NOT_SIGNED_IN',
    "Cannot take the report: its device's secret is missing, or is not or no longer good; expected one that the device's page has made and not ended",
  )
}

/** One event for an answer that holds personal data, before it leaves; none for any other. */
async function writeTold(
  context: Asked,
  { audit, method, path }: Route,
  actor: Actor,
  response: Response,
  services: GateServices,
): Promise<void> {
  const told = context.get('told')
  const events = (told ? 1 : 0) + (context.get('written') ? 1 : 0)
  const wanted = typeof audit === 'string' ? 0 : 1
  if (events > wanted || (events < wanted && response.status < 400)) {
    throw new Error(`${method} ${path} wrote ${events} audit events, expected ${wanted}`)
  }
  if (typeof audit === 'string' || !told) return
  await write(services.records, actor, services.now(), { ...audit, outcome: 'done', ...told })
}

async function refused(
  context: Asked,
  route: Route,
  edge: Edge,
  actor: Actor | undefined,
  error: unknown,
  services: GateServices,
  observed: Observed,
): Promise<Response> {
  let failure = error
  const { audit } = route
  const known = error instanceof AppError ? error : undefined
  // Somebody who is signed in tried: what they were refused, or what failed, is written down too.
  const isWritten = actor && actor.kind !== 'nobody' && actor.kind !== 'device'
  if (isWritten && audit !== 'nothing personal' && !leavesNoEvent(known)) {
    try {
      await write(services.records, actor, services.now(), {
        ...(typeof audit === 'string' ? HANDED : audit),
        outcome: known && statusOf(known.code) < 500 ? 'refused' : 'failed',
        subjects: (known?.subjects ?? []).map((id) => id.slice(0, LONGEST_ID)),
        details: { code: known?.code ?? 'UNEXPECTED' },
      })
    } catch (unwritten) {
      failure = unwritten
    }
  }
  services.observer.failed(observed, failure)
  const shown =
    failure instanceof AppError
      ? failure
      : new AppError('STORE_UNAVAILABLE', 'The answer could not be made. Try again', {
          cause: failure,
        })
  const response = await edge.refuse(context, shown)
  const isForNow = response.status === 503 || response.status === 429
  const seconds = shown.retryAfterSeconds ?? (isForNow ? RETRY_AFTER_SECONDS : undefined)
  if (seconds !== undefined) response.headers.set('Retry-After', String(seconds))
  return response
}

const WITHOUT_EVENT: ReadonlySet<string> = new Set([
  'AUDIT_UNWRITABLE',
  'INPUT_INVALID',
  'TOO_LARGE',
])

/** The audit itself failed; or what was sent made no sense yet, so nobody's data was asked for. */
function leavesNoEvent(error: AppError | undefined): boolean {
  return error !== undefined && WITHOUT_EVENT.has(error.code)
}

/** @throws AppError AUDIT_UNWRITABLE. */
async function write(query: RecordsQuery, actor: Actor, now: number, facts: AuditFacts) {
  await appendAudit(query, auditEvent(actor, now, facts))
}

/**
 * For a handler that alters something: its one event, inside the transaction.
 *
 * @param actor whoever does it, where that is not who asks: a session that is not complete is nobody's.
 */
export async function writeAltered(
  context: Asked,
  transaction: RecordsQuery,
  now: number,
  facts: AuditFacts,
  actor: Actor = context.get('asking').actor,
): Promise<void> {
  if (context.get('written')) throw new Error('Cannot write twice: one request is one audit event')
  await write(transaction, actor, now, facts)
  context.set('written', true)
}
