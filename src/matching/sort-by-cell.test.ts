import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sortedByCellAndTime } from './sort-by-cell.ts'

describe('sortedByCellAndTime()', () => {
  it.each([100, 20_000])(
    'orders %d items by cell and time, keeping the order of equals',
    (count) => {
      fc.assert(
        fc.property(fc.integer({ min: 1, max: 2 ** 31 - 1 }), (seed) => {
          let state = seed
          const next = () => {
            state = (Math.imul(state, 1103515245) + 12345) >>> 0
            return state
          }
          const cells = Uint32Array.from({ length: count }, () =>
            next() % 3 === 0 ? next() : next() % 50,
          )
          const times = Uint32Array.from({ length: count }, () => next() % 3_600_000)
          const expected = [...cells.keys()].sort(
            (a, b) =>
              (cells[a] ?? 0) - (cells[b] ?? 0) || (times[a] ?? 0) - (times[b] ?? 0) || a - b,
          )
          expect([...sortedByCellAndTime(cells, times)]).toEqual(expected)
        }),
        { numRuns: 5 },
      )
    },
  )
})
