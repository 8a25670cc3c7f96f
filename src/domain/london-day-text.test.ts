import { expect, it } from 'vitest'
import {
  londonClockText,
  londonDayText,
  londonMinuteText,
  londonStretchText,
} from './london-day-text.ts'

it('says days and minutes of London, and which of two equal times', () => {
  const night = Date.UTC(2026, 9, 25, 0, 30)
  expect(londonDayText(Date.UTC(2026, 4, 31, 23, 30))).toBe('Monday 1 June 2026')
  expect(londonMinuteText(night - 3_600_000)).toBe('Sunday 25 October 2026, 00:30')
  expect(londonMinuteText(night)).toBe('Sunday 25 October 2026, 01:30 BST')
  expect(londonStretchText(night, night + 3_600_000)).toBe(
    'Sunday 25 October 2026, 01:30 BST to 01:30 GMT',
  )
  expect([-60, 0, 60, 120].map((later) => londonClockText(night + later * 60_000))).toEqual([
    '00:30',
    '01:30 BST',
    '01:30 GMT',
    '02:30',
  ])
  expect(londonStretchText(Date.UTC(2026, 0, 5, 19), Date.UTC(2026, 0, 6, 7))).toBe(
    'Monday 5 January 2026, 19:00 to Tuesday 6 January 2026, 07:00',
  )
})
