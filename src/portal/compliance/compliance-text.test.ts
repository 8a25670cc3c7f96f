import { describe, expect, it } from 'vitest'
import { between, curfewAtHome, instant, settings, stay } from '../../../test/support/monitored.ts'
import type { ComplianceNight } from '../../app/compliance/read-compliance.ts'
import { assess } from '../../monitoring/assess.ts'
import { nightsOf } from '../../monitoring/nights.ts'
import type { Kept } from '../../monitoring/required-kept.ts'
import type { CurfewRule } from '../../monitoring/rule.ts'
import { shareText } from './attendance-section.tsx'
import { feedbackSentences } from './feedback-text.ts'
import { minutesByDay } from './minutes-by-day.ts'
import { nextCurfew } from './next-curfew.ts'
import { clockText, dayText, happenedLines, minutesLines, requiredLines } from './night-text.ts'
import { besideDays, complianceQuery, shownCompliance } from './typed-compliance.ts'

const now = instant('2026-01-12T12:00')

function nightFrom(
  from: string,
  observations: ReturnType<typeof stay>,
  rule: CurfewRule = curfewAtHome,
  kept: Kept | undefined = 'kept',
): ComplianceNight {
  const [night] = nightsOf(rule, { from: instant(from), to: instant(from) + 1 })
  if (!night) throw new Error(`No night has ${from}`)
  const later = { within: night, now: instant('2027-01-01T00:00') }
  const { states, findings } = assess(rule, observations, later, settings)
  return {
    rule,
    night,
    states,
    absences: findings.flatMap(({ stage, from, to = 0 }) =>
      stage === 'actual' ? [{ from, to }] : [],
    ),
    authorised: rule.absences,
    unmonitored: [],
    minutes: { counted: 0, pending: 30, authorised: 0, excused: 1 },
    incidents: [],
    kept,
  }
}

describe('a night in words', () => {
  it('says when somebody was away or nothing is known, and the rest in one line', () => {
    const home = nightFrom('2026-01-05T20:00', stay(0, '2026-01-05T18:00', '2026-01-06T08:00'))
    expect(happenedLines(home)).toEqual(['At home throughout'])
    expect(happenedLines(nightFrom('2026-01-05T20:00', []))).toEqual(['Not known throughout'])
    const mixed = nightFrom('2026-01-05T20:00', [
      ...stay(0, '2026-01-05T18:00', '2026-01-05T21:10'),
      ...stay(3, '2026-01-05T21:11', '2026-01-05T21:40'),
      ...stay(0, '2026-01-05T21:41', '2026-01-06T03:00'),
      ...stay(0, '2026-01-06T03:40', '2026-01-06T08:00'),
    ])
    const lines = happenedLines(mixed)
    expect(lines[0]).toMatch(/^Away 21:1\d to 21:4\d \(no incident yet\)$/)
    expect(lines[1]).toMatch(/^Not known 03:0\d to 03:\d\d$/)
    expect(lines[2]).toBe('At home the rest of the time')
    expect(minutesLines(mixed.minutes)).toEqual([
      '30 minutes waiting for a decision',
      '1 minute excused',
    ])
  })

  it('says the hours and places of the night, what was authorised, and the day of release', () => {
    const rule: CurfewRule = {
      ...curfewAtHome,
      terms: {
        ...curfewAtHome.terms,
        releaseDay: { date: '2026-01-05', from: '20:00', to: '24:00', zoneIds: ['home'] },
      },
      absences: [between('2026-01-05T22:00', '2026-01-05T23:00')],
    }
    expect(requiredLines(nightFrom('2026-01-05T21:00', [], rule))).toEqual([
      'The day of release',
      '20:00 to 22:00 at home',
      '23:00 to midnight at home',
      '22:00 to 23:00: absence authorised',
    ])
  })

  it('says which hour is meant on the nights when clocks change', () => {
    const october = between('2026-10-24T18:00', '2026-10-25T07:00')
    expect(clockText(instant('2026-10-25T00:30'), october)).toBe('01:30 BST')
    expect(clockText(instant('2026-10-25T01:30'), october)).toBe('01:30 GMT')
    const lines = happenedLines(
      nightFrom('2026-03-28T20:00', stay(0, '2026-03-28T18:00', '2026-03-29T00:30')),
    )
    expect(lines[0]).toMatch(/^Not known 00:3\d GMT to 07:00 BST$/)
    expect(dayText('2026-03-29')).toBe('Sunday 29 March 2026')
  })
})

