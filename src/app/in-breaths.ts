import type { InPieces } from '../domain/in-pieces.ts'

/** How long work may keep everybody else waiting. */
const HELD_MS = 20

/**
 * For long work beside a server: asked between its steps, lets whatever waits go first once the work has held the
 * process for long enough.
 */
export function inBreaths(): () => Promise<void> {
  let since = performance.now()
  return async () => {
    if (performance.now() - since < HELD_MS) return
    await new Promise((resolve) => setImmediate(resolve))
    since = performance.now()
  }
}

/** Does work that pauses, and lets whatever waits go first in its pauses. */
export async function pieceByPiece<T>(work: InPieces<T>): Promise<T> {
  const breath = inBreaths()
  let step = work.next()
  for (; !step.done; step = work.next()) await breath()
  return step.value
}
