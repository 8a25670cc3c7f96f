import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Interval } from './interval.ts'
import { londonLocal } from './london-local.ts'
import {
  hoursFault,
  hoursWithin,
  occurrenceOn,
  occurrencesOf,
  type WeeklyHours,
  weekdays,
} from './weekly-hours.ts'

const HOUR = 3_600_000
const at = (text: string) => Date.parse(text)
const within = (from: string, to: string): Interval => ({ from: at(from), to: at(to) })
const text = ({ from, to }: Interval) =>
  [from, to].map((instant) => new Date(instant).toISOString().slice(0, 16))
const nights: WeeklyHours = { weekdays, from: '19:00', to: '07:00' }
const daily = (from: string, to: string): WeeklyHours => ({ weekdays, from, to })

describe('occurrencesOf()', () => {
  it('gives every night that shares an instant, whole', () => {
    const found = occurrencesOf(nights, within('2026-01-05T03:00Z', '2026-01-06T19:01Z'))
    expect(found.map(({ date }) => date)).toEqual(['2026-01-04', '2026-01-05', '2026-01-06'])
    expect(found.map(text)[0]).toEqual(['2026-01-04T19:00', '2026-01-05T07:00'])
    expect(occurrencesOf(nights, within('2026-01-05T07:00Z', '2026-01-05T19:00Z'))).toEqual([])
  })

  it('is 11 hours in the night of March and 13 in that of October', () => {
    const [march] = occurrencesOf(nights, within('2026-03-29T00:00Z', '2026-03-29T01:00Z'))
    expect(march && text(march)).toEqual(['2026-03-28T19:00', '2026-03-29T06:00'])
    const [october] = occurrencesOf(nights, within('2026-10-25T00:00Z', '2026-10-25T01:00Z'))
    expect(october && text(october)).toEqual(['2026-10-24T18:00', '2026-10-25T07:00'])
  })

  it.each([
    ['2026-03-28', '19:00', '01:30', '2026-03-28T19:00', '2026-03-29T01:00'],
    ['2026-03-29', '01:30', '02:30', '2026-03-29T01:00', '2026-03-29T01:30'],
    ['2026-03-29', '00:30', '01:30', '2026-03-29T00:30', '2026-03-29T01:00'],
    ['2026-10-25', '01:30', '02:30', '2026-10-25T00:30', '2026-10-25T02:30'],
    ['2026-10-25', '00:30', '01:30', '2026-10-24T23:30', '2026-10-25T01:30'],
    ['2026-10-25', '01:30', '01:31', '2026-10-25T00:30', '2026-10-25T01:31'],
    ['2026-03-29', '00:00', '24:00', '2026-03-29T00:00', '2026-03-29T23:00'],
    ['2026-10-25', '00:00', '00:00', '2026-10-24T23:00', '2026-10-26T00:00'],
  ])('reads %s %s to %s to the minute', (date, from, to, first, last) => {
    const occurrence = occurrenceOn(date, { from, to })
    expect(occurrence && text(occurrence)).toEqual([first, last])
  })

  it('has no stretch where March leaves nothing of it', () => {
    expect(occurrenceOn('2026-03-29', { from: '01:10', to: '01:50' })).toBeUndefined()
    const sunday = within('2026-03-29T00:00Z', '2026-03-29T23:00Z')
    expect(occurrencesOf(daily('01:10', '01:50'), sunday)).toEqual([])
  })

  it('keeps to its weekdays, dates and rhythm', () => {
    const year = within('2026-01-01T00:00Z', '2026-03-01T00:00Z')
    const dates = (hours: Partial<WeeklyHours>) =>
      occurrencesOf({ ...nights, ...hours }, year).map(({ date }) => date)
    expect(dates({ weekdays: ['mon'], firstDate: '2026-01-06', lastDate: '2026-01-26' })).toEqual([
      '2026-01-12',
      '2026-01-19',
      '2026-01-26',
    ])
    // Counted from the week of the first date, though that is a Thursday and the hours are Mondays'.
    expect(
      dates({ weekdays: ['mon'], firstDate: '2026-01-08', everyWeeks: 2, lastDate: '2026-02-10' }),
    ).toEqual(['2026-01-19', '2026-02-02'])
    expect(dates({ weekdays: ['thu'], firstDate: '2026-01-08', everyWeeks: 4 })).toEqual([
      '2026-01-08',
      '2026-02-05',
    ])
  })

  it('knows no stretch of hours that are none', () => {
    for (const [hours, fault] of [
      [daily('7:00', '19:00'), /7:00/],
      [daily('24:00', '07:00'), /24:00/],
      [daily('19:00', '25:00'), /25:00/],
      [{ ...nights, weekdays: [] }, /weekday/],
      [{ ...nights, firstDate: '2026-02-30' }, /2026-02-30/],
      [{ ...nights, everyWeeks: 0 }, /0 weeks/],
    ] as const) {
      expect(hoursFault(hours)).toMatch(fault)
      expect(occurrencesOf(hours, within('2026-01-01T00:00Z', '2026-02-01T00:00Z'))).toEqual([])
    }
    expect(hoursFault(nights)).toBeUndefined()
    expect(occurrenceOn('2026-02-30', nights)).toBeUndefined()
  })
})

describe('hoursWithin()', () => {
  it('joins what touches and keeps within', () => {
    const evening = daily('19:00', '24:00')
    const morning = daily('00:00', '07:00')
    const stretch = within('2026-01-05T20:00Z', '2026-01-06T20:00Z')
    expect(hoursWithin([evening, morning], stretch)).toEqual([
      within('2026-01-05T20:00Z', '2026-01-06T07:00Z'),
      within('2026-01-06T19:00Z', '2026-01-06T20:00Z'),
    ])
  })

  it('is what London clocks show, at any minute of any year, but the hours that are left out or doubled', () => {
    const minute = fc.integer({ min: at('2015-01-01') / 60_000, max: at('2040-01-01') / 60_000 })
    const time = fc
      .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
      .map((parts) => parts.map((part) => String(part).padStart(2, '0')).join(':'))
    const days = fc.subarray([...weekdays], { minLength: 1 })
    fc.assert(
      fc.property(minute, time, time, days, (instantMinute, from, to, named) => {
        const instant = instantMinute * 60_000
        const clock = londonLocal(instant)
        const around = [instant - 26 * HOUR, instant + 26 * HOUR].map((i) => londonLocal(i).zone)
        if (new Set(around).size > 1) return
        const today = weekdays[(new Date(`${clock.date}T00:00Z`).getUTCDay() + 6) % 7]
        const before = weekdays[(new Date(`${clock.date}T00:00Z`).getUTCDay() + 5) % 7]
        const isLate = today && named.includes(today) && clock.time >= from
        const isEarly = before && named.includes(before) && clock.time < to && to <= from
        const expected = to > from ? isLate && clock.time < to : isLate || isEarly
        const found = hoursWithin([{ weekdays: named, from, to }], {
          from: instant,
          to: instant + 60_000,
        })
        expect(found.length > 0).toBe(Boolean(expected))
      }),
    )
  })
})
