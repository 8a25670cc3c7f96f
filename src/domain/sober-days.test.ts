import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { soberDays } from './sober-days.ts'

const at = (text: string) => Date.parse(text)
const event = (kind: string, text: string) => ({ kind, occurredAt: at(text) })

describe('soberDays()', () => {
  const week = [{ from: at('2026-03-26T10:00:00Z'), to: at('2026-04-02T10:00:00+01:00') }]

  it('says sober days, days with alcohol and days without a reading apart', () => {
    const events = [
      event('sober-day', '2026-03-26T23:00:00Z'),
      event('reading', '2026-03-27T08:00:00Z'),
      event('alcohol-detected', '2026-03-27T22:00:00Z'),
      event('reading', '2026-03-27T23:00:00Z'),
      event('tamper', '2026-03-28T08:00:00Z'),
      event('no-reading', '2026-03-29T08:00:00Z'),
      // 00:30 on the 31st in London, where summer time has begun.
      event('reading', '2026-03-30T23:30:00Z'),
      event('sober-day', '2026-04-09T08:00:00Z'),
    ]
    expect(soberDays(events, week, at('2026-05-01T00:00:00Z'))).toEqual({
      sober: 2,
      withAlcohol: 1,
      withoutReading: 5,
      rate: 2 / 3,
    })
  })

  it('counts nothing of the future, and no rate without a reading', () => {
    expect(soberDays([], week, at('2026-03-27T00:00:00Z'))).toEqual({
      sober: 0,
      withAlcohol: 0,
      withoutReading: 1,
      rate: undefined,
    })
    expect(soberDays([], [], 0)).toMatchObject({ withoutReading: 0 })
  })

  it('counts every day once, in whatever order and however often events come', () => {
    const kinds = fc.constantFrom('sober-day', 'reading', 'alcohol-detected', 'tamper', 'new')
    const hours = fc.integer({ min: -30, max: 200 })
    fc.assert(
      fc.property(fc.array(fc.tuple(kinds, hours)), (sent) => {
        const [{ from, to }] = week as [(typeof week)[0]]
        const events = sent.map(([kind, hour]) => ({ kind, occurredAt: from + hour * 3_600_000 }))
        const said = soberDays(events, week, to)
        expect(said.sober + said.withAlcohol + said.withoutReading).toBe(8)
        expect(soberDays([...events.toReversed(), ...events], [...week, ...week], to)).toEqual(said)
      }),
    )
  })
})
