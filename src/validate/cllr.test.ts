import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cllr, cllrMin } from './cllr.ts'
import { poolAdjacentViolators } from './pool-adjacent-violators.ts'
import { tallyScores } from './score-tally.ts'

const tallyOf = (trues: readonly number[], innocents: readonly number[]) =>
  tallyScores(
    [...trues, ...innocents],
    Uint8Array.from([...trues.map(() => 1), ...innocents.map(() => 0)]),
  )
const scores = fc.array(
  fc.integer({ min: -40, max: 40 }).map((tenths) => tenths / 10),
  {
    minLength: 1,
    maxLength: 40,
  },
)

describe('cllr()', () => {
  it('is 1 when nothing is said, however many there are of each', () => {
    expect(cllr(tallyOf([0, 0], [0, 0, 0, 0, 0]))).toBeCloseTo(1, 12)
  })

  it('is what the formula gives by hand', () => {
    // True at 10 and 1/10, innocent at 1/100: ½ [ ½ (log2 1.1 + log2 11) + log2 1.01 ]
    const byHand = ((Math.log2(1.1) + Math.log2(11)) / 2 + Math.log2(1.01)) / 2
    expect(cllr(tallyOf([1, -1], [-2]))).toBeCloseTo(byHand, 12)
  })

  it('weighs the two kinds the same, and does not overflow', () => {
    expect(cllr(tallyOf([1, 1, 1], [-1]))).toBeCloseTo(cllr(tallyOf([1], [-1, -1])), 12)
    expect(cllr(tallyOf([-1000], [0]))).toBeCloseTo((1000 * Math.log2(10) + 1) / 2, 6)
    expect(cllr(tallyOf([1000], [-1000]))).toBe(0)
  })
})

describe('cllrMin()', () => {
  it('is never more than Cllr, than 1, nor than any straight recalibration costs', () => {
    fc.assert(
      fc.property(
        scores,
        scores,
        fc.integer({ min: -9, max: 9 }),
        fc.integer({ min: 1, max: 30 }),
        (trues, innocents, shift, stretch) => {
          const least = cllrMin(tallyOf(trues, innocents))
          const other = (list: readonly number[]) => list.map((s) => shift / 3 + (s * stretch) / 10)
          expect(least).toBeLessThanOrEqual(cllr(tallyOf(trues, innocents)) + 1e-12)
          expect(least).toBeLessThanOrEqual(cllr(tallyOf(other(trues), other(innocents))) + 1e-12)
          expect(least).toBeLessThanOrEqual(1 + 1e-12)
        },
      ),
    )
  })

  it('depends on the order alone', () => {
    fc.assert(
      fc.property(scores, scores, (trues, innocents) => {
        const bent = (list: readonly number[]) => list.map((score) => Math.sinh(score) + 7)
        expect(cllrMin(tallyOf(bent(trues), bent(innocents)))).toBe(
          cllrMin(tallyOf(trues, innocents)),
        )
      }),
    )
  })

  it('is 0 when a threshold parts them, 1 when they are upside down', () => {
    expect(cllrMin(tallyOf([1, 2], [0, -1]))).toBe(0)
    expect(cllrMin(tallyOf([-1, -2], [1, 0]))).toBeCloseTo(1, 12)
  })
})

describe('poolAdjacentViolators()', () => {
  it('pools as by hand', () => {
    // Ascending: n at 1, t at 2, n at 3, t at 4, t at 5. The pair at 2 and 3 goes down and is pooled.
    const blocks = poolAdjacentViolators(tallyOf([2, 4, 5], [1, 3]))
    expect(blocks).toEqual([
      { fromScore: 1, toScore: 1, trues: 0, innocents: 1, log10Lr: Number.NEGATIVE_INFINITY },
      { fromScore: 2, toScore: 3, trues: 1, innocents: 1, log10Lr: Math.log10(1 / 3 / (1 / 2)) },
      { fromScore: 4, toScore: 5, trues: 2, innocents: 0, log10Lr: Number.POSITIVE_INFINITY },
    ])
  })

  it('gives ratios that rise, and loses no pair', () => {
    fc.assert(
      fc.property(scores, scores, (trues, innocents) => {
        const blocks = poolAdjacentViolators(tallyOf(trues, innocents))
        const ratios = blocks.map((block) => block.log10Lr)
        for (const [i, ratio] of ratios.slice(1).entries()) {
          expect(ratio).toBeGreaterThan(ratios[i] ?? Number.NaN)
        }
        expect(blocks.reduce((sum, block) => sum + block.trues, 0)).toBe(trues.length)
        expect(blocks.reduce((sum, block) => sum + block.innocents, 0)).toBe(innocents.length)
      }),
    )
  })
})
