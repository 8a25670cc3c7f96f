import { expect, test } from 'vitest'
import { defaultParameters } from '../matching/parameters.ts'
import { openTown } from './open-towns/open-town.ts'
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
