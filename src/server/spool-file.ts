import { createHash, randomUUID } from 'node:crypto'
import { mkdirSync, rmSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { AppError } from '../domain/errors.ts'

/** What was sent, as a file of its own until `remove`. */
export interface SpooledFile {
  readonly path: string
  /** Hex. */
  readonly sha256: string
  remove(): void
}

/**
 * Puts what is sent into a file, a piece at a time, so that it is read as every file is and a slow sender holds
 * up nobody.
 *
 * @param name the file's, in a folder of its own: one that names no folder.
 * @throws whatever `pieces` throws; AppError STORE_UNAVAILABLE.
 */
export async function spoolFile(
  spool: string,
  name: string,
  pieces: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): Promise<SpooledFile> {
  const folder = join(spool, randomUUID())
  const path = join(folder, name)
  const remove = () => rmSync(folder, { recursive: true, force: true })
  const hash = createHash('sha256')
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    const file = await open(path, 'wx', 0o600)
    try {
      for await (const piece of pieces) {
        hash.update(piece)
        await file.writeFile(piece)
      }
    } finally {
      await file.close()
    }
    return { path, sha256: hash.digest('hex'), remove }
  } catch (error) {
    remove()
    if (error instanceof AppError) throw error
    throw new AppError('STORE_UNAVAILABLE', 'Cannot keep what was sent: the disk refuses it', {
      cause: error,
    })
  }
}
