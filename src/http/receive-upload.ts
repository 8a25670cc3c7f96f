import { createHash, randomUUID } from 'node:crypto'
import { mkdirSync, rmSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { AppError } from '../domain/errors.ts'
import type { ApiServices } from './api-services.ts'
import { InputInvalid } from './input-invalid.ts'

/** What was sent, as a file of its own until `remove`. */
export interface Upload {
  readonly path: string
  /** Hex. */
  readonly sha256: string
  remove(): void
}

const LONGEST_NAME = 200

/**
 * Puts what is sent into a file, a piece at a time, so that it is read as every file is and a slow sender holds
 * up nobody.
 *
 * @throws whatever `pieces` throws; AppError INPUT_INVALID for a name that is none; STORE_UNAVAILABLE.
 */
export async function receiveUpload(
  { spool }: Pick<ApiServices, 'spool'>,
  name: string,
  pieces: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): Promise<Upload> {
  checkName(name)
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

/** The name in Content-Disposition (RFC 6266); `undefined` where there is none. */
export function dispositionName(header: string | undefined): string | undefined {
  if (header === undefined) return undefined
  const [, encoded] = /;\s*filename\*\s*=\s*UTF-8''([^;\s]+)/i.exec(header) ?? []
  if (encoded !== undefined) {
    try {
      return decodeURIComponent(encoded)
    } catch {
      throw invalidName('it is not percent-encoded UTF-8')
    }
  }
  const [, quoted, token] =
    /;\s*filename\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^;\s]+))/i.exec(header) ?? []
  return quoted?.replace(/\\(.)/g, '$1') ?? token
}

function checkName(name: string): void {
  const isPlain =
    !/[/\\\p{Cc}\p{Surrogate}]/u.test(name) && name.trim() !== '' && !/^\.+$/.test(name)
  if (!isPlain) throw invalidName('expected the name of a file, without a folder')
  if (Buffer.byteLength(name) > LONGEST_NAME) {
    throw invalidName(`expected a file name of at most ${LONGEST_NAME} bytes`)
  }
}

function invalidName(message: string): InputInvalid {
  return new InputInvalid([{ at: 'header.Content-Disposition', message }])
}
