const MINUTE = 60_000
/** How long to wait after each try; then every hour. */
const WAITS_MINUTES = [1, 5, 15, 60]
/** A day after the first, nobody waits for it any more. */
const MOST_TRIES = WAITS_MINUTES.length + 23

/**
 * How long what could not be sent waits for its next try. Milliseconds.
 *
 * @param tries how often it had been tried before this one.
 * @returns undefined where it is given up.
 */
export function waitAfter(tries: number): number | undefined {
  return tries + 1 >= MOST_TRIES ? undefined : (WAITS_MINUTES[tries] ?? 60) * MINUTE
}
