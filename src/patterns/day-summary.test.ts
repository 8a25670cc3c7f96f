import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { TrailPosition } from './day-pattern.ts'
import { summaryOf } from './day-summary.ts'
import { type Home, homeByOrder, isAtHome, roundHome } from './home.ts'
import { inferHome } from './infer-home.ts'
import { legsOf } from './legs.ts'
import { patternDay } from './pattern-day.ts'
import { defaultPatternSettings } from './pattern-settings.ts'

const MINUTE = 60_000
const HOME = { latitude: 53.8, longitude: -4.4 }
const home: Home = { said: 'nights', certainty: 0.9, places: [roundHome(HOME, 50)] }

/** A position so many metres north of home. */
function at(capturedAt: number, metres: number): TrailPosition {
  const latitude = HOME.latitude + metres / 111_300
  return { capturedAt, latitude, longitude: HOME.longitude, accuracyMetres: 12, mechanism: 'GPS' }
}

function every(from: number, to: number, metres: number): TrailPosition[] {
  return Array.from({ length: Math.ceil((to - from) / MINUTE) }, (_, i) =>
    at(from + i * MINUTE, metres),
  )
}

function summary(day: string, trail: readonly TrailPosition[], whose: Home | undefined = home) {
  const whole = patternDay(day)
  return summaryOf(whole, [whole], trail, legsOf(trail), whose, defaultPatternSettings)
}

describe('summaryOf()', () => {
  it.each([
    ['2026-03-29', 23, 5],
    ['2026-06-01', 24, 6],
    ['2026-10-25', 25, 7],
  ])('counts every minute of %s, which has %i hours, and its night', (day, hours, night) => {
    const { from, to } = patternDay(day)
    const { minutes, night: nights } = summary(day, every(from, to + 5 * MINUTE, 0))
    expect(minutes).toEqual({ home: hours * 60, away: 0, notKnown: 0 })
    expect(nights).toEqual({ home: night * 60, away: 0, notKnown: 0 })
  })

  it('tells home, away, the way between and what is not known apart', () => {
    const { from } = patternDay('2026-06-01')
    const h = (hours: number) => from + hours * 60 * MINUTE
    const walk = Array.from({ length: 30 }, (_, i) => at(h(8) + i * MINUTE, 100 * i))
    const trail = [...every(h(0), h(8), 0), ...walk, ...every(h(8.5), h(12), 3000)]
    const { minutes, trips, stays, farthest, knownMinutes } = summary('2026-06-01', trail)
    expect(minutes.home).toBeCloseTo(480, -1)
    expect(minutes.away).toBeCloseTo(239, -1)
    expect(minutes.home + minutes.away + minutes.notKnown).toBeCloseTo(1440, 6)
    expect(knownMinutes).toBeCloseTo(719, 6)
    expect(trips).toHaveLength(1)
    expect(stays.map((stay) => stay.at)).toEqual(['home', 'away'])
    expect(farthest?.leastKilometres).toBeGreaterThan(2.8)
    expect(farthest?.leastKilometres).toBeLessThan(farthest?.kilometres ?? 0)
  })

  it('looks at nothing outside of what is lawful', () => {
    const day = patternDay('2026-06-01')
    const trail = every(day.from, day.to, 0)
    const lawful = [{ from: day.from, to: day.from + 60 * MINUTE }]
    const { minutes } = summaryOf(day, lawful, trail, legsOf(trail), home, defaultPatternSettings)
    expect(minutes).toEqual({ home: 60, away: 0, notKnown: 0 })
  })

  it('believes no lone jump when it says how far somebody was', () => {
    const { from } = patternDay('2026-06-01')
    const trail = [...every(from, from + 60 * MINUTE, 0), at(from + 60 * MINUTE, 90_000)]
    const after = every(from + 61 * MINUTE, from + 120 * MINUTE, 0)
    expect(summary('2026-06-01', [...trail, ...after]).farthest?.leastKilometres).toBeLessThan(0.1)
  })

  it('says of nothing that it is at home or away where home is not known', () => {
    const day = patternDay('2026-06-01')
    const trail = every(day.from, day.to, 0)
    const { minutes, knownMinutes } = summaryOf(
      day,
      [day],
      trail,
      legsOf(trail),
      undefined,
      defaultPatternSettings,
    )
    expect(minutes).toEqual({ home: 0, away: 0, notKnown: 1440 })
    expect(knownMinutes).toBe(1439)
  })

  it('adds up whatever the positions are', () => {
    const { from, to } = patternDay('2026-06-01')
    const positions = fc.array(
      fc.tuple(fc.integer({ min: -300, max: 1700 }), fc.integer({ min: -5000, max: 5000 })),
    )
    fc.assert(
      fc.property(positions, (list) => {
        const trail = list
          .map(([minute, metres]) => at(from + minute * MINUTE, metres))
          .sort((a, b) => a.capturedAt - b.capturedAt)
        const { minutes, knownMinutes, stays } = summary('2026-06-01', trail)
        expect(minutes.home + minutes.away + minutes.notKnown).toBeCloseTo(1440, 6)
        expect(minutes.home + minutes.away).toBeLessThanOrEqual(knownMinutes + 1e-6)
        for (const stay of stays) {
          expect(stay.from).toBeGreaterThanOrEqual(from)
          expect(stay.to).toBeLessThanOrEqual(to)
        }
      }),
    )
  })
})

