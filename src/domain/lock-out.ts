/** Wrong tries that cost nothing: people mistype. */
const FREE_TRIES = 4
const LONGEST_WAIT_MINUTES = 60

/**
 * Minutes an account waits after its n-th wrong try in a row, n from 1; the last holds for every further
 * one. It doubles and ends at an hour: guessing gets nowhere, and nobody is shut out for good.
 */
export const lockOutMinutes: readonly number[] = waits()

function waits(): number[] {
  const minutes: number[] = new Array(FREE_TRIES).fill(0)
  for (let wait = 1; wait < LONGEST_WAIT_MINUTES; wait *= 2) minutes.push(wait)
  return [...minutes, LONGEST_WAIT_MINUTES]
}
