import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type ServerType, serve } from '@hono/node-server'
import { Hono } from 'hono'
import { MovementsMap, type MovementsMapProps } from '../../src/portal/components/movements-map.tsx'
import { mapRoutes } from '../../src/portal/map-routes.ts'
import { paths } from '../../src/portal/paths.ts'
import type { MapTiles } from '../../src/server/map-tiles.ts'
import type { Asked } from '../../src/server/route.ts'
import { root } from './whereabouts.ts'

const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; worker-src 'self'; font-src 'self'"

/** What a test page shows, and what it finds beneath. */
export interface MapPage {
  readonly map: MovementsMapProps
  readonly town?: string
  readonly tiles?: MapTiles
}

/** Pages of one map each at `/<name>`, with the built script and the portal's own content policy. */
export class MapPages {
  readonly pages = new Map<string, MapPage>()
  #server: ServerType | undefined
  #current: MapPage | undefined

  /** Resolves with the address. */
  listen(): Promise<string> {
    const app = new Hono()
    app.use(async (context, next) => {
      await next()
      context.header('Content-Security-Policy', POLICY)
    })
    const assets: readonly (readonly [string, string])[] = [
      [paths.mapScript, 'text/javascript'],
      [paths.mapStylesheet, 'text/css'],
      [paths.stylesheet, 'text/css'],
    ]
    for (const [path, type] of assets) {
      const text = readFileSync(join(root, 'dist', 'portal', path))
      app.get(path, (context) => context.body(text, 200, { 'Content-Type': type }))
    }
    app.get('/map/:name', (context) => {
      const routes = mapRoutes(this.#current ?? {})
      const route = routes.find(({ path }) => path === context.req.path)
      return route ? route.handle(context as unknown as Asked) : context.notFound()
    })
    app.get('/:name', (context) => {
      const page = this.pages.get(context.req.param('name'))
      if (!page) return context.notFound()
      this.#current = page
      return context.html(documentOf({ ...page.map, page: Number(context.req.query('page') ?? 1) }))
    })
    return new Promise((resolve) => {
      this.#server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, ({ port }) =>
        resolve(`http://127.0.0.1:${port}`),
      )
    })
  }

  close(): Promise<void> {
    return new Promise((resolve) => this.#server?.close(() => resolve()))
  }
}

function documentOf(props: MovementsMapProps): string {
  const page = (
    <html lang="en" class="govuk-template">
      <head>
        <title>{props.title}</title>
        <link rel="stylesheet" href={paths.stylesheet} />
        <link rel="icon" href="data:," />
      </head>
      <body class="govuk-template__body">
        <main class="govuk-width-container">
          <h1 class="govuk-heading-l">{props.title}</h1>
          <MovementsMap {...props} />
        </main>
      </body>
    </html>
  )
  return `<!DOCTYPE html>${page.toString()}`
}
