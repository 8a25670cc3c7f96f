import { randomUUID } from 'node:crypto'
import { existsSync, readdirSync, renameSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { AppError } from '../domain/errors.ts'
import { makeFolder } from '../store/make-folder.ts'
import { syncFolder } from './sync-folder.ts'

/** A file that was put into the folder and is taken: nobody else takes it. */
export interface TakenFile {
  readonly path: string
  readonly name: string
  /** Stays the same when the server ends before it is done with the file, and takes it again. */
  readonly arrivalId: string
}

/**
 * A folder that files are put into. A file is taken once its size and time have not changed from one
 * look to the next; put under another name and renamed when whole, it is whole when it is seen.
 */
export class DropFolder {
  readonly #folder: string
  readonly #names: RegExp
  readonly #seen = new Map<string, string>()

  /**
   * @param names of the files that are meant; others are left alone.
   * @param setting what names the folder, for whoever has to mend it.
   * @throws AppError CONFIG_INVALID where it cannot be used.
   */
  constructor(folder: string, names: RegExp, setting: string) {
    this.#folder = folder
    this.#names = names
    try {
      for (const name of ['taken', 'done', 'failed']) makeFolder(join(folder, name))
    } catch (cause) {
      const why = cause instanceof Error ? cause.message : String(cause)
      throw new AppError('CONFIG_INVALID', `Cannot use ${setting}: ${why}`, { cause })
    }
  }

  /** Everything that is whole, with what an earlier process had taken and was not done with. */
  take(): TakenFile[] {
    for (const entry of readdirSync(this.#folder, { withFileTypes: true })) {
      const { name } = entry
      if (!entry.isFile() || !this.#names.test(name) || !this.#isWhole(name)) continue
      renameSync(join(this.#folder, name), join(this.#folder, 'taken', `${randomUUID()}~${name}`))
      this.#seen.delete(name)
    }
    syncFolder(join(this.#folder, 'taken'))
    return readdirSync(join(this.#folder, 'taken')).flatMap((taken) => {
      const [, arrivalId, name] = /^([0-9a-f-]{36})~(.+)$/s.exec(taken) ?? []
      if (arrivalId === undefined || name === undefined) return []
      return [{ path: join(this.#folder, 'taken', taken), name, arrivalId }]
    })
  }

  /** Puts a file away whose attempt is noted. @returns where it is. */
  putAway({ path, name, arrivalId }: TakenFile, where: 'done' | 'failed'): string {
    const to = join(this.#folder, where, name)
    const free = existsSync(to) ? join(this.#folder, where, `${arrivalId}~${name}`) : to
    renameSync(path, free)
    return free
  }

  #isWhole(name: string): boolean {
    const { size, mtimeMs } = statSync(join(this.#folder, name))
    const now = `${size} ${mtimeMs}`
    const before = this.#seen.get(name)
    this.#seen.set(name, now)
    return before === now
  }
}
