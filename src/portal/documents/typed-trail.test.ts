import { describe, expect, it } from 'vitest'
import { lastWeek, readTrail, trailFrom } from './typed-trail.ts'

const typed = {
  start: '2026-01-05',
  startTime: '08:00',
  startZone: '',
  days: '3',
  hours: '4',
  purpose: 'A review',
}
const from = Date.parse('2026-01-05T08:00:00Z')
const always = [{ from: 0, to: Infinity }]

describe('readTrail()', () => {
  it('reads London time', () => {
    expect(readTrail(typed, always)).toEqual({
      asked: { from, days: 3, hoursPerMap: 4, purpose: 'A review' },
    })
    const summer = readTrail({ ...typed, start: '2026-07-05' }, always)
    expect(summer).toMatchObject({ asked: { from: Date.parse('2026-07-05T07:00:00Z') } })
  })

  it('says which field is wrong, and that nothing may be shown of a time', () => {
    expect(readTrail({ ...typed, start: '2026-02-30' }, always)).toMatchObject({
      faults: [{ field: 'start' }],
    })
    expect(readTrail({ ...typed, startTime: '25:00' }, always)).toMatchObject({
      faults: [{ field: 'startTime' }],
    })
    const before = [{ from: 0, to: from }]
    expect(readTrail(typed, before)).toMatchObject({
      faults: [{ field: 'start', text: expect.stringContaining('No trail condition') }],
    })
  })
})

describe('trailFrom()', () => {
  it('takes as many days as hold a stretch, 14 at most', () => {
    const days = (hours: number) => trailFrom({ from, to: from + hours * 3_600_000 }).days
    expect([1, 24, 25, 73, 169, 999].map(days)).toEqual(['1', '1', '3', '7', '14', '14'])
  })

  it('begins where a stretch does, also in the hour that comes twice', () => {
    for (const start of ['2026-10-25T00:30:00Z', '2026-10-25T01:30:00Z'].map(Date.parse)) {
      const filled = trailFrom({ from: start, to: start + 3_600_000 })
      expect(readTrail({ ...filled, purpose: 'A review' }, always)).toMatchObject({
        asked: { from: start },
      })
    }
  })

  it('begins with the week up to the last day of data', () => {
    expect(lastWeek(Date.parse('2026-03-30T10:00:00Z'))).toMatchObject({
      start: '2026-03-24',
      startTime: '00:00',
      days: '7',
    })
  })
})
