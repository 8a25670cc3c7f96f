import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { secureHeaders } from 'hono/secure-headers'
import type { StoredRun } from '../app/stored-run.ts'
import { BatchPage } from './batch/page.tsx'
import { HomePage } from './home/page.tsx'
import { MatchListPage } from './match/list-page.tsx'
import { MatchPage } from './match/page.tsx'
import { MessagePage } from './message/page.tsx'
import { paths } from './paths.ts'

const PAGE_SIZE = 50
const LOCAL_NAMES = new Set(['localhost', '127.0.0.1'])
const LONGEST_SEARCH = 100
const LONGEST_FORM_BYTES = 4096

/** The pages over one run. @param stylesheet the built CSS. */
export function portal(run: StoredRun, stylesheet: string): Hono {
  const app = new Hono()
  app.use(
    secureHeaders({
      contentSecurityPolicy: {
        defaultSrc: ["'none'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", 'data:'],
        formAction: ["'self'"],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
      },
      xFrameOptions: 'DENY',
      referrerPolicy: 'no-referrer',
    }),
  )
  // Another site's name that leads here (DNS rebinding) is answered with nothing.
  app.use(async (context, next) => {
    const host = (context.req.header('Host') ?? '').replace(/:\d+$/, '')
    if (!LOCAL_NAMES.has(host)) return context.text('Misdirected request', 421)
    return next()
  })
  app.use(async (context, next) => {
    await next()
    if (context.req.path !== paths.stylesheet) context.header('Cache-Control', 'no-store')
  })

  app.get(paths.stylesheet, (context) =>
    context.body(stylesheet, 200, {
      'Content-Type': 'text/css; charset=utf-8',
      'Cache-Control': 'max-age=3600',
    }),
  )
  app.get(paths.home, (context) => context.html(pageOf(<HomePage stored={run} />)))

  const list = (search: string, page: string | undefined) => {
    const wanted = search.toLowerCase()
    const found = run.matches
      .map((match, index) => ({ number: index + 1, match }))
      .filter(({ match }) =>
        [match.crime.crimeReference, match.deviceWearerId].some((text) =>
          text.toLowerCase().includes(wanted),
        ),
      )
    const pages = Math.max(1, Math.ceil(found.length / PAGE_SIZE))
    const number = Math.min(pages, Math.max(1, Math.floor(Number(page ?? 1)) || 1))
    const matches = found.slice((number - 1) * PAGE_SIZE, number * PAGE_SIZE)
    return pageOf(
      <MatchListPage
        matches={matches}
        total={found.length}
        search={search}
        page={number}
        pages={pages}
      />,
    )
  }
  app.get('/matches', (context) => context.html(list('', context.req.query('page'))))
  app.post('/matches', bodyLimit({ maxSize: LONGEST_FORM_BYTES }), async (context) => {
    const { search, page } = await context.req.parseBody()
    const text = (value: unknown) => (typeof value === 'string' ? value : '')
    return context.html(list(text(search).trim().slice(0, LONGEST_SEARCH), text(page) || undefined))
  })

  app.get('/matches/:number{[0-9]+}', (context) => {
    const match = run.matches[Number(context.req.param('number')) - 1]
    if (!match) return context.notFound()
    return context.html(pageOf(<MatchPage match={match} />))
  })

  app.get('/batches/:number{[0-9]+}', (context) => {
    const batch = run.batches[Number(context.req.param('number')) - 1]
    if (!batch) return context.notFound()
    return context.html(pageOf(<BatchPage batch={batch} />))
  })

  app.notFound((context) =>
    context.html(
      pageOf(<MessagePage title="Page not found" text="There is no page at this address." />),
      404,
    ),
  )
  app.onError((error, context) => {
    console.error(error)
    return context.html(
      pageOf(
        <MessagePage title="Something went wrong" text="The page could not be made. Try again." />,
      ),
      500,
    )
  })
  return app
}

/** A whole document; hono/jsx escapes every value in it. */
function pageOf(content: { toString(): string }): string {
  return `<!DOCTYPE html>${content.toString()}`
}
