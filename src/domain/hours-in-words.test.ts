import { expect, it } from 'vitest'
import { hoursInWords } from './hours-in-words.ts'

it.each([
  [{ weekdays: ['mon', 'tue', 'wed', 'thu', 'fri'] }, 'Monday to Friday, 19:00 to 07:00'],
  [{ weekdays: ['sun', 'sat'] }, 'Saturday and Sunday, 19:00 to 07:00'],
  [{ weekdays: ['mon', 'wed', 'fri'] }, 'Monday, Wednesday and Friday, 19:00 to 07:00'],
  [{ weekdays: ['tue'], to: '24:00' }, 'Tuesday, 19:00 to midnight'],
  [
    { weekdays: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'], from: '00:00', to: '24:00' },
    'Every day, all day',
  ],
  [
    { weekdays: ['thu'], everyWeeks: 2, firstDate: '2026-01-01', lastDate: '2026-07-31' },
    'Thursday, 19:00 to 07:00, every 2 weeks, from 1 January 2026, until 31 July 2026',
  ],
] as const)('says %j as %s', (hours, words) => {
  expect(hoursInWords({ from: '19:00', to: '07:00', ...hours })).toBe(words)
})
