import { randomUUID } from 'node:crypto'
import type { Actor } from '../domain/actor.ts'
import { AppError } from '../domain/errors.ts'
import type { Upload } from './receive-upload.ts'

/** How long a file waits for the command that reads it. */
const WAIT_MS = 60 * 60_000

/** Files that were sent for a command, each until it is taken once, by whoever sent it. */
export class Uploads {
  readonly #waiting = new Map<string, { upload: Upload; accountId: number | undefined }>()

  keep(upload: Upload, { accountId }: Actor): string {
    const id = randomUUID()
    this.#waiting.set(id, { upload, accountId })
    setTimeout(() => {
      if (this.#waiting.delete(id)) upload.remove()
    }, WAIT_MS).unref()
    return id
  }

  /** @throws AppError INPUT_INVALID where there is none of that id from this account. */
  take(id: string, { accountId }: Actor): Upload {
    const kept = this.#waiting.get(id)
    if (!kept || kept.accountId !== accountId) {
      throw new AppError('INPUT_INVALID', 'Cannot find a file that was sent: send it again')
    }
    this.#waiting.delete(id)
    return kept.upload
  }
}
