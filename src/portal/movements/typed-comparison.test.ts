import { describe, expect, it } from 'vitest'
import { rangeAsTyped } from '../components/typed-range.ts'
import { readComparison } from './typed-comparison.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR
const monday = Date.UTC(2026, 9, 26)
const compared = (from: number, to: number, other: string) =>
  readComparison({ period: rangeAsTyped({ from, to }), other })

describe('a comparison that was typed', () => {
  it('is with the same London time a week earlier, summer time or not', () => {
    expect(compared(monday, monday + DAY, 'week')).toEqual({
      within: { from: monday, to: monday + DAY },
      other: { from: monday - 7 * DAY - HOUR, to: monday - 6 * DAY - HOUR },
    })
  })

  it('is with what came just before', () => {
    expect(compared(monday, monday + 7 * DAY, 'before')).toMatchObject({
      other: { from: monday - 7 * DAY - HOUR, to: monday },
    })
  })

  it('is not taken where the two overlap, are too long, or nothing was chosen', () => {
    const faulty = (read: ReturnType<typeof compared>) =>
      'faults' in read ? read.faults.map(({ field }) => field) : []
    expect(faulty(compared(monday, monday + 8 * DAY, 'week'))).toEqual(['other'])
    expect(faulty(compared(monday, monday + 15 * DAY, 'before'))).toEqual(['to'])
    expect(faulty(compared(monday, monday + DAY, ''))).toEqual(['other'])
  })
})
