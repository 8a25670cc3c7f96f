import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Interval, subtract } from './interval.ts'

const end = fc.oneof(
  { weight: 9, arbitrary: fc.integer({ min: 0, max: 30 }) },
  fc.constant(Infinity),
)
const interval = fc.tuple(end, end).map(([from, to]): Interval => ({ from, to }))
const intervals = fc.array(interval, { maxLength: 6 })
const holds = (list: readonly Interval[], at: number) =>
  list.some(({ from, to }) => from <= at && at < to)

describe('subtract', () => {
  it('leaves the instants of one that are not in the other, disjoint and in order', () => {
    fc.assert(
      fc.property(intervals, intervals, (some, without) => {
        const left = subtract(some, without)
        for (let at = 0; at < 40; at++) {
          expect(holds(left, at)).toBe(holds(some, at) && !holds(without, at))
        }
        left.forEach(({ from, to }, index) => {
          expect(from).toBeLessThan(to)
          if (index > 0) expect(from).toBeGreaterThan(left[index - 1]?.to ?? Infinity)
        })
      }),
    )
  })

  it('keeps an interval without bounds around a hole', () => {
    expect(subtract([{ from: -Infinity, to: Infinity }], [{ from: 1, to: 2 }])).toEqual([
      { from: -Infinity, to: 1 },
      { from: 2, to: Infinity },
    ])
  })
})
