import fc from 'fast-check'
import { expect, it } from 'vitest'
import { cllr } from './cllr.ts'
import { cllrShares } from './cllr-shares.ts'
import { tallyScores } from './score-tally.ts'
import { scoredPair } from './scored-pair.fixture.ts'
import { type ScoredPair, ScoredPairsBuilder } from './scored-pairs.ts'

const pair: ScoredPair = { ...scoredPair, verdict: 'inconclusive' }
const pairsOf = (list: readonly Partial<ScoredPair>[]) => {
  const builder = new ScoredPairsBuilder()
  for (const one of list) builder.add({ ...pair, ...one })
  return builder.build()
}

it('adds up to Cllr, whatever the coverage', () => {
  const some = fc.array(
    fc.record({
      log10Lr: fc.double({ min: -6, max: 6, noNaN: true }),
      isTrue: fc.boolean(),
      coverage: fc.constantFrom(0, 0.2, 0.5, 0.8, 0.99, 1),
    }),
  )
  fc.assert(
    fc.property(some, (list) => {
      const pairs = pairsOf([...list, { isTrue: true, log10Lr: 2 }, { isTrue: false }])
      const shares = cllrShares(pairs)
      const sum = shares.reduce((all, { ofTrues, ofInnocents }) => all + ofTrues + ofInnocents, 0)
      expect(sum).toBeCloseTo(cllr(tallyScores(pairs.log10Lr, pairs.isTrue)), 9)
      const counted = shares.reduce((all, of) => all + of.truePairs + of.innocentPairs, 0)
      expect(counted).toBe(pairs.length)
    }),
  )
})

it('tells what saying nothing costs where nothing is known', () => {
  const [silent, ...rest] = cllrShares(pairsOf([{ isTrue: true }, { coverage: 1, log10Lr: -400 }]))
  expect(silent).toMatchObject({ name: 'Nothing known', truePairs: 1, ofTrues: 0.5 })
  expect(rest.at(-1)).toMatchObject({ name: 'In full', innocentPairs: 1, ofInnocents: 0 })
})
