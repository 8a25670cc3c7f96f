import { createHash } from 'node:crypto'
import { readInPieces } from './read-input.ts'

/**
 * The SHA-256 of a file, hex.
 *
 * @throws AppError FILE_UNREADABLE
 */
export async function hashFile(path: string): Promise<string> {
  const hash = createHash('sha256')
  await readInPieces(
    path,
    hash,
    () => undefined,
    () => undefined,
  )
  return hash.digest('hex')
}
