import fc from 'fast-check'
import { expect, it } from 'vitest'
import { windowCoverage } from './coverage.ts'

const SECOND = 1000
const BRIDGE = 5

it('is the share of the window, second by second, between positions near in time', () => {
  const seconds = fc.integer({ min: 0, max: 3000 })
  fc.assert(
    fc.property(fc.array(seconds, { maxLength: 12 }), seconds, seconds, (at, one, other) => {
      const captured = at.sort((a, b) => a - b).map((second) => second * SECOND)
      const [from, to] = [Math.min(one, other), Math.max(one, other)]
      const window = { from: from * SECOND, to: to * SECOND }
      const known = (instant: number) =>
        captured.some((position, i) => {
          const next = captured[i + 1] ?? Number.POSITIVE_INFINITY
          return next - position <= BRIDGE * 60_000 && position <= instant && instant <= next
        })
      const coverage = windowCoverage(captured, window, BRIDGE)
      if (from === to) {
        expect(coverage).toBe(known(window.from) ? 1 : 0)
        return
      }
      let covered = 0
      for (let second = from; second < to; second++) if (known((second + 0.5) * SECOND)) covered++
      expect(coverage).toBeCloseTo(covered / (to - from), 9)
    }),
  )
})
