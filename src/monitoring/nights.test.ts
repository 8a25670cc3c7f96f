import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  between,
  clock,
  curfewAtHome,
  home,
  instant,
  placeAt,
} from '../../test/support/monitored.ts'
import type { CurfewHours } from '../domain/order-terms.ts'
import { weekdays } from '../domain/weekly-hours.ts'
import { nightsOf } from './nights.ts'
import type { CurfewRule } from './rule.ts'

const withHours = (hours: readonly CurfewHours[], rest: Partial<CurfewRule> = {}): CurfewRule => ({
  ...curfewAtHome,
  terms: { hours: hours.map((row) => ({ zoneIds: ['home'], ...row })) },
  ...rest,
})
const said = (rule: CurfewRule, from = '2026-01-05T12:00', to = '2026-01-07T12:00') =>
  nightsOf(rule, between(from, to)).map((night) => [
    night.date,
    night.required.map((part) => `${clock(part.from)} ${clock(part.to)}`),
  ])

describe('nightsOf()', () => {
  it('joins hours until midnight with those from midnight, and leaves whole days apart', () => {
    const halves = withHours([
      { weekdays, from: '19:00', to: '24:00' },
      { weekdays, from: '00:00', to: '07:00' },
    ])
    expect(said(halves)).toEqual([
      ['2026-01-05', ['2026-01-05T19:00 2026-01-06T07:00']],
      ['2026-01-06', ['2026-01-06T19:00 2026-01-07T07:00']],
    ])
    expect(said(withHours([{ weekdays, from: '00:00', to: '24:00' }]))).toEqual([
      ['2026-01-05', ['2026-01-05T00:00 2026-01-06T00:00']],
      ['2026-01-06', ['2026-01-06T00:00 2026-01-07T00:00']],
      ['2026-01-07', ['2026-01-07T00:00 2026-01-08T00:00']],
    ])
  })

  it('follows dated revisions without a second curfew', () => {
    const staggered = withHours([
      { weekdays, from: '19:00', to: '07:00', lastDate: '2026-01-05' },
      { weekdays, from: '21:00', to: '06:00', firstDate: '2026-01-06' },
    ])
    expect(said(staggered)).toEqual([
      ['2026-01-05', ['2026-01-05T19:00 2026-01-06T07:00']],
      ['2026-01-06', ['2026-01-06T21:00 2026-01-07T06:00']],
    ])
  })

  it('requires nothing outside of the order, in authorised absences, or where no place is valid', () => {
    const rule = withHours([{ weekdays: ['mon'], from: '19:00', to: '07:00' }], {
      within: [between('2026-01-05T20:00', '2026-01-06T06:00')],
      absences: [between('2026-01-05T22:00', '2026-01-05T23:00')],
      places: [{ ...home, valid: between('2026-01-01T00:00', '2026-01-06T05:00') }],
    })
    expect(said(rule)).toEqual([
      ['2026-01-05', ['2026-01-05T20:00 2026-01-05T22:00', '2026-01-05T23:00 2026-01-06T05:00']],
    ])
  })

  it('has the places of every row that holds', () => {
    const rule = withHours(
      [
        { weekdays: ['mon'], from: '19:00', to: '07:00' },
        { weekdays: ['mon'], from: '21:00', to: '23:00', zoneIds: ['other'] },
      ],
      { places: [home, placeAt('other', 2)] },
    )
    const [night] = nightsOf(rule, between('2026-01-05T12:00', '2026-01-06T12:00'))
    expect(night?.required.map(({ places }) => places.map(({ zoneId }) => zoneId))).toEqual([
      ['home'],
      ['home', 'other'],
      ['home'],
    ])
  })

  it('has no instant in two nights, and the same nights whatever stretch is asked about', () => {
    const time = fc
      .integer({ min: 0, max: 23 })
      .map((hour) => `${String(hour).padStart(2, '0')}:00`)
    const rows = fc.array(
      fc.record({ weekdays: fc.subarray([...weekdays], { minLength: 1 }), from: time, to: time }),
      { minLength: 1, maxLength: 3 },
    )
    // A week with a night of 13 hours.
    const begin = instant('2026-10-22T00:00')
    const hour = fc.integer({ min: 0, max: 7 * 24 })
    fc.assert(
      fc.property(rows, hour, hour, (hours, a, b) => {
        const rule = withHours(hours)
        const week = nightsOf(rule, { from: begin, to: begin + 7 * 24 * 3_600_000 })
        for (const [index, night] of week.entries()) {
          expect(night.from).toBeGreaterThanOrEqual(week[index - 1]?.to ?? 0)
        }
        const within = {
          from: begin + Math.min(a, b) * 3_600_000,
          to: begin + (Math.max(a, b) + 1) * 3_600_000,
        }
        const touched = week.filter(({ from, to }) => from < within.to && within.from < to)
        const found = nightsOf(rule, within).filter(({ from }) => from < begin + 7 * 24 * 3_600_000)
        expect(found).toEqual(touched)
      }),
    )
  })
})
