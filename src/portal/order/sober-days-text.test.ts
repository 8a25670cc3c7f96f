import { expect, it } from 'vitest'
import { soberDaysText } from './sober-days-text.ts'

it.each([
  [
    { sober: 9999, withAlcohol: 1, withoutReading: 0, rate: 0.9999 },
    'Sober on 9999 of 10,000 days with a reading (99.9 %).',
  ],
  [
    { sober: 1, withAlcohol: 0, withoutReading: 1, rate: 1 },
    'Sober on 1 of 1 day with a reading (100 %). Of 1 day there is no reading.',
  ],
  [
    { sober: 0, withAlcohol: 0, withoutReading: 3, rate: undefined },
    'No reading is recorded. Of 3 days there is no reading.',
  ],
])('says %j', (days, text) => {
  expect(soberDaysText(days)).toBe(text)
})
