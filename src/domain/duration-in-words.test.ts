import { expect, it } from 'vitest'
import { durationInWords } from './duration-in-words.ts'

it.each([
  [0.4, 'less than a minute'],
  [1, '1 minute'],
  [59.9, '59 minutes'],
  [60, '1 hour'],
  [70, '1 hour 10 minutes'],
  [1440, '1 day'],
  [3 * 1440 + 125, '3 days 2 hours'],
])('says %s minutes: %s', (minutes, text) => {
  expect(durationInWords(minutes)).toBe(text)
})
