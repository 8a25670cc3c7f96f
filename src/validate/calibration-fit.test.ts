import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { calibratedLog10Lr, fitCalibration } from './calibration-fit.ts'
import { cllr, cllrMin } from './cllr.ts'
import { tallyScores } from './score-tally.ts'

/** Quantiles of the unit normal by counting: no chance in a test. */
const normals = Array.from({ length: 4001 }, (_, i) => (i - 2000) / 400).flatMap((z) =>
  new Array<number>(Math.round(200 * Math.exp((-z * z) / 2))).fill(z),
)
const truth = (trues: readonly number[], innocents: readonly number[]) =>
  Uint8Array.from([...trues.map(() => 1), ...innocents.map(() => 0)])
const tallyOf = (trues: readonly number[], innocents: readonly number[]) =>
  tallyScores([...trues, ...innocents], truth(trues, innocents))
const scores = fc.array(
  fc.integer({ min: -60, max: 60 }).map((tenths) => tenths / 10),
  {
    minLength: 1,
    maxLength: 40,
  },
)

describe('fitCalibration()', () => {
  it('recovers the ratio of two normals, which is a straight line in the score', () => {
    // N(3, 1) against N(1, 1): ln LR = 2 s - 4.
    const tally = tallyOf(
      normals.map((z) => z + 3),
      normals.map((z) => z + 1),
    )
    const { intercept, slopeAbove, slopeBelow } = fitCalibration(tally, 'one')
    expect(slopeAbove).toBe(slopeBelow)
    expect(slopeAbove).toBeCloseTo(2 / Math.LN10, 2)
    expect(intercept).toBeCloseTo(-4 / Math.LN10, 2)
  })

  it('recovers a slope above 0 and another below', () => {
    // As many pairs of each kind at every score as log10 LR = 0.2 + 0.5 s above and + 1.5 s below asks.
    const trues: number[] = []
    const innocents: number[] = []
    for (let score = -1.5; score <= 3; score += 0.125) {
      const odds = 10 ** (0.2 + (score > 0 ? 0.5 : 1.5) * score)
      const share = odds / (1 + odds)
      trues.push(...new Array<number>(Math.round(20_000 * share)).fill(score))
      innocents.push(...new Array<number>(Math.round(20_000 * (1 - share))).fill(score))
    }
    const tally = tallyOf(trues, innocents)
    const fitted = fitCalibration(tally, 'two')
    const prior = Math.log10(trues.length / innocents.length)
    expect(fitted.slopeAbove).toBeCloseTo(0.5, 2)
    expect(fitted.slopeBelow).toBeCloseTo(1.5, 2)
    expect(fitted.intercept).toBeCloseTo(0.2 - prior, 2)
  })

  it('lowers Cllr, the freer fit at least as much, and never below Cllr_min', () => {
    fc.assert(
      fc.property(scores, scores, (trues, innocents) => {
        const tally = tallyOf(trues, innocents)
        const costWith = (slopes: 'one' | 'two') => {
          const fit = fitCalibration(tally, slopes, 1e-9)
          const calibrated = (list: readonly number[]) => list.map((s) => calibratedLog10Lr(fit, s))
          return cllr(tallyOf(calibrated(trues), calibrated(innocents)))
        }
        expect(costWith('one')).toBeLessThanOrEqual(cllr(tally) + 1e-6)
        expect(costWith('two')).toBeLessThanOrEqual(costWith('one') + 1e-4)
        if (fitCalibration(tally, 'one', 1e-9).slopeAbove > 0) {
          expect(costWith('one')).toBeGreaterThanOrEqual(cllrMin(tally) - 1e-9)
        }
      }),
    )
  })

  it('stays finite where a threshold parts them, and refuses a single kind', () => {
    const { intercept, slopeAbove } = fitCalibration(tallyOf([1, 2], [-1, -2]), 'one')
    expect(Number.isFinite(intercept) && slopeAbove > 0 && slopeAbove < 100).toBe(true)
    expect(() => fitCalibration(tallyOf([1], []), 'two')).toThrow('1 true and 0 innocent pairs')
  })
})
