import fc from 'fast-check'
import { expect, it } from 'vitest'
import { windowCoverage } from './coverage.ts'

const SECOND = 1000
const BRIDGE_MINUTES = 5

/** Second by second: known where the positions before and after are at most the bridge apart. */
function bruteForce(seconds: readonly number[], from: number, to: number): number {
  const knownFrom = (second: number): boolean => {
    const before = Math.max(...seconds.filter((at) => at <= second))
    const after = Math.min(...seconds.filter((at) => at > second))
    return after - before <= BRIDGE_MINUTES * 60
  }
  let known = 0
  for (let second = from; second < to; second++) if (knownFrom(second)) known++
  if (to > from) return known / (to - from)
  // Two positions of that very instant, of two devices or in conflict, bracket it too.
  const then = seconds.filter((at) => at === from).length
  return then > 1 || knownFrom(from) || (then > 0 && knownFrom(from - 1)) ? 1 : 0
}

it('is the share of seconds between two positions at most the bridge apart', () => {
  const second = fc.oneof(
    fc.integer({ min: -900, max: 2700 }),
    fc.integer({ min: -3, max: 9 }).chain((steps) => fc.constant(steps * BRIDGE_MINUTES * 60)),
  )
  fc.assert(
    fc.property(
      fc.array(second, { maxLength: 20 }),
      fc.constantFrom(0, 0, 1, 60, 600, 1800),
      (seconds, length) => {
        const capturedAt = [...seconds].sort((a, b) => a - b).map((at) => at * SECOND)
        const window = { from: 0, to: length * SECOND }
        const coverage = windowCoverage(capturedAt, window, BRIDGE_MINUTES)
        expect(coverage).toBeCloseTo(bruteForce(seconds, 0, length), 9)
      },
    ),
    { numRuns: 2000 },
  )
})
