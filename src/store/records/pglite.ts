import {
  accessSync,
  constants,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
} from 'node:fs'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { PGlite } from '@electric-sql/pglite'
import { AppError } from '../../domain/errors.ts'
import { EngineRecords, type RecordsEngine, type RunStatement } from './engine-records.ts'
import { migrate, migrationsDigest } from './migrate.ts'
import { parsersByOid } from './record-values.ts'
import type { RecordRow, Records } from './records.ts'

/** The PostgreSQL that PGlite is; the files of another cannot be read. */
const ENGINE_VERSION = '18'

/**
 * Empty records of this engine and these tables, where the build made them; found from `src/` and `dist/`
 * alike. Data folders are copies of it: what must differ between them (a key) is for no migration to make.
 */
export const recordsTemplate = fileURLToPath(
  new URL(
    `../../../dist/records-template/${ENGINE_VERSION}-${migrationsDigest()}`,
    import.meta.url,
  ),
)

/** After so many statements, or characters of parameters, the log's length is looked at. */
const LOOK_AFTER_STATEMENTS = 500
const LOOK_AFTER_CHARACTERS = 16 * 1024 * 1024
const LONGEST_LOG_BYTES = 64 * 1024 * 1024

/** So that a checkpoint gives the log's files back instead of keeping them for later. */
const SMALL_LOG = ['-c', 'max_wal_size=64MB', '-c', 'min_wal_size=32MB']

/**
 * Opens the records in `folder`, made where there is none, and brings them up to date. Nobody else
 * may have the folder open: take its lock first.
 *
 * The engine (PGlite, PostgreSQL 18 in process) writes to the operating system before it acknowledges
 * but never asks it to sync: what was acknowledged survives the end of the process however it comes,
 * not a power cut. Where that matters, use a server.
 *
 * @throws AppError STORE_UNAVAILABLE; STORE_CORRUPT where files are damaged, and as {@link migrate}.
 */
export async function openEmbeddedRecords(folder: string): Promise<Records> {
  // As a path, or the engine might take it for one of its other kinds of store (`memory://`).
  const place = resolve(folder)
  let database: PGlite
  try {
    if (isEmpty(place)) await makeCluster(place)
    accessSync(place, constants.R_OK | constants.W_OK)
    checkVersion(place)
    database = await openExisting(place)
  } catch (cause) {
    if (cause instanceof AppError) throw cause
    const why = cause instanceof Error ? cause.message : String(cause)
    throw new AppError('STORE_UNAVAILABLE', `Cannot open the records in ${folder}: ${why}`, {
      cause,
    })
  }
  // Parameters come as text; without serialisers of its own the engine passes them on as they are.
  database.serializers = {}
  database.parsers = { ...parsersByOid }
  const records = new EngineRecords(new EmbeddedEngine(database))
  try {
    await migrate(records)
  } catch (error) {
    await records.close()
    throw error
  }
  return records
}

function openCluster(folder: string): Promise<PGlite> {
  return PGlite.create(folder, {
    relaxedDurability: false,
    startParams: [...PGlite.defaultStartParams, ...SMALL_LOG],
  })
}

/** The engine says little of files it cannot make sense of; they may be read and written, and were whole once. */
async function openExisting(folder: string): Promise<PGlite> {
  try {
    return await openCluster(folder)
  } catch (cause) {
    throw damaged(folder, cause)
  }
}

function damaged(folder: string, cause: unknown): AppError {
  const why = cause instanceof Error ? cause.message : String(cause)
  return new AppError(
    'STORE_CORRUPT',
    `Cannot open the records in ${folder}: its files are damaged; restore the data folder from a backup (the engine said: ${why})`,
    { cause },
  )
}

function isEmpty(folder: string): boolean {
  return !existsSync(folder) || readdirSync(folder).length === 0
}

/**
 * Beside its place, and moved there when it is whole: one that was cut off could not be opened again.
 * Copied where the build left one, because the engine takes seconds to make its own.
 */
async function makeCluster(folder: string): Promise<void> {
  const making = `${folder}.new`
  rmSync(making, { recursive: true, force: true })
  // Names are in it; the folder it lies in may have been made by others, for everybody.
  mkdirSync(making, { recursive: true, mode: 0o700 })
  if (existsSync(recordsTemplate)) cpSync(recordsTemplate, making, { recursive: true })
  else await (await openCluster(making)).close()
  rmSync(folder, { recursive: true, force: true })
  renameSync(making, folder)
}

function checkVersion(folder: string): void {
  const file = join(folder, 'PG_VERSION')
  if (!existsSync(file)) throw new Error('it holds other files, expected records or nothing')
  const version = readFileSync(file, 'utf8').trim()
  if (!/^\d+$/.test(version)) {
    throw damaged(folder, new Error(`its PG_VERSION is "${version}", expected ${ENGINE_VERSION}`))
  }
  if (version !== ENGINE_VERSION) {
    throw new Error(`they are of PostgreSQL ${version}, expected ${ENGINE_VERSION}`)
  }
}

class EmbeddedEngine implements RecordsEngine {
  readonly name = 'the records'
  readonly #database: PGlite
  #statements = 0
  #characters = 0
  #tidying = false

  constructor(database: PGlite) {
    this.#database = database
  }

  readonly run: RunStatement = async (sql, parameters) => {
    this.#count(parameters)
    const { rows } = await this.#database.query<RecordRow>(sql, parameters)
    await this.#tidyWhereDue()
    return rows
  }

  async transaction<T>(work: (run: RunStatement) => Promise<T>): Promise<T> {
    const result = await this.#database.transaction((transaction) =>
      work(async (sql, parameters) => {
        this.#count(parameters)
        return (await transaction.query<RecordRow>(sql, parameters)).rows
      }),
    )
    await this.#tidyWhereDue()
    return result
  }

  async close(): Promise<void> {
    if (!this.#database.closed) await this.#database.close()
  }

  #count(parameters: readonly (string | null)[]): void {
    this.#statements++
    for (const parameter of parameters) this.#characters += parameter?.length ?? 0
  }

  /**
   * A server's background processes are not there in process: nobody else would ever cut the
   * write-ahead log (it grew by all that was written, and opening after a kill replays it), free the
   * space of rows that went, or count what the planner goes by.
   */
  async #tidyWhereDue(): Promise<void> {
    const due =
      this.#statements >= LOOK_AFTER_STATEMENTS || this.#characters >= LOOK_AFTER_CHARACTERS
    if (!due || this.#tidying) return
    this.#tidying = true
    this.#statements = 0
    this.#characters = 0
    try {
      const { rows } = await this.#database.query<{ bytes: string }>(
        'select pg_wal_lsn_diff(pg_current_wal_lsn(), redo_lsn) as bytes from pg_control_checkpoint()',
      )
      if (Number(rows[0]?.bytes) < LONGEST_LOG_BYTES) return
      await this.#database.query('vacuum (analyze)')
      await this.#database.query('checkpoint')
    } catch {
      // What was asked for is done and kept; should the engine be broken, the next statement says so.
    } finally {
      this.#tidying = false
    }
  }
}
