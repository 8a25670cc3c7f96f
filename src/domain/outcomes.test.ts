import { expect, it } from 'vitest'
import { outcomeFault, outcomesBy } from './outcomes.ts'

const days = { crimeFrom: '2026-01-05', today: '2026-02-01' }

it('is dated from the crime to today, recorded once, and only of what was sent', () => {
  const fault = (kind: 'sent' | 'arrest', happenedOn: string, known: ('sent' | 'arrest')[] = []) =>
    outcomeFault({ kind, happenedOn }, known, days)?.field
  expect(fault('sent', '2026-01-05')).toBeUndefined()
  expect(fault('sent', '2026-02-01')).toBeUndefined()
  expect(fault('sent', '2026-02-02')).toBe('happenedOn')
  expect(fault('sent', '2026-01-04')).toBe('happenedOn')
  expect(fault('sent', '2026-01-05', ['sent'])).toBe('kind')
  expect(fault('arrest', '2026-01-05')).toBe('kind')
  expect(fault('arrest', '2026-01-05', ['sent'])).toBeUndefined()
})

it('is sent by the hub alone', () => {
  expect(outcomesBy('police-analyst')).not.toContain('sent')
  expect(outcomesBy('hub-caseworker')).toContain('sent')
})