describe('words for the person', () => {
  const nights = (...kept: (Kept | undefined)[]) =>
    kept.map((each, index) =>
      nightFrom(`2026-01-${String(5 + index).padStart(2, '0')}T20:00`, [], curfewAtHome, each),
    )
  const said = (...kept: (Kept | undefined)[]) =>
    feedbackSentences({ nights: nights(...kept), appointments: [] })

  it('are only of what is known to be kept', () => {
    expect(said('broken', 'kept', 'kept', 'kept', 'open')).toEqual([
      'You kept your curfew on all 3 nights since 6 January 2026. Well done.',
    ])
    expect(said('kept', 'unknown', 'kept')).toEqual([
      'You kept your curfew on 2 nights since 5 January 2026. Well done.',
    ])
    expect(said('kept', 'kept', 'undecided')).toEqual([
      'You kept your curfew on 2 nights between 5 January 2026 and 6 January 2026.',
    ])
    expect(said('unknown', 'broken')).toEqual([])
    expect(feedbackSentences({ nights: [], appointments: [] })).toEqual([])
  })

  it('share appointments only of those of which it is known', () => {
    expect(shareText([{ outcome: 'on-time' }, { outcome: 'late' }, { outcome: 'unknown' }])).toBe(
      'On time for 1 of 2 appointments of which it is known. Of 1 it is not known.',
    )
    expect(shareText([{ outcome: 'unknown' }])).toMatch(/^Of no appointment is it known/)
  })
})

describe('minutesByDay()', () => {
  const seen = { latitude: 53.8, longitude: -4.4, accuracyMetres: 10, mechanism: 'GPS' }
  const positions = [
    { ...seen, capturedAt: 0 },
    { ...seen, capturedAt: 0 },
  ] as const
  const line = (incidentId: string, from: string, minutes: number) => ({
    incidentId,
    state: 'pending' as const,
    from: instant(from),
    to: instant(from) + minutes * 60_000,
    minutes,
    positions,
  })
  const dates = ['2026-01-05', '2026-01-06']
  const night = { ...between('2026-01-05T19:00', '2026-01-06T07:00'), date: '2026-01-05' }

  it('is by the date that a night began on, and leaves out violations that are short as a whole', () => {
    const lines = [
      line('1', '2026-01-05T23:50', 10),
      line('1', '2026-01-06T00:00', 4),
      line('2', '2026-01-06T12:00', 5),
    ]
    const of = (over: number) =>
      minutesByDay(lines, [night], dates, over).map(({ minutes }) => minutes.pending)
    expect(of(0)).toEqual([14, 5])
    expect(of(5)).toEqual([14, 0])
    expect(of(15)).toEqual([0, 0])
  })
})

describe('the period of the page', () => {
  const shown = (query: Record<string, string> = {}) => shownCompliance((name) => query[name], now)

  it('is the last 28 days, or days that are asked for, and never days to come', () => {
    expect(shown().period.dates.at(0)).toBe('2025-12-16')
    expect(shown().period.dates.at(-1)).toBe('2026-01-12')
    expect(shown({ days: '7', until: '2026-01-05' }).period.dates).toHaveLength(7)
    expect(shown({ until: '2027-01-01' }).until).toBe('2026-01-12')
    expect(shown({ until: '2026-02-30', days: '400', over: '3', as: 'x' })).toEqual(shown())
    expect(shown({ until: '0100-01-10' })).toEqual(shown())
  })

  it('steps back and forth by as many days, and its address says only what is not usual', () => {
    const week = shown({ days: '7', until: '2026-01-10', over: '5', as: 'table' })
    expect(besideDays(week, now)).toEqual({ earlier: '2026-01-03', later: '2026-01-12' })
    expect(besideDays(shown(), now).later).toBeUndefined()
    expect(complianceQuery(week, now)).toEqual({
      days: '7',
      until: '2026-01-10',
      over: '5',
      as: 'table',
    })
    expect(Object.values(complianceQuery(shown(), now)).filter(Boolean)).toEqual([])
  })

  it('has whole London days where clocks change', () => {
    const { within } = shownCompliance(
      (name) => ({ days: '1', until: '2026-10-25' })[name],
      instant('2026-12-01T12:00'),
    ).period
    expect((within.to - within.from) / 3_600_000).toBe(25)
  })
})

describe('nextCurfew()', () => {
  it('is the one that goes on, or the next that is required', () => {
    const evening = nextCurfew([curfewAtHome], instant('2026-01-05T20:00'))
    expect(evening?.isNow).toBe(true)
    expect(evening?.night.to).toBe(instant('2026-01-06T07:00'))
    const noon = nextCurfew([curfewAtHome], instant('2026-01-05T12:00'))
    expect([noon?.isNow, noon?.night.date]).toEqual([false, '2026-01-05'])
    const away = { ...curfewAtHome, absences: [between('2026-01-05T12:00', '2026-01-06T12:00')] }
    expect(nextCurfew([away], instant('2026-01-05T12:00'))?.night.date).toBe('2026-01-06')
    expect(nextCurfew([], now)).toBeUndefined()
  })
})
