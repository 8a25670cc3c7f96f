/** Long work that pauses every few milliseconds, for whoever has others waiting. */
export type InPieces<T> = Generator<undefined, T>

/** All of it, without a pause. */
export function atOnce<T>(work: InPieces<T>): T {
  let step = work.next()
  while (!step.done) step = work.next()
  return step.value
}
