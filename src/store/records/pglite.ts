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
import { AppError } from '../../domain/errors.ts'
import { EmbeddedEngine, type EmbeddedSession } from './embedded-engine.ts'
import { EngineRecords } from './engine-records.ts'
import { migrate, migrationsDigest } from './migrate.ts'
import { openPglite } from './open-pglite.ts'
import { openPgliteThread } from './pglite-session.ts'
import type { Records } from './records.ts'

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

/**
 * Opens the records in `folder`, made where there is none, and brings them up to date. Nobody else
 * may have the folder open: take its lock first.
 *
 * The engine (PGlite, PostgreSQL 18 in process) writes to the operating system before it acknowledges
 * but never asks it to sync: what was acknowledged survives the end of the process however it comes,
 * not a power cut. Where that matters, use a server.
 *
 * @param inThread for a server: statements run in a thread of their own, and hold up nobody who waits for no record.
 * @throws AppError STORE_UNAVAILABLE; STORE_CORRUPT where files are damaged, and as {@link migrate}.
 */
export async function openEmbeddedRecords(
  folder: string,
  { inThread = false }: { readonly inThread?: boolean } = {},
): Promise<Records> {
  // As a path, or the engine might take it for one of its other kinds of store (`memory://`).
  const place = resolve(folder)
  let session: EmbeddedSession
  try {
    if (isEmpty(place)) await makeCluster(place)
    accessSync(place, constants.R_OK | constants.W_OK)
    checkVersion(place)
    session = await openExisting(place, inThread)
  } catch (cause) {
    if (cause instanceof AppError) throw cause
    const why = cause instanceof Error ? cause.message : String(cause)
    throw new AppError('STORE_UNAVAILABLE', `Cannot open the records in ${folder}: ${why}`, {
      cause,
    })
  }
  const records = new EngineRecords(new EmbeddedEngine(session))
  try {
    await migrate(records)
  } catch (error) {
    await records.close()
    throw error
  }
  return records
}

/** The engine says little of files it cannot make sense of; they may be read and written, and were whole once. */
async function openExisting(folder: string, inThread: boolean): Promise<EmbeddedSession> {
  try {
    return await (inThread ? openPgliteThread(folder) : openPglite(folder))
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
  else await (await openPglite(making)).close()
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
