import { AppError } from '../domain/errors.ts'

/** A batch is read as a whole while everybody waits, row by row: far more than any force sends. */
export const MOST_BATCH_LINES = 10_000

const LF = 10
const CR = 13

/** How many lines a file has more than a batch may; 0 where it has not. */
export function linesTooMany(bytes: Uint8Array): number {
  return Math.max(0, lineBreaks(bytes, 0) - MOST_BATCH_LINES)
}

/** What comes, as long as it has no more lines than a batch may have. @throws AppError TOO_LARGE. */
export async function* fewBatchLines(
  pieces: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  let breaks = 0
  let last = 0
  for await (const piece of pieces) {
    breaks += lineBreaks(piece, last)
    last = piece.at(-1) ?? last
    if (breaks > MOST_BATCH_LINES) {
      throw new AppError(
        'TOO_LARGE',
        `Cannot take the batch: it has more than ${MOST_BATCH_LINES} lines; send it in parts`,
      )
    }
    yield piece
  }
}

/** @param before the byte before the first, which may be the first half of a break. */
function lineBreaks(bytes: Uint8Array, before: number): number {
  let breaks = 0
  let last = before
  for (const byte of bytes) {
    if (byte === CR || (byte === LF && last !== CR)) breaks++
    last = byte
  }
  return breaks
}
