import { describe, expect, it } from 'vitest'
import { scoreOf } from './calibration.ts'
import { defaultEvidence } from './parameters.ts'

const score = (own: number, population: number, unseen = 0, knownShare = 1): number =>
  scoreOf({ own, population, knownShare, unseen }, defaultEvidence)

describe('the score of what positions tell', () => {
  it('says little either way of somebody who is where they often are, beside the scene', () => {
    expect(score(0.1, 30)).toBeCloseTo(0.2, 1)
    expect(score(0.1, 0.1)).toBeCloseTo(-0.7, 1)
  })

  it('puts nobody at a scene for living there: what is added stays under its bound', () => {
    expect(score(0.1, 1e9)).toBeLessThan(Math.log10(0.1 + defaultEvidence.populationBound))
  })

  it('leaves what speaks strongly for presence as it is', () => {
    expect(score(1000, 1e6) - Math.log10(1000)).toBeLessThan(0.005)
  })

  it('adds nothing for whom no other day is known', () => {
    expect(score(1.5, 1.5, 0.5)).toBeCloseTo(Math.log10(1.5), 3)
    expect(score(1.5, 1.5, 0.25)).toBeGreaterThan(Math.log10(1.5))
  })

  it('is of the known share alone', () => {
    expect(score(0.4, 4, 0, 0.5)).toBeCloseTo(score(0.8, 8), 12)
  })

  it('grows with either ratio, so that nothing ties', () => {
    const ratios = [1e-5, 1e-3, 0.1, 1, 30, 1e4]
    for (const own of ratios) {
      for (const population of ratios) {
        expect(score(own * 1.01, population)).toBeGreaterThan(score(own, population))
        expect(score(own, population * 1.01)).toBeGreaterThan(score(own, population))
      }
    }
  })
})
