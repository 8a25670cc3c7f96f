import { chmodSync, existsSync, readdirSync } from 'node:fs'
import { AppError } from '../domain/errors.ts'
import { makeFolder } from './make-folder.ts'

/** One of these is in every data folder that was ever opened. */
const MADE: ReadonlySet<string> = new Set([
  'records',
  'records-id',
  // Where making the records was cut off.
  'records.new',
  'positions',
  'live',
  'audit-heads.ndjson',
])
/** What may be put there before. */
const PREPARED: ReadonlySet<string> = new Set([
  'retention.json',
  'policy.json',
  'feeds.json',
  'secrets.key',
  'town',
  'lock.sock',
])
/** Made by file systems, and nobody's. */
const NOTHING: ReadonlySet<string> = new Set(['lost+found'])

/**
 * Makes sure of a data folder's place, before anything in it is opened: it is a data folder, or empty, or made.
 *
 * @param makes whether it is made where there is none.
 * @throws AppError STORE_UNAVAILABLE where there is none, it cannot be made or read, or it holds other files.
 */
export function openPlace(data: string, makes: boolean): void {
  if (!existsSync(data)) {
    if (!makes) {
      throw new AppError(
        'STORE_UNAVAILABLE',
        `Cannot open the data folder ${data}: there is none; "whereabouts import" makes one`,
      )
    }
    attempted('make', data, () => makeFolder(data, 0o700))
    return
  }
  const held = attempted('read', data, () => readdirSync(data)).filter((name) => !NOTHING.has(name))
  if (held.some((name) => MADE.has(name))) return
  const other = held.find((name) => !PREPARED.has(name))
  if (other !== undefined) {
    throw new AppError(
      'STORE_UNAVAILABLE',
      `Cannot use ${data} as a data folder: it is none, and holds other files (${other}); expected a data folder, an empty folder, or a place where there is none yet`,
    )
  }
  ownersOnly(data)
}

/** From now on it will hold where people were. A folder of somebody else's cannot be changed, and is theirs to close. */
function ownersOnly(data: string): void {
  try {
    chmodSync(data, 0o700)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM')
      throw unusable('keep to its owner', data, error)
  }
}

function attempted<T>(what: 'make' | 'read', data: string, work: () => T): T {
  try {
    return work()
  } catch (error) {
    throw unusable(what, data, error)
  }
}

function unusable(what: string, data: string, cause: unknown): AppError {
  const why = cause instanceof Error ? cause.message : String(cause)
  return new AppError('STORE_UNAVAILABLE', `Cannot ${what} the data folder ${data}: ${why}`, {
    cause,
  })
}
