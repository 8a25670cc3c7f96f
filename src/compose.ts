import { statfsSync } from 'node:fs'
import { join } from 'node:path'
import { auditHeadsFile, keepAuditHeads } from './app/audit-heads.ts'
import { resumeDeletions } from './app/complete-deletions.ts'
import type { DataFolder } from './app/data-folder.ts'
import { DaysInMemory, DEFAULT_DAYS_BYTES } from './app/days-in-memory.ts'
import { failAbandoned } from './app/fail-abandoned.ts'
import { keepReportsLeft } from './app/live/keep-reports-left.ts'
import { expectOwnRecords, expectRecordsThere, keepOwnRecords } from './app/own-records.ts'
import { threadsAllowed } from './app/threads-allowed.ts'
import type { Config } from './config.ts'
import { AppError } from './domain/errors.ts'
import { type FolderLock, lockFolder } from './store/folder-lock.ts'
import { openPlace } from './store/open-place.ts'
import { openEmbeddedArchive } from './store/positions/chdb.ts'
import { openServerArchive } from './store/positions/clickhouse-server.ts'
import { grantServerRights } from './store/records/grants.ts'
import { newestMigration } from './store/records/migrate.ts'
import { openEmbeddedRecords } from './store/records/pglite.ts'
import { openServerRecords } from './store/records/postgres.ts'
import { holdServerRecords } from './store/records/postgres-hold.ts'
import type { Records } from './store/records/records.ts'

/** With less than this free, an engine that fails has run out of disk. */
const FULL_DISK_MEGABYTES = 20
/** How long the audit may go on before its head is written outside the records again. */
const HEADS_EVERY_MS = 60_000

/**
 * Opens a data folder for one command (an import makes it where there is none): the lock first, then both engines,
 * embedded or by address. What an earlier process left unfinished is marked as such. Where the audit's chain ends is
 * written down outside the records at the opening, while it is open and at its end.
 *
 * @throws AppError FOLDER_HELD, STORE_UNAVAILABLE or STORE_CORRUPT.
 */
export async function withDataFolder<T>(
  data: string,
  command: string,
  config: Config,
  work: (folder: DataFolder, lock: FolderLock) => Promise<T>,
): Promise<T> {
  return withRecords(data, command, config, async (records, lock) => {
    const heads = await keepAuditHeads(records, headsFile(data, config), HEADS_EVERY_MS)
    const closing: (() => Promise<void>)[] = [() => heads.stop()]
    try {
      const opened = config.positionsUrl
        ? await openServerArchive(config.positionsUrl)
        : await openEmbeddedArchive(join(data, 'positions'))
      closing.unshift(() => opened.close())
      await opened.migrate()
      const days = new DaysInMemory(opened, DEFAULT_DAYS_BYTES)
      const threads = threadsAllowed(config.matchingThreads, command === 'serve')
      const folder: DataFolder = { records, archive: days.archive, days, threads }
      await failAbandoned(folder)
      await keepOwnRecords(data, folder)
      await resumeDeletions(folder)
      // A server hears them first, and keeps them itself.
      if (command !== 'serve') await keepReportsLeft(folder, reportsPlace(data))
      const done = await work(folder, lock)
      await heads.keep()
      return done
    } catch (error) {
      // The attempt is an event too; what stopped it may stop this, and is what matters.
      await heads.keep().catch(() => undefined)
      throw error
    } finally {
      for (const close of closing) await close()
    }
  })
}

/** The records of a data folder alone, held and brought up to date. @throws as {@link withDataFolder}. */
export async function withRecords<T>(
  data: string,
  command: string,
  config: Config,
  work: (records: Records, lock: FolderLock) => Promise<T>,
): Promise<T> {
  openPlace(data, command.startsWith('import ') || command === 'migrate')
  const lock = await lockFolder(data, command)
  const closing: (() => Promise<void>)[] = [() => lock.release()]
  try {
    const hold = config.recordsUrl ? await holdServerRecords(config.recordsUrl) : undefined
    if (hold) closing.unshift(() => hold.release())
    const embedded = join(data, 'records')
    if (!hold) await expectRecordsThere(data, embedded)
    const records =
      config.recordsUrl && hold
        ? await openServerRecords(config.recordsUrl, { hold })
        : await openEmbeddedRecords(embedded, { inThread: command === 'serve' })
    closing.unshift(() => records.close())
    await expectOwnRecords(data, records)
    return await work(records, lock)
  } catch (error) {
    throw withDiskSpace(error, data)
  } finally {
    for (const close of closing) await close()
  }
}

/** Where a data folder's log of reports is. */
export function reportsPlace(data: string): string {
  return join(data, 'live')
}

/** Where what devices report beyond what they may waits to be taken. */
export function heldPlace(data: string): string {
  return join(reportsPlace(data), 'held')
}

/** Where a data folder's audit heads are. */
export function headsFile(data: string, config: Config): string {
  return config.auditHeads ?? auditHeadsFile(data)
}

/**
 * Brings the records of an address, or else of a data folder, up to date, and grants a role of the server
 * what a server needs of them.
 *
 * @returns the newest migration's name.
 * @throws AppError FOLDER_HELD, STORE_UNAVAILABLE, STORE_CORRUPT, or WRONG_USE as {@link grantServerRights}.
 */
export async function migrateRecords(
  data: string | undefined,
  config: Config,
  role: string | undefined,
): Promise<string> {
  const { recordsUrl } = config
  if (recordsUrl === undefined) {
    return withRecords(data ?? '', 'migrate', config, (records) => newestMigration(records))
  }
  const hold = await holdServerRecords(recordsUrl)
  try {
    const records = await openServerRecords(recordsUrl, { hold })
    try {
      if (role !== undefined) await grantServerRights(records, role)
      return await newestMigration(records)
    } finally {
      await records.close()
    }
  } finally {
    await hold.release()
  }
}

/** What a full disk may be behind. */
const WRITES: ReadonlySet<string> = new Set(['STORE_UNAVAILABLE', 'AUDIT_UNWRITABLE'])

/** Engines say little when a disk is full, or take it for damage; where hardly any of it is free, that is why. */
function withDiskSpace(error: unknown, data: string): unknown {
  if (!(error instanceof AppError)) return error
  // What an engine takes for damage may be that it could not write.
  const ofEngine = error.code === 'STORE_CORRUPT' && error.cause !== undefined
  if (!WRITES.has(error.code) && !ofEngine) return error
  const { bavail, bsize } = statfsSync(data)
  const megabytes = Math.floor((bavail * bsize) / 2 ** 20)
  if (megabytes >= FULL_DISK_MEGABYTES) return error
  const failed = ofEngine ? `Cannot open the data folder ${data}` : error.message
  return new AppError(
    'STORE_UNAVAILABLE',
    `${failed}: the disk is full (${megabytes} MB are free); what was acknowledged is kept, make room and try again`,
    { cause: error },
  )
}
