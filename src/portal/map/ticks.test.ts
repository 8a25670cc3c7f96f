import { describe, expect, it } from 'vitest'
import { shareText, ticksWithin } from './ticks.ts'

const at = Date.parse
const HOUR = 3_600_000

describe('ticks beneath a scrubber', () => {
  it('stand at London’s midnights, 25 hours apart on the night clocks go back', () => {
    const ticks = ticksWithin({ from: at('2026-10-23T12:00:00Z'), to: at('2026-10-28T12:00:00Z') })
    expect(ticks.map(({ text }) => text)).toEqual([
      'Sat 24',
      'Sun 25',
      'Mon 26',
      'Tue 27',
      'Wed 28',
    ])
    const lengths = ticks.slice(1).map((tick, index) => (tick.at - (ticks[index]?.at ?? 0)) / HOUR)
    expect(lengths).toEqual([24, 25, 24, 24])
  })

  it('stand 23 hours apart on the night they go forward', () => {
    const ticks = ticksWithin({ from: at('2026-03-28T00:00:00Z'), to: at('2026-04-02T00:00:00Z') })
    expect(((ticks[2]?.at ?? 0) - (ticks[1]?.at ?? 0)) / HOUR).toBe(23)
  })

  it('are hours of the clock where the stretch is short, none twice and none that was not', () => {
    const night = { from: at('2026-10-24T23:00:00Z'), to: at('2026-10-25T05:00:00Z') }
    const texts = ticksWithin(night).map(({ text }) => text)
    expect(texts).toEqual(['Sun 25', '01:00 GMT', '02:00', '03:00', '04:00'])
    const spring = { from: at('2026-03-29T00:00:00Z'), to: at('2026-03-29T05:00:00Z') }
    expect(ticksWithin(spring).map(({ text }) => text)).toEqual([
      'Sun 29',
      '02:00',
      '03:00',
      '04:00',
      '05:00',
    ])
  })

  it('are not more than fit, however long the stretch', () => {
    for (const days of [1, 2, 7, 14, 31, 90, 366]) {
      const from = at('2026-01-01T00:00:00Z')
      const ticks = ticksWithin({ from, to: from + days * 24 * HOUR })
      expect(ticks.length).toBeGreaterThan(1)
      expect(ticks.length).toBeLessThan(11)
    }
  })

  it('lie along their stretch', () => {
    expect(shareText(25, { from: 0, to: 200 })).toBe('12.500%')
    expect(shareText(-1, { from: 0, to: 200 })).toBe('0.000%')
  })
})
