import { describe, expect, it } from 'vitest'
import { curfewAtHome, home } from '../../../test/support/monitored.ts'
import { weekdays } from '../../domain/weekly-hours.ts'
import { nextRequired } from '../../monitoring/next-required.ts'
import type { CurfewRule, Rule } from '../../monitoring/rule.ts'
import { nextText } from './next-text.ts'

const always = [{ from: 0, to: Number.POSITIVE_INFINITY }]
const nights: CurfewRule = {
  ...curfewAtHome,
  within: always,
  terms: { hours: [{ weekdays, from: '19:00', to: '07:00', zoneIds: [home.zoneId] }] },
  places: [{ ...home, name: 'Home', valid: { from: 0, to: Number.POSITIVE_INFINITY } }],
}
const work: Rule = {
  ...nights,
  id: 'work',
  kind: 'attendance',
  terms: {
    purpose: 'Unpaid work',
    zoneId: 'Q',
    hours: [{ weekdays: ['mon'], from: '09:00', to: '16:00' }],
  },
  place: { ...home, zoneId: 'Q', name: 'The Quay' },
}

const next = (now: string, rules: readonly Rule[] = [nights]) => {
  const at = Date.parse(now)
  const required = nextRequired(rules, at)
  return required && nextText(required, at)
}

describe('the next curfew or appointment', () => {
  it.each([
    ['2026-01-06T12:00Z', 'Curfew tonight, 19:00 to 07:00, at Home'],
    ['2026-01-06T23:00Z', 'Now: curfew until 07:00 tomorrow, at Home'],
    ['2026-01-07T06:00Z', 'Now: curfew until 07:00, at Home'],
    // At 07:00 the night is over.
    ['2026-01-07T07:00Z', 'Curfew tonight, 19:00 to 07:00, at Home'],
    // Clocks go forward in the night: it ends at 06:00 GMT, which is 07:00 BST.
    ['2026-03-29T05:59Z', 'Now: curfew until 07:00, at Home'],
    ['2026-03-29T06:00Z', 'Curfew tonight, 19:00 to 07:00, at Home'],
    ['2026-03-28T20:00Z', 'Now: curfew until 07:00 tomorrow, at Home'],
    // And back: it goes on until 07:00 GMT.
    ['2026-10-25T06:59Z', 'Now: curfew until 07:00, at Home'],
    ['2026-10-25T07:00Z', 'Curfew tonight, 19:00 to 07:00, at Home'],
    ['2026-10-24T17:59Z', 'Curfew tonight, 19:00 to 07:00, at Home'],
  ])('is said at %s: %s', (now, text) => {
    expect(next(now)).toBe(text)
  })

  it('is whichever begins first, on the day it is', () => {
    expect(next('2026-01-05T08:00Z', [work, nights])).toBe(
      'Unpaid work today, 09:00 to 16:00, at The Quay',
    )
    expect(next('2026-01-05T17:00Z', [work, nights])).toBe(
      'Curfew tonight, 19:00 to 07:00, at Home',
    )
    expect(next('2026-01-04T12:00Z', [work])).toBe(
      'Unpaid work tomorrow, 09:00 to 16:00, at The Quay',
    )
    expect(next('2026-01-06T12:00Z', [work])).toBe(
      'Unpaid work on Monday 12 January 2026, 09:00 to 16:00, at The Quay',
    )
  })

  it('says which of two equal times, and none that there is not', () => {
    const early = [{ weekdays, from: '21:00', to: '01:30', zoneIds: [home.zoneId] }]
    const until = [{ ...nights, terms: { hours: early } }]
    expect(next('2026-10-24T22:00Z', until)).toBe('Now: curfew until 01:30 GMT tomorrow, at Home')
    expect(next('2026-03-28T22:00Z', until)).toBe('Now: curfew until 02:00 tomorrow, at Home')
  })

  it('leaves out what is authorised, what no order asks for, and rules about zones', () => {
    const away = { from: Date.parse('2026-01-06T18:00Z'), to: Date.parse('2026-01-07T12:00Z') }
    expect(next('2026-01-06T12:00Z', [{ ...nights, absences: [away] }])).toBe(
      'Curfew tomorrow, 19:00 to 07:00, at Home',
    )
    expect(next('2026-01-06T12:00Z', [{ ...nights, within: [] }])).toBeUndefined()
    expect(next('2026-01-06T12:00Z', [])).toBeUndefined()
  })
})