describe('home', () => {
  const night = (day: string, metres: number, hours = 6) => {
    const { from } = patternDay(day)
    const trail = every(from, from + hours * 60 * MINUTE, metres)
    return { day: patternDay(day), stays: summary(day, trail).stays }
  }
  const days = ['2026-06-01', '2026-06-02', '2026-06-03', '2026-06-04']

  it('is where most nights are spent, the surer the more there are', () => {
    const few = inferHome(
      days.slice(0, 3).map((day) => night(day, 0)),
      defaultPatternSettings,
    )
    const more = inferHome(
      days.map((day) => night(day, 0)),
      defaultPatternSettings,
    )
    expect(few?.places[0].latitude).toBeCloseTo(HOME.latitude, 5)
    expect(few?.said).toBe('nights')
    expect(more?.certainty).toBeGreaterThan(few?.certainty ?? 1)
  })

  it('is not said of few nights, short ones, or nights all over the place', () => {
    const found = (nights: Parameters<typeof inferHome>[0]) =>
      inferHome(nights, defaultPatternSettings)
    expect(found(days.slice(0, 2).map((day) => night(day, 0)))).toBeUndefined()
    expect(found(days.map((day) => night(day, 0, 1)))).toBeUndefined()
    expect(found(days.map((day, index) => night(day, 1000 * index)))).toBeUndefined()
  })

  it('is where the curfew is when an order says so, for as long as it does', () => {
    const order = {
      ...{ id: 'O1', deviceWearerId: 'W1', orderType: 'x', from: 0, to: 100 },
      conditions: [
        { id: 'C1', kind: 'curfew' as const, from: 0, to: 50, crimeMapping: false, zoneIds: ['Z'] },
      ],
    }
    const geometry = { type: 'Point', coordinates: [HOME.longitude, HOME.latitude] }
    const zone = {
      id: 'Z',
      kind: 'inclusion' as const,
      geometry,
      radiusMetres: 60,
      from: 0,
      to: 100,
    }
    const people = { monitoringOrders: [order], zones: [zone] }
    const found = homeByOrder(people, 'W1', { from: 10, to: 20 })
    expect(found).toMatchObject({ said: 'condition', certainty: 1 })
    expect(found?.places[0].radiusMetres).toBeCloseTo(60, 1)
    expect(homeByOrder(people, 'W1', { from: 60, to: 70 })).toBeUndefined()
    expect(homeByOrder(people, 'W2', { from: 10, to: 20 })).toBeUndefined()
  })

  it('is neither at nor away from where a circle is too large to tell', () => {
    const stay = (metres: number, radiusMetres: number) =>
      isAtHome(home, { ...HOME, latitude: HOME.latitude + metres / 111_300, radiusMetres })
    expect(stay(30, 20)).toBe('home')
    expect(stay(30, 900)).toBe('not-known')
    expect(stay(600, 900)).toBe('not-known')
    expect(stay(2000, 900)).toBe('away')
    expect(stay(600, 20)).toBe('away')
  })
})
