import { describe, expect, it } from 'vitest'
import { caseFacts } from './case-facts.ts'

const order = {
  id: 'O',
  deviceWearerId: 'W',
  orderType: 'POST_RELEASE',
  from: Date.parse('2026-07-01T00:00:00+01:00'),
  to: Infinity,
  conditions: [],
}

describe('caseFacts()', () => {
  it('takes what papers say, and leaves what they do not as missing', () => {
    expect(caseFacts({}, order)).toEqual({ orderType: 'POST_RELEASE', twiceAtOnce: [] })
    const to = Date.parse('2027-01-01T00:00:00Z')
    const facts = { releaseDate: '2026-07-01', cohort: 'P', sentence: { type: 'S', days: 9 } }
    const person = { dateOfBirth: '1990-01-01', facts: { noFixedAbode: true } }
    expect(caseFacts(person, { ...order, to, facts })).toEqual({
      orderType: 'POST_RELEASE',
      releaseDate: '2026-07-01',
      monitoringEnds: '2026-12-31',
      project: 'P',
      sentenceDays: 9,
      sentenceType: 'S',
      twiceAtOnce: [],
      adult: true,
      fixedAddress: false,
    })
  })

  it('knows of section 91 what goes with it, and which conditions hold at one time', () => {
    const condition = (id: string, kind: 'curfew' | 'zone', from: number, to: number) => {
      return { id, kind, from, to, crimeMapping: false }
    }
    const conditions = [
      condition('C1', 'curfew', 0, 10),
      condition('C2', 'curfew', 10, 20),
      condition('C3', 'zone', 0, 20),
      condition('C4', 'zone', 5, 9),
    ]
    const facts = { sentence: { type: 'SECTION_91' } }
    expect(caseFacts({}, { ...order, conditions, facts })).toMatchObject({
      hdc: true,
      twiceAtOnce: ['zone'],
    })
    expect(caseFacts({}, { ...order, facts: { ...facts, hdc: false } }).hdc).toBe(false)
  })

  it.each([
    ['2008-07-01', undefined, true],
    ['2008-07-02', undefined, false],
    ['2008-07-02', '2026-07-02', true],
    ['1990', undefined, undefined],
  ])('of somebody born on %s and released on %s: adult %s', (dateOfBirth, releaseDate, adult) => {
    expect(caseFacts({ dateOfBirth }, { ...order, facts: { releaseDate } }).adult).toBe(adult)
  })
})
