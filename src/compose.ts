import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { serve } from '@hono/node-server'
import { madeFromTown } from './app/made-from-town.ts'
import { readRun } from './app/read-run.ts'
import { AppError } from './domain/errors.ts'
import { portal } from './portal/portal.tsx'

/** A server that is listening. */
export interface RunningServer {
  readonly url: string
  close(): Promise<void>
}

/**
 * Serves the pages over the run in `<data>/run`, on this machine only.
 *
 * Until there is sign-in and an audit nobody may look at real people's movements through a page, so
 * only a run over the simulated town in `<data>/town` is served.
 *
 * @throws AppError RUN_UNREADABLE or ADDRESS_IN_USE.
 */
export async function startServer(data: string, port: number): Promise<RunningServer> {
  const run = readRun(join(data, 'run'))
  if (!madeFromTown(run.summary, join(data, 'town'))) {
    throw new AppError(
      'RUN_UNREADABLE',
      `Cannot serve ${data}: its run was not made from a simulated town in ${join(data, 'town')}, and pages over real people wait for sign-in and audit`,
    )
  }
  const stylesheet = readFileSync(new URL('./portal/assets/portal.css', import.meta.url), 'utf8')
  const app = portal(run, stylesheet)
  return new Promise((resolve, reject) => {
    const server = serve({ fetch: app.fetch, port, hostname: '127.0.0.1' }, (address) =>
      resolve({
        url: `http://localhost:${address.port}`,
        close: () => new Promise((closed) => server.close(() => closed())),
      }),
    )
    server.on('error', (cause: NodeJS.ErrnoException) => {
      const why =
        cause.code === 'EADDRINUSE'
          ? 'something else listens there; choose another with --port (npm start: PORT=4000 npm start)'
          : cause.message
      reject(new AppError('ADDRESS_IN_USE', `Cannot listen on port ${port}: ${why}`, { cause }))
    })
  })
}
