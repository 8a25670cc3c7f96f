import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { precisionAtRecall, precisionRecallCurve } from './precision-recall.ts'
import { areaUnderRoc, rocCurve } from './roc.ts'
import { tallyScores } from './score-tally.ts'

const tallyOf = (trues: readonly number[], innocents: readonly number[]) =>
  tallyScores(
    [...trues, ...innocents],
    Uint8Array.from([...trues.map(() => 1), ...innocents.map(() => 0)]),
  )
const scores = fc.array(fc.integer({ min: -4, max: 4 }), { minLength: 1, maxLength: 30 })

describe('areaUnderRoc()', () => {
  it('is the chance that a true pair outranks an innocent one, ties counting half', () => {
    fc.assert(
      fc.property(scores, scores, (trues, innocents) => {
        let wins = 0
        for (const t of trues) for (const n of innocents) wins += t > n ? 1 : t === n ? 0.5 : 0
        expect(areaUnderRoc(tallyOf(trues, innocents))).toBeCloseTo(
          wins / trues.length / innocents.length,
          12,
        )
      }),
    )
  })

  it('is the area under the curve that is drawn', () => {
    fc.assert(
      fc.property(scores, scores, (trues, innocents) => {
        const tally = tallyOf(trues, innocents)
        let area = 0
        let from = { trueShare: 0, innocentShare: 0 }
        for (const to of rocCurve(tally, 0)) {
          area += ((to.innocentShare - from.innocentShare) * (to.trueShare + from.trueShare)) / 2
          from = to
        }
        expect(from).toEqual({ trueShare: 1, innocentShare: 1 })
        expect(area).toBeCloseTo(areaUnderRoc(tally), 12)
      }),
    )
  })
})

describe('precisionAtRecall()', () => {
  it('lists a whole tie, and says what a random order would have given', () => {
    // Half of 4 true pairs: 9 is one; the tie at 5 holds the second with three innocent ones.
    const tally = tallyOf([9, 5, 1, 0], [7, 5, 5, 5, 1, 0, 0])
    const at = precisionAtRecall(tally, 0.5)
    expect(at.threshold).toBe(5)
    expect(at.precision).toBeCloseTo(2 / 6, 12)
    // Before the one true pair of the tie come 3 / 2 innocent ones in the mean, and the one at 7.
    expect(at.expected).toBeCloseTo(2 / (2 + 1 + 1.5), 12)
  })

  it('takes the tie of pairs that were never listed as all of them', () => {
    const tally = tallyOf([3, 0], new Array(98).fill(0))
    expect(precisionAtRecall(tally, 0.5).precision).toBe(1)
    expect(precisionAtRecall(tally, 0.8).precision).toBe(2 / 100)
  })

  it('wants 28 of 35 for a recall of 0.8, however binary rounds it', () => {
    const trues = [...new Array(28).fill(2), ...new Array(7).fill(0)]
    expect(precisionAtRecall(tallyOf(trues, [1, 1, 1]), 0.8).threshold).toBe(2)
  })

  it('is a point of the curve, and unknown without true pairs', () => {
    fc.assert(
      fc.property(scores, scores, (trues, innocents) => {
        const tally = tallyOf(trues, innocents)
        const first = precisionRecallCurve(tally, 0).find(({ recall }) => recall >= 0.5 - 1e-9)
        expect(precisionAtRecall(tally, 0.5).precision).toBeCloseTo(first?.precision ?? -1, 12)
      }),
    )
    expect(precisionAtRecall(tallyOf([], [1]), 0.5).precision).toBeNaN()
    expect(precisionRecallCurve(tallyOf([], [1]))).toEqual([])
  })
})
