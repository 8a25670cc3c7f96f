import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { wilsonShare } from './wilson-share.ts'

describe('wilsonShare()', () => {
  // Newcombe 1998, Statistics in Medicine 17:857, table I, method 3.
  it.each([
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ])('gives the published interval for %d of %d', (count, of, low, high) => {
    const share = wilsonShare(count, of)
    expect(share.low).toBeCloseTo(low, 4)
    expect(share.high).toBeCloseTo(high, 4)
  })

  it('holds the share, stays within 0 and 1, and knows nothing of none', () => {
    fc.assert(
      fc.property(fc.nat(1000), fc.nat(1000), (a, b) => {
        const { share, low, high } = wilsonShare(Math.min(a, b), Math.max(a, b, 1))
        expect(0 <= low && low <= share && share <= high && high <= 1).toBe(true)
      }),
    )
    expect(wilsonShare(0, 0)).toEqual({ count: 0, of: 0, share: Number.NaN, low: 0, high: 1 })
  })
})
