import { expect, test } from 'vitest'
import { defaultParameters } from '../matching/parameters.ts'
import { openTown } from './open-towns/open-town.ts'
import { scoreOffences } from './score-offences.ts'
import { scoreTown } from './score-town.ts'
import { verdicts } from './scored-pairs.ts'

const town = openTown({ seed: 5, mode: 'mixed', wearers: 12, days: 6, offences: 24 })
const { pairs, scores, note, shifted } = scoreTown(town, 5, defaultParameters)

test('every wearer who could be compared is weighed at every crime, once', () => {
  expect(pairs.length).toBe(town.crimes.length * town.lawful.deviceWearerIds.length)
  expect(pairs.isTrue.reduce((sum, one) => sum + one, 0)).toBe(town.offences.size)
  expect(scores.isTrue).toEqual(pairs.isTrue)
  expect(note).toMatchObject({ seed: 5, offences: town.offences.size, wearers: 12 })
})

test('trails of other days are weighed as finite ratios', () => {
  expect(shifted.length).toBeGreaterThan(town.offences.size)
  expect(shifted.every(Number.isFinite)).toBe(true)
})

test('absence is claimed of many, each with a weak ratio and known whereabouts, and of nobody who was there', () => {
  let absent = 0
  for (let i = 0; i < pairs.length; i++) {
    if (verdicts[pairs.verdict[i] ?? -1] !== 'supports_absence') continue
    absent++
    expect(pairs.log10Lr[i]).toBeLessThanOrEqual(defaultParameters.evidence.absenceTo)
    expect(pairs.coverage[i]).toBeGreaterThan(0)
    expect(pairs.isTrue[i]).toBe(0)
  }
  expect(absent).toBeGreaterThan(100)
})

test('true pairs alone are weighed as among all', () => {
  expect(scoreOffences(town, defaultParameters)).toEqual({ count: 0, of: town.offences.size })
  // Where next to nothing is demanded, some are said to be absent from their own offences.
  const evidence = { ...defaultParameters.evidence, absenceTo: 9, presenceFrom: 10 }
  const careless = {
    ...defaultParameters,
    evidence: { ...evidence, absenceMarginMetres: 0, absencePositionMetres: 0 },
  }
  const all = scoreTown(town, 5, careless).pairs
  const absent = all.isTrue.filter((one, i) => one === 1 && all.verdict[i] === 1).length
  expect(absent).toBeGreaterThan(0)
  expect(scoreOffences(town, careless).count).toBe(absent)
})
