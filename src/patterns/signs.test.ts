import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { DaySummary } from './day-summary.ts'
import { placesOf } from './places.ts'
import { defaultSignSettings } from './sign-settings.ts'
import { signText } from './sign-text.ts'
import { signsOfDay } from './signs.ts'
import { usualOf } from './usual.ts'

const MINUTE = 60_000
const DAY = 1440 * MINUTE
const FIRST = Date.parse('2026-06-01')

function dateOf(number: number): string {
  return new Date(FIRST + number * DAY).toISOString().slice(0, 10)
}

function stay(number: number, hour: number, minutes: number, metres: number) {
  const from = FIRST + number * DAY + hour * 60 * MINUTE
  return {
    ...{ from, to: from + minutes * MINUTE, longitude: -4.4, radiusMetres: 20, certainty: 0.9 },
    latitude: 53.8 + metres / 111_300,
    at: metres === 0 ? ('home' as const) : ('away' as const),
  }
}

function trips(number: number, count: number) {
  return Array.from({ length: count }, (_, i) => {
    const from = FIRST + number * DAY + i * 40 * MINUTE
    return { from, to: from + 10 * MINUTE, metres: 900 }
  })
}

/** A day like all others: eight hours out, two journeys, known throughout. */
function usualDay(number: number, unlike: Partial<DaySummary> = {}): DaySummary {
  return {
    day: dateOf(number),
    home: { said: 'nights', certainty: 0.9, latitude: 53.8, longitude: -4.4, radiusMetres: 50 },
    minutes: { home: 960, away: 480, notKnown: 0 },
    knownMinutes: 1440,
    night: { home: 360, away: 0, notKnown: 0 },
    farthest: { at: FIRST + number * DAY, kilometres: 3, leastKilometres: 2.9 },
    stays: [stay(number, 0, 480, 0), stay(number, 9, 480, 3000)],
    trips: trips(number, 2),
    ...unlike,
  }
}

const daysBefore = (days: number) => Array.from({ length: days }, (_, number) => usualDay(number))
const about = { isOver: true, hasCurfew: false }
const signs = (unlike: Partial<DaySummary>, days = 14, more: Partial<typeof about> = {}) =>
  signsOfDay(usualDay(days, unlike), daysBefore(days), { ...about, ...more }, defaultSignSettings)
const kinds = (...asked: Parameters<typeof signs>) => signs(...asked).map(({ kind }) => kind)

