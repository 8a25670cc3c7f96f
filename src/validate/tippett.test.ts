import { expect, it } from 'vitest'
import { tallyScores } from './score-tally.ts'
import { tippettCurves } from './tippett.ts'

it('says which share of each kind has at least a ratio, a ratio of 1 on its own point', () => {
  const tally = tallyScores([3, 0, -1, 0, 0, -7], Uint8Array.of(1, 1, 0, 0, 0, 0))
  const points = tippettCurves(tally)
  const at = (log10Lr: number) => points.find((point) => point.log10Lr === log10Lr)
  expect(points).toHaveLength(121)
  expect(at(0)).toEqual({ log10Lr: 0, trueShare: 1, innocentShare: 0.5 })
  expect(at(0.1)).toEqual({ log10Lr: 0.1, trueShare: 0.5, innocentShare: 0 })
  expect(at(-1)).toEqual({ log10Lr: -1, trueShare: 1, innocentShare: 0.75 })
  expect(at(6)).toEqual({ log10Lr: 6, trueShare: 0, innocentShare: 0 })
})
