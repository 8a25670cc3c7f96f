import { describe, expect, it } from 'vitest'
import { readDays } from './typed-days.ts'

describe('days of London that somebody typed', () => {
  const HOUR = 3_600_000

  it('run from the start of the first to the end of the last, 23 and 25 hours where clocks change', () => {
    for (const [day, hours] of [
      ['2026-01-26', 24],
      ['2026-03-29', 23],
      ['2026-10-25', 25],
    ] as const) {
      const { from, to, faults } = readDays({ from: day, to: day })
      expect(faults).toEqual([])
      expect(((to ?? 0) - (from ?? 0)) / HOUR).toBe(hours)
    }
    expect(readDays({ from: '2026-07-01', to: '2026-07-01' }).from).toBe(Date.UTC(2026, 5, 30, 23))
  })

  it('may be left out', () => {
    expect(readDays({ from: '', to: '' })).toEqual({ from: undefined, to: undefined, faults: [] })
  })

  it('say which is no date, or comes too early', () => {
    const fields = (from: string, to: string) => readDays({ from, to }).faults.map((f) => f.field)
    expect(fields('2026-02-30', 'x')).toEqual(['from', 'to'])
    expect(fields('0026-02-01', '9999-12-31')).toEqual(['from', 'to'])
    expect(fields('2026-02-02', '2026-02-01')).toEqual(['to'])
    expect(fields('2026-02-01', '2026-02-01')).toEqual([])
  })
})
