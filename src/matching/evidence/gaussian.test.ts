import fc from 'fast-check'
import { expect, it } from 'vitest'
import { exponential, gaussian, normalTail } from './gaussian.ts'

it('reads e^-x from its table to 3 parts in 1e9', () => {
  fc.assert(
    fc.property(fc.double({ min: 0, max: 44.99, noNaN: true }), (x) => {
      expect(Math.abs(exponential(x) / Math.exp(-x) - 1)).toBeLessThan(3e-9)
    }),
  )
  expect(exponential(45)).toBe(0)
  expect(exponential(Infinity)).toBe(0)
})

it('adds up to one over the plane', () => {
  let sum = 0
  for (let x = -60; x <= 60; x++) for (let y = -60; y <= 60; y++) sum += gaussian(x * x + y * y, 81)
  expect(sum).toBeCloseTo(1, 6)
})

it('knows the tail of the normal distribution', () => {
  expect(normalTail(0)).toBeCloseTo(0.5, 6)
  expect(normalTail(1.959964)).toBeCloseTo(0.025, 6)
  expect(normalTail(-1.959964)).toBeCloseTo(0.975, 6)
})
