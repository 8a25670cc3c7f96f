import { describe, expect, it } from 'vitest'
import {
  calendarMonth,
  dayOfDate,
  monthBeside,
  monthInterval,
  monthOf,
  readMonth,
  weeksOf,
} from './months.ts'

const HOUR = 3_600_000
const hours = ({ from, to }: { from: number; to: number }) => (to - from) / HOUR

describe('a month of days', () => {
  it('is of London, in weeks from Monday', () => {
    expect(monthOf(Date.UTC(2026, 4, 31, 23, 30))).toBe('2026-06')
    const weeks = weeksOf('2026-10')
    expect(weeks.map((week) => week.filter(Boolean).length)).toEqual([4, 7, 7, 7, 6])
    expect(weeks[0]).toEqual([
      undefined,
      undefined,
      undefined,
      '2026-10-01',
      '2026-10-02',
      '2026-10-03',
      '2026-10-04',
    ])
    expect(weeksOf('2026-02').flat().filter(Boolean).length).toBe(28)
  })

  it('is one of years that have months, however far away a period begins', () => {
    const now = Date.UTC(2026, 10, 23)
    for (const year of ['0100', '9999', '2199', '1900', '2026']) {
      const month = calendarMonth(undefined, Date.parse(`${year}-12-30T00:00:00Z`), now)
      expect(hours(monthInterval(month))).toBeGreaterThan(27 * 24)
    }
    expect(calendarMonth(undefined, Date.parse('9999-12-30T00:00:00Z'), now)).toBe('2026-11')
    expect(calendarMonth('2025-02', Date.parse('9999-12-30T00:00:00Z'), now)).toBe('2025-02')
  })

  it('has days of 23 and 25 hours where clocks change', () => {
    expect(hours(dayOfDate('2026-03-29'))).toBe(23)
    expect(hours(dayOfDate('2026-10-25'))).toBe(25)
    expect(hours(monthInterval('2026-10'))).toBe(31 * 24 + 1)
  })

  it('is followed and preceded by others, and is read only where it is one', () => {
    expect([monthBeside('2026-12', 1), monthBeside('2026-01', -1)]).toEqual(['2027-01', '2025-12'])
    expect(['2026-13', '26-01', '2026-01-01', '', undefined].map(readMonth)).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
      undefined,
    ])
    expect(readMonth('2026-02')).toBe('2026-02')
  })
})
