import pg from 'pg'
import { AppError } from '../../domain/errors.ts'
import { asRecordsFault } from './engine-faults.ts'
import { EngineRecords, type RecordsEngine, type RunStatement } from './engine-records.ts'
import { migrate } from './migrate.ts'
import { clientSettings, Sockets, wrongAddress } from './postgres-connection.ts'
import type { RecordsHold } from './postgres-hold.ts'
import { parsersByOid } from './record-values.ts'
import type { RecordRow, Records } from './records.ts'

const OLDEST_VERSION = 15
const CONNECTIONS = 10
/** A connection that does not roll back in this time is closed, and the server does it. */
const ROLLBACK_MS = 5000

/** What the adapter relies on, whatever the server's own settings. */
const SESSION =
  '-c timezone=UTC -c datestyle=ISO -c bytea_output=hex -c extra_float_digits=1 -c client_encoding=UTF8'

const types = {
  getTypeParser: (oid: number) => parsersByOid[oid] ?? ((text: string) => text),
} as pg.CustomTypesConfig

export interface ServerRecordsOptions {
  /** Longest time one statement may take, in milliseconds: 120,000 unless said otherwise. */
  readonly limitMs?: number
  /** Nothing is done any more once it is lost. */
  readonly hold?: RecordsHold
}

/**
 * Opens the records on a PostgreSQL server, 15 or newer with UTF-8, and brings them up to date.
 *
 * @param url `postgres://user:password@host:port/database`; never shown in a message.
 * @throws AppError STORE_UNAVAILABLE, or STORE_CORRUPT as {@link migrate}.
 */
export async function openServerRecords(
  url: string,
  { limitMs, hold }: ServerRecordsOptions = {},
): Promise<Records> {
  const sockets = new Sockets()
  const pool = poolTo(url, sockets, limitMs)
  // A connection that fails while idle is replaced; a statement that needed it says so itself.
  pool.on('error', () => undefined)
  const records = new EngineRecords(new ServerEngine(pool, sockets, hold))
  try {
    await checkServer(records)
    await migrate(records)
  } catch (error) {
    await records.close()
    throw error
  }
  return records
}

function poolTo(url: string, sockets: Sockets, limitMs: number | undefined): pg.Pool {
  const settings = clientSettings(url, sockets, { limitMs, session: SESSION })
  try {
    return new pg.Pool({ ...settings, max: CONNECTIONS, types })
  } catch {
    // Not passed on as a cause: what the parser throws holds the address with its password.
    throw wrongAddress()
  }
}

async function checkServer(records: Records): Promise<void> {
  const [row] = await records.query<{ version: string; encoding: string }>(
    "select current_setting('server_version_num') as version, current_setting('server_encoding') as encoding",
  )
  const major = Math.floor(Number(row?.version) / 10_000)
  if (major < OLDEST_VERSION) {
    throw new AppError(
      'STORE_UNAVAILABLE',
      `Cannot use the records: the server is PostgreSQL ${major}, expected ${OLDEST_VERSION} or newer`,
    )
  }
  if (row?.encoding !== 'UTF8') {
    throw new AppError(
      'STORE_UNAVAILABLE',
      `Cannot use the records: the database's encoding is ${row?.encoding}, expected UTF8`,
    )
  }
}

class ServerEngine implements RecordsEngine {
  readonly name = 'the records of WHEREABOUTS_RECORDS_URL'
  readonly #pool: pg.Pool
  readonly #sockets: Sockets
  readonly #hold: RecordsHold | undefined

  constructor(pool: pg.Pool, sockets: Sockets, hold: RecordsHold | undefined) {
    this.#pool = pool
    this.#sockets = sockets
    this.#hold = hold
  }

  readonly run: RunStatement = async (sql, parameters) => {
    this.#hold?.assertHeld()
    return (await this.#pool.query<RecordRow>(sql, parameters)).rows
  }

  async transaction<T>(work: (run: RunStatement) => Promise<T>): Promise<T> {
    const client = await this.#pool.connect()
    let broken: Error | undefined
    // Lost between two statements: the next one, or COMMIT, fails.
    const lost = (error: Error) => {
      broken = error
    }
    client.on('error', lost)
    try {
      await client.query('BEGIN')
      const result = await work(
        async (sql, parameters) => (await client.query<RecordRow>(sql, parameters)).rows,
      )
      this.#hold?.assertHeld()
      const { command } = await client.query('COMMIT')
      if (command !== 'COMMIT') throw new Error('the transaction was rolled back at its end')
      return result
    } catch (error) {
      broken ??= await rolledBack(client)
      throw error
    } finally {
      client.off('error', lost)
      client.release(broken)
    }
  }

  async forgetDeleted(): Promise<boolean> {
    return false
  }

  async close(): Promise<void> {
    if (!this.#pool.ended) await this.#pool.end()
    await this.#sockets.closed()
  }
}

/** @returns why the connection cannot be used again, where it cannot. */
async function rolledBack(client: pg.PoolClient): Promise<Error | undefined> {
  try {
    await client.query({ text: 'ROLLBACK', query_timeout: ROLLBACK_MS } as pg.QueryConfig)
    return undefined
  } catch (failure) {
    return asRecordsFault(failure)
  }
}
