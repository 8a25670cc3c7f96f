import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { chanceOf } from './chance.ts'

const measured = {
  innocentExceedance: [
    [0, 0.1],
    [1, 0.01],
    [2, 0.001],
    [3, 0.0002],
    [3.5, 0],
  ],
} as const

describe('chanceOf()', () => {
  it('is bounded by theory where nothing was measured', () => {
    const none = { innocentExceedance: [] }
    expect(chanceOf(2, 1000, none)).toEqual({ compared: 1000, expectedAsHigh: 10, basis: 'bound' })
    expect(chanceOf(-1, 1000, none).expectedAsHigh).toBe(1000)
  })

  it('goes log-linearly between what was measured, and no lower beyond it', () => {
    const expected = (log10Lr: number) => chanceOf(log10Lr, 10_000, measured).expectedAsHigh
    expect(expected(1)).toBeCloseTo(100, 6)
    expect(expected(1.5)).toBeCloseTo(10_000 * 10 ** -2.5, 6)
    expect(expected(3)).toBeCloseTo(2, 6)
    expect(expected(4)).toBeCloseTo(2, 6)
    expect(expected(-3)).toBe(10_000)
    expect(chanceOf(1, 10, measured).basis).toBe('measured')
  })

  it('never rises with the ratio, whatever the table', () => {
    const row = fc.tuple(
      fc.double({ min: -3, max: 5, noNaN: true }),
      fc.double({ min: 0, max: 1, noNaN: true }),
    )
    const ratio = fc.double({ min: -6, max: 8, noNaN: true })
    fc.assert(
      fc.property(fc.array(row), ratio, ratio, (rows, a, b) => {
        const innocentExceedance = rows.sort(([x], [y]) => x - y)
        const of = (log10Lr: number) => chanceOf(log10Lr, 1, { innocentExceedance }).expectedAsHigh
        expect(of(Math.max(a, b))).toBeLessThanOrEqual(of(Math.min(a, b)) * (1 + 1e-9))
        expect(of(a)).toBeLessThanOrEqual(1)
      }),
    )
  })
})
