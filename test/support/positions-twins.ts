import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createClient } from '@clickhouse/client'
import { Session } from 'chdb'
import { openEmbeddedArchive } from '../../src/store/positions/chdb.ts'
import type {
  ArchiveOptions,
  ClickhouseArchive,
} from '../../src/store/positions/clickhouse-archive.ts'
import { openServerArchive } from '../../src/store/positions/clickhouse-server.ts'
import { wholeAnswer } from '../../src/store/positions/connection.ts'
import { serveChdb } from './positions-http.ts'

/** A place for one test's archive, on one of the engines. */
export interface ArchivePlace {
  /** Opens the archive, again after it was closed. */
  open(options?: ArchiveOptions): Promise<ClickhouseArchive>
  /** Asks the engine what the archive has no verb for; only while it is open. */
  execute(statement: string): Promise<string>
  remove(): Promise<void>
}

export interface ArchiveTwin {
  readonly name: string
  place(): Promise<ArchivePlace>
}

/** Every engine that can be had here; prints which one cannot. */
export function archiveTwins(): ArchiveTwin[] {
  const twins: ArchiveTwin[] = [
    { name: 'chDB', place: embedded },
    { name: 'the HTTP interface in front of chDB', place: overHttp },
  ]
  const url = process.env['WHEREABOUTS_POSITIONS_URL']
  if (url) twins.push({ name: 'a ClickHouse server', place: () => onServer(url) })
  else console.log('No ClickHouse server is tested: WHEREABOUTS_POSITIONS_URL is not set')
  return twins
}

async function embedded(): Promise<ArchivePlace> {
  const folder = await mkdtemp(join(tmpdir(), 'whereabouts-positions-'))
  return {
    open: (options) => openEmbeddedArchive(folder, options),
    async execute(statement) {
      const session = new Session(join(folder, 'chdb'))
      try {
        return (await session.queryAsync(statement)).text().trim()
      } finally {
        session.close()
      }
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  }
}

async function overHttp(): Promise<ArchivePlace> {
  const folder = await mkdtemp(join(tmpdir(), 'whereabouts-positions-'))
  const { url, stop } = await serveChdb(folder)
  return {
    open: (options) => openServerArchive(url, options),
    execute: (statement) => command(url, statement),
    async remove() {
      await stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** A database of its own on the server, so that nothing there is touched. */
async function onServer(server: string): Promise<ArchivePlace> {
  const database = `whereabouts_test_${randomUUID().replaceAll('-', '')}`
  await command(server, `CREATE DATABASE ${database}`)
  const url = new URL(server)
  url.pathname = `/${database}`
  return {
    open: (options) => openServerArchive(url.href, options),
    execute: (statement) => command(url.href, statement),
    async remove() {
      await command(server, `DROP DATABASE ${database}`)
    },
  }
}

async function command(url: string, statement: string): Promise<string> {
  const client = createClient({ url, clickhouse_settings: { wait_end_of_query: 1 } })
  try {
    const { stream } = await client.exec({ query: statement })
    return (await wholeAnswer(stream)).toString().trim()
  } finally {
    await client.close()
  }
}
