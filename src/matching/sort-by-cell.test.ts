import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CellSorter } from './sort-by-cell.ts'

/** Numbers of `count` items, many of them equal; a third anywhere in 32 bits. */
function numbersOf(count: number, seed: number): Uint32Array {
  let state = seed
  const next = () => {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0
    return state
  }
  return Uint32Array.from({ length: count }, () => (next() % 3 === 0 ? next() : next() % 50))
}

describe('CellSorter', () => {
  it('orders items by cell, then by the upper bits of another number, keeping the order of equals, whatever it sorted before', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom(0, 1, 100, 1023, 1024, 20_000), fc.nat()), {
          minLength: 1,
          maxLength: 4,
        }),
        (sorts) => {
          const sorter = new CellSorter(20_000)
          for (const [count, seed] of sorts) {
            const cells = numbersOf(count, seed)
            const then = numbersOf(count, seed + 1)
            const upper = (item: number) => (then[item] ?? 0) >>> 17
            const expected = [...cells.keys()].sort(
              (a, b) => (cells[a] ?? 0) - (cells[b] ?? 0) || upper(a) - upper(b) || a - b,
            )
            expect([...sorter.sorted(cells, then)]).toEqual(expected)
          }
        },
      ),
      { numRuns: 10 },
    )
  })
})
