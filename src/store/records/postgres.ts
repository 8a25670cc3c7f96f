import pg from 'pg'
import { AppError } from '../../domain/errors.ts'
import { asRecordsFault } from './engine-faults.ts'
import { EngineRecords, type RecordsEngine, type RunStatement } from './engine-records.ts'
import { migrate } from './migrate.ts'
import { parsersByOid } from './record-values.ts'
import type { RecordRow, Records } from './records.ts'

const OLDEST_VERSION = 15
const CONNECTIONS = 10
const CONNECT_MS = 10_000

/** What the adapter relies on, whatever the server's own settings. */
const SESSION =
  '-c timezone=UTC -c datestyle=ISO -c bytea_output=hex -c extra_float_digits=1 -c client_encoding=UTF8'

const types = {
  getTypeParser: (oid: number) => parsersByOid[oid] ?? ((text: string) => text),
} as pg.CustomTypesConfig

/**
 * Opens the records on a PostgreSQL server, 15 or newer with UTF-8, and brings them up to date.
 *
 * @param url `postgres://user:password@host:port/database`; never shown in a message.
 * @throws AppError STORE_UNAVAILABLE, or STORE_CORRUPT as {@link migrate}.
 */
export async function openServerRecords(url: string): Promise<Records> {
  const pool = poolTo(url)
  // A connection that fails while idle is replaced; a statement that needed it says so itself.
  pool.on('error', () => undefined)
  const records = new EngineRecords(new ServerEngine(pool))
  try {
    await checkServer(records)
    await migrate(records)
  } catch (error) {
    await records.close()
    throw error
  }
  return records
}

function poolTo(url: string): pg.Pool {
  // Not passed on as a cause: what the parser throws holds the address with its password.
  const wrong = new AppError(
    'STORE_UNAVAILABLE',
    'Cannot open the records: the address is not one of PostgreSQL, expected postgres://user:password@host:port/database',
  )
  if (!/^postgres(ql)?:\/\//.test(url)) throw wrong
  try {
    return new pg.Pool({
      connectionString: url,
      options: SESSION,
      max: CONNECTIONS,
      connectionTimeoutMillis: CONNECT_MS,
      keepAlive: true,
      application_name: 'whereabouts',
      types,
    })
  } catch {
    throw wrong
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
  readonly #pool: pg.Pool

  constructor(pool: pg.Pool) {
    this.#pool = pool
  }

  readonly run: RunStatement = async (sql, parameters) =>
    (await this.#pool.query<RecordRow>(sql, parameters)).rows

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
      const { command } = await client.query('COMMIT')
      if (command !== 'COMMIT') throw new Error('the transaction was rolled back at its end')
      return result
    } catch (error) {
      await client.query('ROLLBACK').catch((failure: unknown) => {
        broken = asRecordsFault(failure)
      })
      throw error
    } finally {
      client.off('error', lost)
      client.release(broken)
    }
  }

  async close(): Promise<void> {
    if (!this.#pool.ended) await this.#pool.end()
  }
}
