import { AppError } from '../domain/errors.ts'

/** A batch is read as a whole while everybody waits, row by row: far more than any force sends. */
export const MOST_BATCH_LINES = 10_000

const LF = 10
const CR = 13

/** What comes, as long as it has no more lines than a batch may have. @throws AppError TOO_LARGE. */
export async function* fewBatchLines(
  pieces: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  let breaks = 0
  let last = 0
  for await (const piece of pieces) {
    for (const byte of piece) {
      if (byte === CR || (byte === LF && last !== CR)) breaks++
      last = byte
    }
    if (breaks > MOST_BATCH_LINES) {
      throw new AppError(
        'TOO_LARGE',
        `Cannot take the batch: it has more than ${MOST_BATCH_LINES} lines; send it in parts`,
      )
    }
    yield piece
  }
}
