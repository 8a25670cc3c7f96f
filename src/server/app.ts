import { Hono } from 'hono'
import { compress } from 'hono/compress'
import { secureHeaders } from 'hono/secure-headers'
import { AppError, nothingHere } from '../domain/errors.ts'
import { type Edge, type GateServices, mount } from './gate.ts'
import type { Asked, Route, ServerVariables } from './route.ts'

/** Routes of one kind, beneath one prefix, and how they speak. */
export interface Surface {
  /** `/` or `/api/`. */
  readonly prefix: string
  readonly edge: Edge
  readonly routes: readonly Route[]
}

export interface AppOptions {
  /** Host names the server answers to, without ports. */
  readonly hosts: ReadonlySet<string>
}

/** Kept by browsers for an hour; everything else is kept nowhere. */
const ASSETS = '/assets/'

/**
 * The whole server: strict headers, then the gate of every surface. An address nobody declared is
 * answered in the words of the surface it lies beneath, the longest prefix first.
 */
export function serverApp(
  surfaces: readonly Surface[],
  services: GateServices,
  { hosts }: AppOptions,
): Hono<{ Variables: ServerVariables }> {
  const app = new Hono<{ Variables: ServerVariables }>()
  app.use(
    secureHeaders({
      contentSecurityPolicy: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", 'data:'],
        connectSrc: ["'self'"],
        workerSrc: ["'self'"],
        fontSrc: ["'self'"],
        formAction: ["'self'"],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
      },
      xFrameOptions: 'DENY',
      referrerPolicy: 'no-referrer',
      permissionsPolicy: { geolocation: [], camera: [], microphone: [] },
    }),
  )
  // Another site's name that leads here (DNS rebinding) is answered with nothing.
  app.use(async (context, next) => {
    const host = (context.req.header('Host') ?? '').replace(/:\d+$/, '')
    if (!hosts.has(host)) return context.text('Misdirected request', 421)
    await next()
    if (!context.req.path.startsWith(ASSETS)) context.header('Cache-Control', 'no-store')
    return undefined
  })
  // Forms' tokens are others in every answer, so that packing gives nothing away.
  app.use(compress())
  // No record can hold this character, and PostgreSQL takes no statement that does.
  app.use(async (context, next) => {
    if (context.req.url.includes('%00')) return context.notFound()
    await next()
    return undefined
  })
  for (const { routes, edge } of surfaces) mount(app, routes, edge, services)
  const longestFirst = [...surfaces].sort((a, b) => b.prefix.length - a.prefix.length)
  const edgeOf = (path: string): Edge | undefined =>
    longestFirst.find(({ prefix }) => path.startsWith(prefix))?.edge
  const answer = (context: Asked, error: AppError) =>
    edgeOf(context.req.path)?.refuse(context, error) ?? context.text(error.message, 500)
  app.notFound((context) => answer(context as Asked, nothingHere()))
  app.onError((error, context) => {
    services.observer.failed(
      { method: context.req.method, path: 'before the gate', correlationId: '' },
      error,
    )
    return answer(
      context as Asked,
      new AppError('STORE_UNAVAILABLE', 'The answer could not be made. Try again'),
    )
  })
  return app
}
