const turns = new WeakMap<object, Promise<unknown>>()

/** Does work on something after all that was begun on it before, however that ended: one at a time, in order. */
export function inTurn<T>(of: object, work: () => Promise<T>): Promise<T> {
  const done = (turns.get(of) ?? Promise.resolve()).then(work)
  turns.set(
    of,
    done.catch(() => undefined),
  )
  return done
}
