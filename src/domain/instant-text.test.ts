import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatInstant, parseInstant } from './instant-text.ts'

describe('parseInstant()', () => {
  it.each([
    ['2026-01-26T16:08:26Z', '2026-01-26T16:08:26.000Z'],
    ['2026-03-29T02:15:00+01:00', '2026-03-29T01:15:00.000Z'],
    ['2026-03-29T02:15:00-0130', '2026-03-29T03:45:00.000Z'],
    ['2026-01-26T16:08:26.5Z', '2026-01-26T16:08:26.500Z'],
    ['2026-01-26T16:08:26.123987Z', '2026-01-26T16:08:26.123Z'],
    ['2024-02-29T00:00:00+00:00', '2024-02-29T00:00:00.000Z'],
    ['0001-01-01T00:00:00Z', '0001-01-01T00:00:00.000Z'],
  ])('reads %s', (text, iso) => {
    expect(parseInstant(text)).toBe(Date.parse(iso))
  })

  it.each([
    '2026-01-26T16:08:26',
    '2026-02-30T00:00:00Z',
    '2026-02-29T00:00:00Z',
    '2026-01-26T24:00:00Z',
    '2026-01-26T23:59:60Z',
    '2026-01-26T16:60:00Z',
    '2026-13-01T00:00:00Z',
    '2026-00-01T00:00:00Z',
    '2026-01-00T00:00:00Z',
    '2026-01-26 16:08:26Z',
    '2026-01-26T16:08:26+15:00',
    '2026-01-26T16:08:26+01:60',
    '26/01/2026 16:08',
    '1769443706',
    '',
  ])('refuses %j', (text) => {
    expect(parseInstant(text)).toBeUndefined()
  })

  it('gives back what formatInstant() wrote', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4e12 }), (instant) => {
        expect(parseInstant(formatInstant(instant))).toBe(instant)
      }),
    )
  })
})
