import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dmsText } from './dms.ts'

describe('dmsText()', () => {
  it('writes places as degrees, minutes and seconds', () => {
    expect(dmsText(53.8, -4.4)).toBe('53° 48′ 00.0″ N, 4° 24′ 00.0″ W')
    expect(dmsText(53.999_999, 0)).toBe('54° 00′ 00.0″ N, 0° 00′ 00.0″ E')
  })

  it('means the same place, to a twentieth of a second', () => {
    const degrees = fc.double({ min: -60, max: 60, noNaN: true })
    fc.assert(
      fc.property(degrees, degrees, (latitude, longitude) => {
        const read = dmsText(latitude, longitude)
          .split(', ')
          .map((angle) => {
            const [, d, m, s, side] = /^(\d+)° (\d\d)′ (\d\d\.\d)″ ([NSEW])$/.exec(angle) ?? []
            const value = Number(d) + Number(m) / 60 + Number(s) / 3600
            return side === 'S' || side === 'W' ? -value : value
          })
        expect(Math.abs((read[0] ?? 99) - latitude)).toBeLessThan(0.0501 / 3600)
        expect(Math.abs((read[1] ?? 99) - longitude)).toBeLessThan(0.0501 / 3600)
      }),
    )
  })
})
