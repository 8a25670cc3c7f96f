import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { overlapShare, sharedAreaSquareMetres } from './circle-overlap.ts'

describe('overlapShare()', () => {
  // The furthest distance at which half the confidence circle still lies within 100 m (lens-area arithmetic).
  it.each([
    [1, 99.998],
    [10, 99.83],
    [25, 98.95],
    [50, 95.71],
    [100, 80.8],
    [130, 61.28],
    [141, 44.13],
  ])('falls to a half for an accuracy of %d m at %d m', (accuracy, distance) => {
    expect(overlapShare(accuracy, 100, distance - 0.02)).toBeGreaterThan(0.5)
    expect(overlapShare(accuracy, 100, distance + 0.02)).toBeLessThan(0.5)
  })

  it('never reaches a half beyond 100 x root 2', () => {
    expect(overlapShare(141.42, 100, 0)).toBeGreaterThan(0.5)
    expect(overlapShare(141.43, 100, 0)).toBeLessThan(0.5)
  })

  it('takes an accuracy of 0 as a point and a missing one as no circle', () => {
    expect(overlapShare(0, 100, 100)).toBe(1)
    expect(overlapShare(0, 100, 100.01)).toBe(0)
    expect(overlapShare(undefined, 100, 0)).toBe(0)
  })

  it('agrees with counting points on a grid', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 1, max: 300, noNaN: true }),
        fc.double({ min: 1, max: 300, noNaN: true }),
        fc.double({ min: 0, max: 600, noNaN: true }),
        (accuracy, radius, distance) => {
          const steps = 200
          let inside = 0
          let total = 0
          for (let i = 0; i < steps; i++) {
            for (let j = 0; j < steps; j++) {
              const x = (((i + 0.5) / steps) * 2 - 1) * accuracy
              const y = (((j + 0.5) / steps) * 2 - 1) * accuracy
              if (x * x + y * y > accuracy * accuracy) continue
              total++
              if ((x + distance) ** 2 + y * y <= radius * radius) inside++
            }
          }
          expect(Math.abs(overlapShare(accuracy, radius, distance) - inside / total)).toBeLessThan(
            0.01,
          )
        },
      ),
      { numRuns: 60 },
    )
  })

  it('shares the same area whichever circle comes first', () => {
    expect(sharedAreaSquareMetres(30, 100, 95)).toBeCloseTo(sharedAreaSquareMetres(100, 30, 95), 9)
  })
})
