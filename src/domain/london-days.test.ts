import { describe, expect, it } from 'vitest'
import { londonDays } from './london-days.ts'

describe('londonDays', () => {
  it('holds whole days, also those of 23 and 25 hours', () => {
    const hours = (first: string, last: string) => {
      const days = londonDays(first, last)
      return days && (days.to - days.from) / 3_600_000
    }
    expect(hours('2026-01-05', '2026-01-05')).toBe(24)
    expect(hours('2026-03-29', '2026-03-29')).toBe(23)
    expect(hours('2026-10-25', '2026-10-25')).toBe(25)
    expect(londonDays('2026-07-01', '2026-07-02')).toEqual({
      from: Date.UTC(2026, 5, 30, 23),
      to: Date.UTC(2026, 6, 2, 23),
    })
  })

  it('knows no days that do not exist', () => {
    for (const [first, last] of [
      ['2026-02-30', '2026-03-01'],
      ['2026-02-01', ''],
      ['tomorrow', '2026-03-01'],
    ] as const) {
      expect(londonDays(first, last)).toBeUndefined()
    }
  })
})
