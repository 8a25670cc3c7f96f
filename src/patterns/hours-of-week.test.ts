import { describe, expect, it } from 'vitest'
import { hoursOfWeek, usualHours } from './hours-of-week.ts'

const stretch = (from: string, to: string) => ({ from: Date.parse(from), to: Date.parse(to) })

describe('hoursOfWeek()', () => {
  it('counts on London clocks, also on the night with an hour twice', () => {
    const winter = hoursOfWeek([stretch('2026-01-05T09:30Z', '2026-01-05T11:07Z')])
    expect(winter[1]?.slice(8, 12)).toEqual([0, 30, 60, 7])
    const summer = hoursOfWeek([stretch('2026-07-06T09:30Z', '2026-07-06T10:30Z')])
    expect(summer[1]?.slice(10, 12)).toEqual([30, 30])
    const night = hoursOfWeek([stretch('2026-10-24T23:00Z', '2026-10-25T03:00Z')])
    expect(night[0]?.slice(0, 3)).toEqual([60, 120, 60])
  })
})

describe('usualHours()', () => {
  it('is the shortest run of hours with most of the time, over midnight too', () => {
    const work = hoursOfWeek([
      stretch('2026-01-05T09:00Z', '2026-01-05T17:00Z'),
      stretch('2026-01-06T09:00Z', '2026-01-06T18:00Z'),
    ])
    expect(usualHours(work)).toEqual({ from: 9, to: 16 })
    const night = hoursOfWeek([stretch('2026-01-05T22:00Z', '2026-01-06T02:00Z')])
    expect(usualHours(night)).toEqual({ from: 22, to: 1 })
  })

  it('says nothing of a place at all hours, or at none', () => {
    const always = hoursOfWeek([stretch('2026-01-05T00:00Z', '2026-01-06T00:00Z')])
    expect(usualHours(always)).toBeUndefined()
    expect(usualHours(hoursOfWeek([]))).toBeUndefined()
  })
})
