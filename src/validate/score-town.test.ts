import { expect, test } from 'vitest'
import { defaultParameters } from '../matching/parameters.ts'
import { openTown } from './open-towns/open-town.ts'
import { scoreTown } from './score-town.ts'
import type { ScoredPair } from './scored-pairs.ts'

const town = openTown({ seed: 5, mode: 'mixed', wearers: 12, days: 6, offences: 24 })
const pairs: ScoredPair[] = []
const { engine } = scoreTown(town, defaultParameters, (pair) => pairs.push(pair))

test('every wearer who could be compared is weighed at every crime, once', () => {
  const trueOnes = pairs.filter(({ isTrue }) => isTrue)
  expect(pairs).toHaveLength(town.crimes.length * town.lawful.deviceWearerIds.length)
  expect(trueOnes).toHaveLength(town.offences.size)
})

test('what is learned of the trails are shares', () => {
  expect(engine.componentWeights).toHaveLength(4)
  for (const weights of engine.componentWeights) {
    expect(weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 9)
  }
})

test('absence is claimed of many, each with a weak ratio and known whereabouts, and of nobody who was there', () => {
  const absent = pairs.filter(({ verdict }) => verdict === 'supports_absence')
  expect(absent.length).toBeGreaterThan(100)
  for (const { log10Lr, coverage, isTrue } of absent) {
    expect(log10Lr).toBeLessThanOrEqual(defaultParameters.evidence.absenceTo)
    expect(coverage).toBeGreaterThan(0)
    expect(isTrue).toBe(false)
  }
})
