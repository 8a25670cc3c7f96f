import { expect, it } from 'vitest'
import { permissionsOf } from '../../domain/roles.ts'
import { hoursOfWeek } from '../../patterns/hours-of-week.ts'
import { patternDay } from '../../patterns/pattern-day.ts'
import { rangeAsTyped } from '../components/typed-range.ts'
import { PatternsPage, type PatternsShown } from './patterns-page.tsx'

const day = (date: string) => patternDay(`2026-11-${date}`)
const from = day('20').from
const within = { from, to: day('23').to }
const visit = {
  from: from + 3_600_000,
  to: from + 3 * 3_600_000,
  latitude: 53.8,
  longitude: -4.4,
  radiusMetres: 20,
  certainty: 0.97,
}
const summary = {
  day: '2026-11-20',
  home: {
    said: 'nights',
    certainty: 0.85,
    latitude: 53.8,
    longitude: -4.4,
    radiusMetres: 60,
  },
  minutes: { home: 900, away: 300, notKnown: 240 },
  knownMinutes: 1200,
  night: { home: 300, away: 0, notKnown: 60 },
  farthest: { at: from, kilometres: 20, leastKilometres: 19.4 },
  stays: [],
  trips: [],
} as const
const place = (name: string | undefined) => ({
  latitude: 53.8,
  longitude: -4.4,
  radiusMetres: 20.4,
  visits: [visit, visit],
  minutes: 240,
  home: undefined,
  hours: hoursOfWeek([visit]),
  usualHours: { from: 1, to: 3 },
  named: name
    ? {
        certainty: 0.82,
        place: {
          id: 'osm-1-1',
          category: 'pub',
          name,
          address: undefined,
          geometry: {},
          radiusMetres: 25,
        },
      }
    : undefined,
})
const shown: PatternsShown = {
  days: [
    { ...day('20'), summary },
    { ...day('21'), summary: undefined },
    { ...day('22'), summary: undefined },
  ],
  lawful: [within],
  places: [place('The <Anchor>'), place(undefined)],
  newPlaces: [{ ...visit, day: '2026-11-20', historyDays: 12 }],
  newNames: [undefined],
  signs: [
    {
      kind: 'far-from-home',
      day: '2026-11-20',
      number: 19.4,
      usual: 2,
      threshold: 16.1,
      historyDays: 12,
      certainty: 0.95,
    },
  ],
  read: within,
  extract: undefined,
}
const page = (of: PatternsShown, role: Parameters<typeof permissionsOf>[0]) =>
  String(
    PatternsPage({
      id: 'W1',
      title: 'Patterns of Orla Venn',
      period: { within, typed: rangeAsTyped(within), faults: [] },
      earliest: undefined,
      permissions: permissionsOf(role),
      shown: of,
    }),
  )

it('says what stood out with its number, the usual, the threshold and how sure, and what is not known', () => {
  const text = page(shown, 'probation-practitioner')
  expect(text).toContain('Told from 1 of 3 days that may be looked at')
  expect(text).toContain('At least 19.4 km (12.1 miles) from home, usually 2.0 km')
  expect(text).toContain('listed from 16.1 km')
  expect(text).toContain('Sure, 95 in 100')
  expect(text).toContain('told from where the nights are spent. Fairly sure, 85 in 100')
  expect(text).toContain('15 hours')
  expect(text).toContain('5 hours at home, 1 hour not known')
  expect(text).toContain('Saturday 21 November 2026 to Sunday 22 November 2026')
  expect(text).toContain('Pub, bar or club “The &lt;Anchor&gt;”')
  expect(text).toContain('Place 2')
  expect(text).toContain('1am to 3am')
  expect(text).toContain('Good to about 20 metres')
  expect(text).toContain('/people/W1/notes?from=2026-11-20')
  expect(text).toContain('/people/W1/places?at=2026-11-20T02%3A00%3A00Z')
  expect(text).not.toContain('style=')
})

it('offers nothing that whoever looks may not do, and never calls silence quiet', () => {
  const text = page({ ...shown, signs: [], newPlaces: [] }, 'hub-caseworker')
  expect(text).toContain('Nothing stood out. A day can only stand out against at least seven days')
  expect(text).toContain('A place can only be new once seven days before it are known')
  expect(text).not.toContain('/notes')
  const nothing = page({ ...shown, days: [] }, 'hub-caseworker')
  expect(nothing).toContain('no day of it may be looked at')
})
