import { expect, test } from 'vitest'
import {
  compactDate,
  DAY,
  HOUR,
  instantOfLondon,
  isSummerTime,
  londonDay,
  londonMinute,
  MINUTE,
  weekdayOf,
} from './uk-clock.ts'

const at = (text: string): number => Date.parse(text)

test('summer time begins and ends at 01:00 UTC on the last Sundays of March and October', () => {
  expect(isSummerTime(at('2026-03-29T00:59:59Z'))).toBe(false)
  expect(isSummerTime(at('2026-03-29T01:00:00Z'))).toBe(true)
  expect(isSummerTime(at('2026-10-25T00:59:59Z'))).toBe(true)
  expect(isSummerTime(at('2026-10-25T01:00:00Z'))).toBe(false)
})

test('it agrees with the zone database for every half hour of a leap year and the next', () => {
  const london = new Intl.DateTimeFormat('en-GB', {
    timeZone: 'Europe/London',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  })
  for (let t = at('2028-01-01T00:00:00Z'); t < at('2030-01-01T00:00:00Z'); t += 7.5 * HOUR) {
    const minute = londonMinute(t)
    const text = [Math.floor(minute / 60), minute % 60].map((n) => String(n).padStart(2, '0'))
    expect(text.join(':')).toBe(london.format(t))
  }
})

test('a London time of day is an hour earlier in UTC in summer', () => {
  const winter = londonDay(at('2026-01-05T12:00:00Z'))
  const summer = londonDay(at('2026-07-06T12:00:00Z'))
  expect(instantOfLondon(winter, 8 * 60)).toBe(at('2026-01-05T08:00:00Z'))
  expect(instantOfLondon(summer, 8 * 60)).toBe(at('2026-07-06T07:00:00Z'))
  expect(weekdayOf(winter)).toBe(1)
  expect(compactDate(summer)).toBe('20260706')
})

test('on the nights the clocks change', () => {
  const spring = londonDay(at('2026-03-29T12:00:00Z'))
  expect(instantOfLondon(spring, 30)).toBe(at('2026-03-29T00:30:00Z'))
  expect(instantOfLondon(spring, 90)).toBe(at('2026-03-29T01:30:00Z'))
  expect(instantOfLondon(spring, 150)).toBe(at('2026-03-29T01:30:00Z'))
  const autumn = londonDay(at('2026-10-25T12:00:00Z'))
  expect(instantOfLondon(autumn, 90)).toBe(at('2026-10-25T00:30:00Z'))
  expect(instantOfLondon(autumn, 150)).toBe(at('2026-10-25T02:30:00Z'))
})

test('whatever a London clock shows leads back to its instant, the second time round apart', () => {
  for (let t = at('2026-03-28T00:00:00Z'); t < at('2026-03-28T00:00:00Z') + 2 * DAY; t += MINUTE) {
    expect(instantOfLondon(londonDay(t), londonMinute(t))).toBe(t)
  }
})