describe('signsOfDay()', () => {
  it('says nothing of a day like the others', () => {
    expect(signs({})).toEqual([])
  })

  it('tells less time at home, with the usual and the threshold', () => {
    const [sign] = signs({ minutes: { home: 600, away: 840, notKnown: 0 } })
    expect(sign).toMatchObject({ kind: 'less-time-at-home', historyDays: 14 })
    expect(sign?.number).toBeCloseTo(600 / 1440)
    expect(sign?.usual).toBeCloseTo(2 / 3)
    expect(sign?.threshold).toBeCloseTo(2 / 3 - 0.2)
  })

  it('holds nothing against anybody that is not known', () => {
    const unknown = { home: 300, away: 0, notKnown: 1140 }
    expect(signs({ minutes: unknown, knownMinutes: 300, farthest: undefined })).toEqual([])
    const mostly = { home: 500, away: 640, notKnown: 300 }
    const [sign] = signs({ minutes: mostly, knownMinutes: 1140 })
    expect(sign?.certainty).toBeLessThan(0.8)
  })

  it('waits until a day is over before it says that little of it was at home', () => {
    expect(
      kinds({ minutes: { home: 100, away: 800, notKnown: 0 } }, 14, { isOver: false }),
    ).toEqual([])
  })

  it('tells how far somebody was at least, beyond ten miles and beyond what is usual', () => {
    const far = (leastKilometres: number) => ({
      farthest: { at: FIRST, kilometres: leastKilometres + 1, leastKilometres },
    })
    expect(kinds(far(15.9))).toEqual([])
    expect(kinds(far(16.2))).toEqual(['far-from-home'])
    const travels = daysBefore(14).map((day) => ({ ...day, ...far(30) }))
    const day = usualDay(14, far(25))
    expect(signsOfDay(day, travels, about, defaultSignSettings)).toEqual([])
  })

  it('tells many short journeys and no long ones', () => {
    expect(kinds({ trips: trips(14, 6) })).toEqual(['many-journeys'])
    expect(kinds({ trips: trips(14, 5) })).toEqual([])
    const long = trips(14, 6).map((trip) => ({ ...trip, to: trip.from + 31 * MINUTE }))
    expect(kinds({ trips: long })).toEqual([])
  })

  it('tells nothing that is more likely not so', () => {
    const stays = [stay(14, 0, 480, 0), stay(14, 9, 480, 3000)].map((one) => ({
      ...one,
      certainty: 0.4,
    }))
    expect(kinds({ trips: trips(14, 9), stays })).toEqual([])
  })

  it('tells a place that nobody knew, from fifty minutes on', () => {
    const found = (minutes: number) => signs({ stays: [stay(14, 12, minutes, -800)] })
    expect(found(49)).toEqual([])
    expect(found(50)).toMatchObject([{ kind: 'new-place', number: 50, usual: 0, threshold: 50 }])
    const coarse = { ...stay(14, 12, 90, -800), radiusMetres: 600 }
    expect(signs({ stays: [coarse] })).toEqual([])
  })

  it('tells a night away of somebody without a curfew', () => {
    const night = { home: 200, away: 160, notKnown: 0 }
    expect(kinds({ night })).toEqual(['away-overnight'])
    expect(kinds({ night }, 14, { hasCurfew: true })).toEqual([])
    expect(kinds({ night: { home: 200, away: 0, notKnown: 160 } })).toEqual([])
  })

  it('needs seven known days before, of the last twenty-eight', () => {
    const odd = { night: { home: 0, away: 360, notKnown: 0 } }
    expect(kinds(odd, 6)).toEqual([])
    expect(kinds(odd, 7)).toEqual(['away-overnight'])
    const long = signsOfDay(usualDay(60, odd), daysBefore(14), about, defaultSignSettings)
    expect(long).toEqual([])
    const hardlyKnown = daysBefore(14).map((day) => ({ ...day, knownMinutes: 600 }))
    expect(signsOfDay(usualDay(14, odd), hardlyKnown, about, defaultSignSettings)).toEqual([])
  })
})

describe('usualOf()', () => {
  it('is not moved by one odd day', () => {
    expect(usualOf([5, 5, 5, 6, 4, 5, 900])).toMatchObject({ median: 5, spread: 0 })
  })
})

describe('placesOf()', () => {
  it('puts every stay that names a place in one, whatever their order', () => {
    const visits = fc.array(
      fc.tuple(fc.integer({ min: 0, max: 20 }), fc.integer({ min: -20, max: 20 })),
    )
    fc.assert(
      fc.property(visits, (list) => {
        const all = list.map(([number, place]) => stay(number, 3, 60 + place, 60 * place))
        const places = placesOf(all)
        expect(places.flatMap((place) => place.visits)).toHaveLength(all.length)
        const minutes = (found: typeof places) => found.map((place) => place.minutes)
        expect(minutes(placesOf(all.toReversed()))).toEqual(minutes(places))
      }),
    )
  })
})

describe('signText()', () => {
  it('has the number, the usual and the threshold of each kind', () => {
    const of = { day: '2026-06-15', historyDays: 14, certainty: 0.9 }
    const said = [
      { ...of, kind: 'less-time-at-home', number: 0.41, usual: 0.667, threshold: 0.467 },
      { ...of, kind: 'far-from-home', number: 24, usual: 3, threshold: 16.1 },
      { ...of, kind: 'many-journeys', number: 7, usual: 2.5, threshold: 7 },
      { ...of, kind: 'new-place', number: 85, usual: 0, threshold: 50 },
      { ...of, kind: 'away-overnight', number: 120, usual: 0, threshold: 60 },
    ] as const
    expect(said.map((sign) => signText(sign))).toEqual([
      '41% of the known time at home, usually 67% on the 14 known days before; listed at 47% or less',
      'at least 24.0 km (14.9 miles) from home, usually 3.0 km (1.9 miles) on the 14 known days before; listed from 16.1 km (10.0 miles)',
      '7 short journeys, usually 2.5 on the 14 known days before; listed from 7',
      '1 hour 25 minutes in a place not visited on the 14 known days before; listed from 50 minutes',
      '2 hours away between midnight and 6am, usually none on the 14 known days before; listed from 1 hour',
    ])
  })
})
