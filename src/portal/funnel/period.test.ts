import { expect, it } from 'vitest'
import { lastWeeks, monthPeriod, monthsOver, readPeriod } from './period.ts'

const noon = (day: string) => Date.parse(`${day}T12:00:00Z`)

it('is of whole days of London, the last included', () => {
  expect(readPeriod({ from: '2026-03-28', to: '2026-03-29', force: 'Kent' }).period).toEqual({
    from: '2026-03-28',
    to: '2026-03-30',
    policeForce: 'Kent',
  })
  expect(lastWeeks(noon('2026-03-29'))).toEqual({ from: '2026-03-02', to: '2026-03-29' })
  for (const [from, to, field] of [
    ['', '2026-03-29', 'from'],
    ['2026-02-30', '2026-03-29', 'from'],
    ['2026-03-29', '2026-03-28', 'to'],
    ['2024-03-29', '2026-03-28', 'to'],
  ] as const) {
    const { period, faults } = readPeriod({ from, to, force: '' })
    expect(period).toBeUndefined()
    expect(faults.map((fault) => fault.field)).toContain(field)
  }
})

it('knows the months that are over, and no other', () => {
  expect(monthsOver(noon('2026-02-03'), 3)).toEqual(['2026-01', '2025-12', '2025-11'])
  expect(monthPeriod('2025-12')).toEqual({ from: '2025-12-01', to: '2026-01-01' })
})
