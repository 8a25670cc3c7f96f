import { describe, expect, it } from 'vitest'
import {
  between,
  clock,
  curfewAtHome,
  home,
  instant,
  placeAt,
  settings,
  stay,
  told,
} from '../../test/support/monitored.ts'
import { weekdays } from '../domain/weekly-hours.ts'
import { assessCurfew } from './curfew.ts'
import type { Observation } from './finding.ts'
import { presence } from './presence.ts'
import type { CurfewRule } from './rule.ts'

const night = between('2026-01-05T19:00', '2026-01-06T07:00')
const later = instant('2026-01-07T00:00')
const assess = (observations: readonly Observation[], now = later, rule = curfewAtHome) =>
  assessCurfew(
    rule,
    observations,
    { within: { ...night, to: night.to - 1 }, now },
    presence,
    settings,
  )
const said = (observations: readonly Observation[], now = later, rule = curfewAtHome) =>
  assess(observations, now, rule).findings.map(told)

const AWAY = 2

describe('assessCurfew()', () => {
  it('says nothing of a night at home, and that it was one', () => {
    const { findings, states } = assess(stay(0, '2026-01-05T18:30', '2026-01-06T07:30'))
    expect(findings).toEqual([])
    expect(states).toEqual([{ state: 'inside', ...night }])
  })

  it('tells apart absences at the start, during, at the end, and throughout', () => {
    expect(
      said([
        ...stay(AWAY, '2026-01-05T18:00', '2026-01-05T19:30'),
        ...stay(0, '2026-01-05T19:31', '2026-01-05T23:00'),
        ...stay(AWAY, '2026-01-05T23:01', '2026-01-05T23:40'),
        ...stay(0, '2026-01-05T23:41', '2026-01-06T06:00'),
        ...stay(AWAY, '2026-01-06T06:01', '2026-01-06T08:00'),
      ]).map(([kind, stage]) => [kind, stage]),
    ).toEqual([
      ['curfew-absent-at-start', 'actual'],
      ['curfew-left-during', 'actual'],
      ['curfew-absent-at-end', 'actual'],
    ])
    const throughout = assess(stay(AWAY, '2026-01-05T18:00', '2026-01-06T08:00')).findings
    expect(throughout.map(told)).toEqual([
      ['curfew-absent-throughout', 'actual', '19:00 to 07:00', '19:00 to 06:59', ''],
    ])
    expect(clock(throughout[0]?.actualAt)).toBe('2026-01-05T19:10')
    expect(throughout[0]?.counted[0]?.positions.map(({ capturedAt }) => clock(capturedAt))).toEqual(
      ['2026-01-05T19:00', '2026-01-06T06:59'],
    )
  })

  it('cancels what was over within the threshold', () => {
    const back = [
      ...stay(0, '2026-01-05T18:00', '2026-01-05T22:00'),
      ...stay(AWAY, '2026-01-05T22:01', '2026-01-05T22:08'),
      ...stay(0, '2026-01-05T22:09', '2026-01-06T07:10'),
    ]
    expect(said(back).map(([kind, stage]) => [kind, stage])).toEqual([
      ['curfew-left-during', 'cancelled'],
    ])
  })

  it('is potential while it goes on, and actual once minutes known to be away have passed', () => {
    const away = [
      ...stay(0, '2026-01-05T18:00', '2026-01-05T22:00'),
      ...stay(AWAY, '2026-01-05T22:01', '2026-01-06T03:00'),
    ]
    const at = (now: string) =>
      said(away, instant(now)).map((each) => [each[1], each[2]?.slice(-1)])
    expect(at('2026-01-05T22:06')).toEqual([['potential', '-']])
    expect(at('2026-01-05T22:30')).toEqual([['actual', '-']])
    expect(at('2026-01-06T09:00')).toEqual([['actual', '0']])
  })

  it('is not actual on errors that last: next door all night, and never clear of home', () => {
    const nextDoor = (metres: number, accuracyMetres: number, mechanism: string) =>
      said(
        stay(metres / 1000, '2026-01-05T18:00', '2026-01-06T08:00', 3).map((each) => ({
          ...each,
          accuracyMetres,
          mechanism,
        })),
      ).filter(([, stage]) => stage === 'actual')
    expect(nextDoor(150, 25, 'GPS')).toEqual([])
    expect(nextDoor(600, 300, 'LBS')).toEqual([])
    expect(nextDoor(250, 25, 'GPS')).toHaveLength(1)
    expect(nextDoor(3000, 300, 'LBS')).toHaveLength(1)
  })

  it('goes by how large the circles of a cell usually are, not by the smallest of a night', () => {
    const night = (smallest: number, usual: number) =>
      said(
        stay(1.5, '2026-01-05T18:00', '2026-01-06T08:00', 3).map((each, index) => ({
          ...each,
          latitude: each.latitude + (300 * Math.sin(2 * index)) / 111_300,
          accuracyMetres: index % 10 === 9 ? smallest : usual,
          mechanism: 'LBS',
        })),
      ).filter(([, stage]) => stage === 'actual')
    expect(night(300, 300)).toHaveLength(1)
    expect(night(300, 600)).toEqual([])
  })

  it('says unknown, never away, where no position is: at the edges, in between, for a whole night', () => {
    expect(assess([])).toEqual({ findings: [], states: [{ state: 'unknown', ...night }] })
    const lateAlone = assess(stay(0, '2026-01-05T21:00', '2026-01-06T08:00'))
    expect(lateAlone.findings).toEqual([])
    expect(lateAlone.states.map(({ state }) => state)).toEqual(['unknown', 'inside'])
  })

  it('lists what is unknown of an absence and does not count it', () => {
    const gap = said([
      ...stay(0, '2026-01-05T18:00', '2026-01-05T19:59'),
      ...stay(AWAY, '2026-01-05T20:00', '2026-01-05T20:30'),
      ...stay(AWAY, '2026-01-05T23:00', '2026-01-05T23:20'),
      ...stay(0, '2026-01-05T23:30', '2026-01-06T08:00'),
    ])
    expect(gap).toHaveLength(1)
    const [kind, stage, , counted, unknown] = gap[0] ?? []
    expect([kind, stage]).toEqual(['curfew-left-during', 'actual'])
    expect(counted).toBe('20:00 to 20:30, 23:00 to 23:20')
    expect(unknown).toMatch(/^20:3\d to (22:5\d|23:00)/)
  })

  it('takes any of several addresses for home, and each row its own', () => {
    const other = placeAt('other', AWAY)
    const rule: CurfewRule = {
      ...curfewAtHome,
      places: [home, other],
      terms: {
        hours: [
          { weekdays, from: '19:00', to: '24:00', zoneIds: ['home', 'other'] },
          { weekdays, from: '00:00', to: '07:00', zoneIds: ['home'] },
        ],
      },
    }
    const away = said(stay(AWAY, '2026-01-05T18:00', '2026-01-06T08:00'), later, rule)
    expect(away).toEqual([
      ['curfew-absent-at-end', 'actual', '00:00 to 07:00', '00:00 to 06:59', ''],
    ])
  })

  it('leaves out what was authorised beforehand, to the minute', () => {
    const rule = { ...curfewAtHome, absences: [between('2026-01-05T18:00', '2026-01-05T21:00')] }
    const visit = [
      ...stay(AWAY, '2026-01-05T18:00', '2026-01-05T21:29'),
      ...stay(0, '2026-01-05T21:30', '2026-01-06T08:00'),
    ]
    const [, , span, counted] = said(visit, later, rule)[0] ?? []
    expect(span).toMatch(/^21:00 to 21:(29|30)/)
    expect(counted).toMatch(/^21:00 to 21:(28|29)$/)
  })

  it('has the hours of the day of release in place of that day’s', () => {
    const rule: CurfewRule = {
      ...curfewAtHome,
      terms: {
        ...curfewAtHome.terms,
        releaseDay: { date: '2026-01-05', from: '21:00', to: '07:00', zoneIds: ['home'] },
      },
    }
    const late = [
      ...stay(AWAY, '2026-01-05T18:00', '2026-01-05T20:45'),
      ...stay(0, '2026-01-05T20:46', '2026-01-06T08:00'),
    ]
    expect(said(late, later, rule)).toEqual([])
    expect(said(late)).toHaveLength(1)
  })

  it.each([
    ['2026-03-28T19:00', '2026-03-29T06:00', 11],
    ['2026-10-24T18:00', '2026-10-25T07:00', 13],
  ])('counts the minutes of the night from %s to the minute', (from, to, hours) => {
    const away = stay(AWAY, from, to)
    const within = between(from, to)
    const now = within.to + 86_400_000
    const { findings } = assessCurfew(curfewAtHome, away, { within, now }, presence, settings)
    const [finding] = findings
    expect(finding?.kind).toBe('curfew-absent-throughout')
    expect((finding?.to ?? 0) - (finding?.from ?? 0)).toBe(hours * 60 * 60_000)
    // Up to the last position, a minute before the end.
    const minutes = finding?.counted.map((each) => (each.to - each.from) / 60_000)
    expect(minutes).toEqual([hours * 60 - 1])
  })
})
