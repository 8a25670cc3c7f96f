import { randomUUID } from 'node:crypto'
import { constants, existsSync } from 'node:fs'
import { access, mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { createClient } from '@clickhouse/client'
import { AppError } from '../../domain/errors.ts'
import { type ArchiveOptions, ClickhouseArchive } from './clickhouse-archive.ts'
import {
  type Lane,
  type PositionsConnection,
  type QueryParameters,
  wholeAnswer,
} from './connection.ts'
import { type Insert, insertDetails, insertFromFile, insertPositions } from './statements.ts'

/**
 * Opens the archive in a folder, with ClickHouse in this process. The folder must be ours alone: the
 * caller holds its lock. One folder at a time in a process.
 */
export async function openEmbeddedArchive(
  folder: string,
  options: ArchiveOptions = {},
): Promise<ClickhouseArchive> {
  return new ClickhouseArchive(await ChdbConnection.open(resolve(folder)), options)
}

/** What is finished where a process ended between its parts: the end of a spooled file's name says which it is. */
const FINISHED = [insertPositions, insertDetails]

/** Archives open in this process: the engine takes one folder. */
let opened = 0

type Clients = Readonly<Record<Lane, ReturnType<typeof createClient>>>
type ClientOptions = NonNullable<Parameters<typeof createClient>[0]>

class ChdbConnection implements PositionsConnection {
  readonly name = 'the positions engine'
  readonly parameterBytes = 2_000_000
  readonly #clients: Clients
  readonly #spool: string
  readonly #drain: () => Promise<void>

  private constructor(clients: Clients, spool: string, drain: () => Promise<void>) {
    this.#clients = clients
    this.#spool = spool
    this.#drain = drain
  }

  static async open(folder: string): Promise<ChdbConnection> {
    const { createChdbConnection, drainPending } = await loadChdb()
    const spool = join(folder, 'spool')
    const path = join(folder, 'chdb')
    const before = opened === 0 && existsSync(path)
    try {
      await mkdir(spool, { recursive: true, mode: 0o700 })
      await access(folder, constants.R_OK | constants.W_OK)
      // A client is a queue: what is long must not stand before what somebody waits for.
      // (It declares its connection with a copy of the client's types, which the client does not take.)
      const client = () =>
        createClient({ connection: createChdbConnection({ path }) } as unknown as ClientOptions)
      const interactive = client()
      const bulk = client()
      opened++
      return new ChdbConnection({ interactive, bulk }, spool, drainPending)
    } catch (error) {
      // A system call that failed is of the folder; anything else the engine says of its own files.
      if (before && (error as NodeJS.ErrnoException).syscall === undefined) {
        throw new AppError(
          'STORE_CORRUPT',
          `Cannot open the archive of positions in "${folder}": its files are damaged; restore the data folder from a backup`,
          { cause: error },
        )
      }
      throw new AppError(
        'STORE_UNAVAILABLE',
        `Cannot open the archive of positions in "${folder}": expected a folder that can be written, ` +
          'and no other archive open in this process',
        { cause: error },
      )
    }
  }

  async execute(lane: Lane, statement: string, parameters: QueryParameters, signal: AbortSignal) {
    const { stream } = await this.#clients[lane].exec({
      query: statement,
      query_params: { ...parameters },
      abort_signal: signal,
    })
    return wholeAnswer(stream)
  }

  /**
   * Through a file, because the in-process client makes a query's text of what is inserted. The file
   * is whole and on disk before it has its name, so that a process that ends between the two orders
   * leaves what the next one needs to finish (of positions; what is derived from them it drops).
   */
  async insert(into: Insert, block: readonly Uint8Array[], signal: AbortSignal): Promise<void> {
    const spool = join(this.#spool, `${randomUUID()}${into.finishedFrom ?? '.derived'}`)
    const unfinished = `${spool}.part`
    try {
      await writeFile(unfinished, block, {
        flag: 'wx',
        mode: 0o600,
        flush: into.finishedFrom !== undefined,
      })
      await rename(unfinished, spool)
      await this.#insertFile(into, spool, signal)
    } finally {
      await rm(unfinished, { force: true })
      await rm(spool, { force: true })
    }
  }

  async recover(signal: AbortSignal): Promise<void> {
    for (const name of await readdir(this.#spool)) {
      const path = join(this.#spool, name)
      const into = FINISHED.find(({ finishedFrom }) => finishedFrom && name.endsWith(finishedFrom))
      if (into) await this.#insertFile(into, path, signal)
      await rm(path, { force: true })
    }
  }

  async #insertFile(into: Insert, path: string, signal: AbortSignal): Promise<void> {
    for (const statement of insertFromFile(into, path)) {
      await this.execute('bulk', statement, {}, signal)
    }
  }

  async close(): Promise<void> {
    opened--
    await this.#clients.interactive.close()
    await this.#clients.bulk.close()
    await this.#drain()
  }
}

async function loadChdb() {
  try {
    const [{ createChdbConnection }, { drainPending }] = await Promise.all([
      import('chdb/connection'),
      import('chdb'),
    ])
    return { createChdbConnection, drainPending }
  } catch (error) {
    throw new AppError(
      'STORE_UNAVAILABLE',
      `Cannot open the archive of positions: chDB has no build for this platform (${process.platform} ` +
        `${process.arch}); set WHEREABOUTS_POSITIONS_URL=http(s)://… to use a ClickHouse server instead`,
      { cause: error },
    )
  }
}
