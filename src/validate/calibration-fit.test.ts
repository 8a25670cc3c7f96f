import { describe, expect, it } from 'vitest'
import { calibratedLog10Lr } from '../matching/evidence/calibration.ts'
import { Random } from '../simulate/random.ts'
import { fitCalibration, type PairScores } from './calibration-fit.ts'

/**
 * Normal scores with means apart as far as makes them log likelihood ratios in natural units, told on
 * a scale of `slope` times too much and `shift` too high.
 */
function town(seed: number, slope: number, shift: number, pairs = 40_000): PairScores {
  const random = new Random(seed, 'pairs')
  const score = new Float64Array(pairs)
  const isTrue = new Uint8Array(pairs)
  for (let i = 0; i < pairs; i++) {
    isTrue[i] = i % 4 === 0 ? 1 : 0
    const natural = (isTrue[i] ? 2 : -2) + 2 * random.gaussian()
    score[i] = (natural / Math.LN10) * slope + shift
  }
  return {
    score,
    isTrue,
    knownShare: new Float64Array(pairs).fill(1),
    possible: new Float64Array(pairs),
  }
}

describe('fitCalibration()', () => {
  it('leaves scores that are log likelihood ratios as they are', () => {
    const { intercept, slopeFor, slopeAgainst } = fitCalibration([town(1, 1, 0), town(2, 1, 0)])
    expect(Math.abs(intercept)).toBeLessThan(0.03)
    expect(Math.abs(slopeFor - 1)).toBeLessThan(0.06)
    expect(Math.abs(slopeAgainst - 1)).toBeLessThan(0.06)
  })

  it('finds how much scores overstate', () => {
    const fit = fitCalibration([town(3, 2, 0)])
    expect(Math.abs(fit.slopeFor - 0.5)).toBeLessThan(0.04)
    expect(Math.abs(fit.slopeAgainst - 0.5)).toBeLessThan(0.04)
    expect(calibratedLog10Lr(2, 1, 0, fit)).toBeLessThan(1.1)
  })

  it('finds how much high scores overstate, though low ones do not', () => {
    const stretched = town(8, 1, 0)
    const score = stretched.score.map((value) => (value > 1.5 ? 1.5 + 3 * (value - 1.5) : value))
    const fit = fitCalibration([{ ...stretched, score }])
    expect(Math.abs(fit.slopeFor - 1)).toBeLessThan(0.1)
    expect(fit.slopeBeyond).toBeLessThan(0.7)
    expect(calibratedLog10Lr(1.5, 1, 0, fit)).toBeLessThan(calibratedLog10Lr(1.6, 1, 0, fit))
  })

  it('does not learn from pairs of which nothing is known', () => {
    const known = town(4, 1, 0)
    const unknown = town(5, 1, 3, 4000)
    const nothing = {
      ...unknown,
      knownShare: new Float64Array(4000),
      possible: new Float64Array(4000).fill(1),
    }
    const join = (a: Float64Array, b: Float64Array) => Float64Array.from([...a, ...b])
    const both = {
      score: join(known.score, nothing.score),
      knownShare: join(known.knownShare, nothing.knownShare),
      possible: join(known.possible, nothing.possible),
      isTrue: Uint8Array.from([...known.isTrue, ...nothing.isTrue]),
    }
    const [withNothing, alone] = [fitCalibration([both]), fitCalibration([known])]
    for (const name of ['intercept', 'slopeFor', 'slopeAgainst', 'slopeBeyond'] as const) {
      expect(Math.abs(withNothing[name] - alone[name]), name).toBeLessThan(0.02)
    }
  })

  it('ends where a threshold parts true from innocent pairs', () => {
    const { score, knownShare, possible, isTrue } = town(7, 1, 0, 400)
    const parted = score.map((_, i) => (isTrue[i] ? 1 : -1))
    const fit = fitCalibration([{ score: parted, knownShare, possible, isTrue }])
    expect(fit.slopeFor).toBeGreaterThan(1)
    expect(fit.slopeFor).toBeLessThan(10)
  })

  it('says when there is nothing to fit on', () => {
    const { score, knownShare, possible } = town(6, 1, 0, 8)
    const innocent = { score, knownShare, possible, isTrue: new Uint8Array(8) }
    expect(() => fitCalibration([innocent])).toThrow('no town has both')
  })
})
