import { randomUUID } from 'node:crypto'
import { mkdirSync, readdirSync, rmSync } from 'node:fs'
import { open, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { syncFolder } from '../app/sync-folder.ts'

/** Messages that were acknowledged and are still to be worked on: files of one folder, each named by its delivery. */
export class MailSpool {
  readonly #folder: string

  constructor(folder: string) {
    this.#folder = folder
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    // What was still being received when the process ended was never acknowledged.
    for (const name of readdirSync(folder)) {
      if (name.endsWith('.part')) rmSync(join(folder, name))
    }
  }

  /**
   * Keeps a message. Once this resolves it is there after a loss of power too.
   *
   * @param tooLarge whether this is only the head of a message that was refused for its size.
   * @throws Error where the disk refuses it, and nothing is kept.
   */
  async keep(pieces: readonly Uint8Array[], tooLarge = false): Promise<void> {
    const id = randomUUID()
    const part = join(this.#folder, `${id}.part`)
    try {
      const file = await open(part, 'wx', 0o600)
      try {
        for (const piece of pieces) await file.writeFile(piece)
        await file.sync()
      } finally {
        await file.close()
      }
      await rename(part, join(this.#folder, `${id}.${tooLarge ? 'head' : 'eml'}`))
      syncFolder(this.#folder)
    } catch (error) {
      rmSync(part, { force: true })
      throw error
    }
  }

  /** What waits, in no order: messages do not depend on one another. */
  waiting(): { path: string; arrivalId: string; tooLarge: boolean }[] {
    return readdirSync(this.#folder).flatMap((name) => {
      const [, id, kind] = /^(.+)\.(eml|head)$/.exec(name) ?? []
      if (id === undefined) return []
      return [{ path: join(this.#folder, name), arrivalId: id, tooLarge: kind === 'head' }]
    })
  }

  remove(path: string): void {
    rmSync(path, { force: true })
  }
}
