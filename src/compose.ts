import { mkdirSync, readFileSync, statfsSync } from 'node:fs'
import { join } from 'node:path'
import { serve } from '@hono/node-server'
import type { DataFolder } from './app/data-folder.ts'
import { resumeErasures } from './app/erase-interval.ts'
import { madeFromTown } from './app/made-from-town.ts'
import { readRun } from './app/read-run.ts'
import type { Config } from './config.ts'
import { AppError } from './domain/errors.ts'
import { portal } from './portal/portal.tsx'
import { lockFolder } from './store/folder-lock.ts'
import { openEmbeddedArchive } from './store/positions/chdb.ts'
import { openServerArchive } from './store/positions/clickhouse-server.ts'
import { failAbandonedImports } from './store/records/imports.ts'
import { openEmbeddedRecords } from './store/records/pglite.ts'
import { openServerRecords } from './store/records/postgres.ts'
import { failAbandonedRuns } from './store/records/run-records.ts'

/** With less than this free, an engine that fails has run out of disk. */
const FULL_DISK_MEGABYTES = 20

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

/**
 * Opens a data folder for one command, made where there is none: the lock first, then both engines,
 * embedded or by address. What an earlier process left unfinished is marked as such.
 *
 * @throws AppError FOLDER_HELD, STORE_UNAVAILABLE or STORE_CORRUPT.
 */
export async function withDataFolder<T>(
  data: string,
  command: string,
  config: Config,
  work: (folder: DataFolder) => Promise<T>,
): Promise<T> {
  try {
    mkdirSync(data, { recursive: true, mode: 0o700 })
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause)
    throw new AppError('STORE_UNAVAILABLE', `Cannot make the data folder ${data}: ${why}`, {
      cause,
    })
  }
  const lock = await lockFolder(data, command)
  const closing: (() => Promise<void>)[] = [() => lock.release()]
  try {
    const records = config.recordsUrl
      ? await openServerRecords(config.recordsUrl)
      : await openEmbeddedRecords(join(data, 'records'))
    closing.unshift(() => records.close())
    const archive = config.positionsUrl
      ? await openServerArchive(config.positionsUrl)
      : await openEmbeddedArchive(join(data, 'positions'))
    closing.unshift(() => archive.close())
    await archive.migrate()
    await records.transaction(async (transaction) => {
      await failAbandonedImports(transaction, Date.now())
      await failAbandonedRuns(transaction, Date.now())
    })
    await resumeErasures({ records, archive })
    return await work({ records, archive })
  } catch (error) {
    throw withDiskSpace(error, data)
  } finally {
    for (const close of closing) await close()
  }
}

/** Engines say little when a disk is full; where hardly any of it is free, that is why. */
function withDiskSpace(error: unknown, data: string): unknown {
  if (!(error instanceof AppError) || error.code !== 'STORE_UNAVAILABLE') return error
  const { bavail, bsize } = statfsSync(data)
  const megabytes = Math.floor((bavail * bsize) / 2 ** 20)
  if (megabytes >= FULL_DISK_MEGABYTES) return error
  return new AppError(
    error.code,
    `${error.message}: the disk is full (${megabytes} MB are free); what was acknowledged is kept, make room and try again`,
    { cause: error },
  )
}
