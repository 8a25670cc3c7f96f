import { describe, expect, it } from 'vitest'
import { errorRates } from './error-rates.ts'
import { scoredPair as pair } from './scored-pair.fixture.ts'
import { type ScoredPair, ScoredPairsBuilder } from './scored-pairs.ts'

const pairsOf = (...list: readonly Partial<ScoredPair>[]) => {
  const builder = new ScoredPairsBuilder()
  for (const one of list) builder.add({ ...pair, ...one })
  return builder.build()
}

describe('errorRates()', () => {
  it('counts misleading evidence strictly: 0 misleads nobody, 2 is not above 2', () => {
    const rates = errorRates(
      pairsOf(
        { log10Lr: 0 },
        { log10Lr: 0.1 },
        { log10Lr: 2 },
        { log10Lr: 2.5 },
        { log10Lr: 4 },
        { log10Lr: -1, isTrue: true },
        { log10Lr: 0, isTrue: true },
        { log10Lr: 2.1, isTrue: true },
      ),
    )
    expect(rates).toMatchObject({ truePairs: 3, innocentPairs: 5 })
    expect(rates.innocentAbove0).toMatchObject({ count: 4, of: 5 })
    expect(rates.innocentAbove2).toMatchObject({ count: 2, of: 5 })
    expect(rates.innocentAbove3).toMatchObject({ count: 1, of: 5 })
    expect(rates.trueBelow0).toMatchObject({ count: 1, of: 3 })
    expect(rates.trueAbove2).toMatchObject({ count: 1, of: 3 })
  })

  it('asks for absence only where the window is covered, and of every true pair whether it was wrong', () => {
    const verdict = 'supports_absence'
    const rates = errorRates(
      pairsOf(
        { coverage: 1, verdict },
        { coverage: 1, verdict: 'inconclusive' },
        { coverage: 0.8, verdict },
        { coverage: 0.79, verdict },
        { isTrue: true, coverage: 0.1, verdict },
        { isTrue: true, coverage: 1, verdict: 'supports_presence' },
      ),
    )
    expect(rates.absenceAtFullCoverage).toMatchObject({ count: 1, of: 2 })
    expect(rates.absenceAtCoverage80).toMatchObject({ count: 2, of: 3 })
    expect(rates.absenceWrongly).toMatchObject({ count: 1, of: 2 })
  })

  it('counts only the rows it is given, and knows nothing of none', () => {
    const pairs = pairsOf({ isTrue: true, log10Lr: 3 }, { log10Lr: 5 }, { log10Lr: -3 })
    expect(errorRates(pairs, Uint32Array.of(0, 2))).toMatchObject({ innocentPairs: 1, auc: 1 })
    const none = errorRates(pairs, new Uint32Array())
    expect(none.cllr).toBeNaN()
    expect(none.precisionAt50.precision).toBeNaN()
    expect(none.trueAbove2.share).toBeNaN()
  })
})
