import { describe, expect, it } from 'vitest'
import { hoursInWords } from './hours-in-words.ts'
import { type WeeklyHours, weekdays } from './weekly-hours.ts'

const night = { from: '19:00', to: '07:00' }

describe('hoursInWords()', () => {
  it.each<[WeeklyHours, string]>([
    [{ weekdays, ...night }, 'every day 19:00 to 07:00 the next day'],
    [
      { weekdays: ['fri', 'mon', 'tue', 'wed', 'thu'], from: '09:00', to: '17:00' },
      'Monday to Friday 09:00 to 17:00',
    ],
    [{ weekdays: ['sat', 'sun'], from: '00:00', to: '24:00' }, 'Saturday and Sunday all day'],
    [
      { weekdays: ['mon', 'wed', 'thu', 'fri'], from: '22:00', to: '24:00' },
      'Monday and Wednesday to Friday 22:00 to midnight',
    ],
    [
      {
        weekdays: ['tue'],
        from: '10:00',
        to: '11:00',
        firstDate: '2026-01-06',
        lastDate: '2026-03-03',
        everyWeeks: 2,
      },
      'Tuesday 10:00 to 11:00, every 2 weeks, from 6 January 2026, to 3 March 2026',
    ],
  ])('says of %j: %s', (hours, words) => {
    expect(hoursInWords(hours)).toBe(words)
  })
})
