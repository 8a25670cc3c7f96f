import { createHash, type Hash } from 'node:crypto'
import { createReadStream, readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { AppError } from '../domain/errors.ts'

/** A file that was read, as summary.json lists it. */
export interface Input {
  /** The file's name without its folder. */
  readonly file: string
  /** Hex; of the whole file. */
  readonly sha256: string
  readonly rows: number
}

const CHUNK_BYTES = 4 * 1024 * 1024

/** Called as bytes of a file are read. */
export type OnBytes = (bytes: number) => void

/**
 * Reads a whole file that fits in memory.
 *
 * @throws AppError FILE_UNREADABLE
 */
export function readWhole(path: string): { bytes: Uint8Array; sha256: string } {
  try {
    const bytes = readFileSync(path)
    return { bytes, sha256: createHash('sha256').update(bytes).digest('hex') }
  } catch (cause) {
    throw unreadable(path, cause)
  }
}

/**
 * Gives a file's bytes piece by piece to `push` and returns its hash. Should `push` throw, the rest
 * is still read for the hash and the error thrown at the end, so that a summary can name the file.
 *
 * @throws AppError FILE_UNREADABLE, or whatever `push` threw first.
 */
export async function readInPieces(
  path: string,
  hash: Hash,
  push: (piece: Uint8Array) => void | Promise<void>,
  onBytes: OnBytes,
): Promise<void> {
  let failure: unknown
  try {
    for await (const piece of createReadStream(path, { highWaterMark: CHUNK_BYTES })) {
      hash.update(piece)
      onBytes(piece.length)
      if (failure !== undefined) continue
      try {
        await push(piece)
      } catch (error) {
        failure = error
      }
    }
  } catch (cause) {
    throw unreadable(path, cause)
  }
  if (failure !== undefined) throw failure
}

function unreadable(path: string, cause: unknown): AppError {
  const code = (cause as NodeJS.ErrnoException | null)?.code
  const why =
    code === 'ENOENT'
      ? 'there is no such file'
      : code === 'EISDIR'
        ? 'it is a folder, expected a file'
        : code === 'EACCES'
          ? 'this account may not read it'
          : String(cause instanceof Error ? cause.message : cause)
  return new AppError('FILE_UNREADABLE', `Cannot read ${basename(path)}: ${why}`, { cause })
}
