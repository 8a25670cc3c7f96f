import { expect, it } from 'vitest'
import { defaultEvidence } from './parameters.ts'
import { absenceRefusal, verdictOf } from './verdict.ts'

const clear = {
  reachable: false,
  reachableInGap: false,
  trailMetres: 900,
  clearMetres: 800,
  withinErrors: false,
}
const refusalOf = (
  reach: Partial<typeof clear>,
  { coverage = 1, nearest = 900, log10Lr = -2.4 } = {},
) => absenceRefusal(coverage, nearest, log10Lr, { ...clear, ...reach }, defaultEvidence)

it('says absence where nothing stands against it', () => {
  expect(refusalOf({})).toBeUndefined()
  expect(verdictOf(-2.4, undefined, defaultEvidence)).toBe('supports_absence')
})

it('tells the first thing that stands against absence', () => {
  const gap = { reachableInGap: true }
  expect(refusalOf(gap, { coverage: 0 })).toBe('unknown')
  expect(refusalOf({ trailMetres: Infinity, clearMetres: Infinity })).toBe('unknown')
  expect(refusalOf(gap, { nearest: 300 })).toBe('near')
  expect(refusalOf({ ...gap, trailMetres: 450, withinErrors: true })).toBe('near')
  expect(refusalOf({ ...gap, withinErrors: true }, { nearest: 301 })).toBe('errors')
  expect(refusalOf(gap, { log10Lr: 0 })).toBe('gap')
  expect(refusalOf({}, { log10Lr: -1.99 })).toBe('ratio')
})

it('takes a strong ratio for presence whatever stands against absence', () => {
  expect(verdictOf(2, 'near', defaultEvidence)).toBe('supports_presence')
  expect(verdictOf(1.99, 'near', defaultEvidence)).toBe('inconclusive')
})
