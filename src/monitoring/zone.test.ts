import { describe, expect, it } from 'vitest'
import {
  between,
  clock,
  instant,
  keepAway,
  settings,
  stay,
  told,
} from '../../test/support/monitored.ts'
import { weekdays } from '../domain/weekly-hours.ts'
import type { Observation } from './finding.ts'
import type { ZoneRule } from './rule.ts'
import { zoneAssessment } from './zone.ts'

const DAY = between('2026-01-05T00:00', '2026-01-06T00:00')
const evening: ZoneRule = { ...keepAway, schedule: [{ weekdays, from: '18:00', to: '22:00' }] }
const keepIn: ZoneRule = { ...keepAway, kind: 'inclusion' }

function said(rule: ZoneRule, observations: readonly Observation[], now = DAY.to) {
  const when = { within: DAY, now }
  const { findings } = zoneAssessment(rule, observations, when, settings)
  return findings.map(told)
}

/** Away, in the zone from 12:00 to so many minutes past, and away again. */
function visit(lastMinute: string): Observation[] {
  const out = instant(`2026-01-05T12:${lastMinute}`) + 60_000
  return [
    ...stay(3, '2026-01-05T11:00', '2026-01-05T11:59'),
    ...stay(0, '2026-01-05T12:00', `2026-01-05T12:${lastMinute}`),
    ...stay(3, clock(out) ?? '', '2026-01-05T13:00'),
  ]
}

describe('an exclusion zone', () => {
  it('has an entry once it has lasted for the threshold, and counts what positions say', () => {
    expect(said(keepAway, visit('20'))).toEqual([
      ['exclusion-entered', 'actual', '12:00 to 12:21', '12:00 to 12:19', ''],
    ])
    const passing = [
      ...stay(3, '2026-01-05T11:00', '2026-01-05T11:59'),
      ...stay(-0.03, '2026-01-05T12:00', '2026-01-05T12:00'),
      ...stay(0.01, '2026-01-05T12:01', '2026-01-05T12:01'),
      ...stay(0.05, '2026-01-05T12:02', '2026-01-05T12:02'),
      ...stay(3, '2026-01-05T12:03', '2026-01-05T13:00'),
    ]
    expect(said(keepAway, passing).map(([kind, stage]) => [kind, stage])).toEqual([
      ['exclusion-entered', 'cancelled'],
    ])
  })

  it('is not said to be entered where circles cannot tell one side of its edge from the other', () => {
    const indoors = (metres: number) => {
      const there = stay(metres / 1000, '2026-01-05T12:00', '2026-01-05T12:20').map((one) => ({
        ...one,
        accuracyMetres: 15,
      }))
      const before = stay(3, '2026-01-05T11:00', '2026-01-05T11:59')
      const after = stay(3, '2026-01-05T12:21', '2026-01-05T13:00')
      return said(keepAway, [...before, ...there, ...after]).map(([kind, stage]) => [kind, stage])
    }
    expect(indoors(70)).toEqual([['exclusion-entered', 'actual']])
    for (const metres of [95, 105, 150]) expect(indoors(metres)).toEqual([])
    const inclusion = stay(0.11, '2026-01-05T00:00', '2026-01-05T23:59')
    expect(said(keepIn, inclusion)).toEqual([])
  })

  it('has an entry of a stop of five minutes between places far away', () => {
    // Fixes scatter by some metres; ones that repeat a place to the metre would be one witness.
    const scattered = stay(0, '2026-01-05T12:00', '2026-01-05T12:04').map((one, minute) => ({
      ...one,
      latitude: one.latitude + (4 * Math.sin(2 * minute)) / 111_300,
    }))
    const passing = [
      ...stay(3, '2026-01-05T11:00', '2026-01-05T11:59'),
      ...scattered,
      ...stay(3, '2026-01-05T12:05', '2026-01-05T13:00'),
    ]
    expect(said(keepAway, passing).map(([kind, stage]) => [kind, stage])).toEqual([
      ['exclusion-entered', 'actual'],
    ])
  })

  it('is potential while it goes on and the threshold has not passed', () => {
    const now = instant('2026-01-05T12:03')
    const until = visit('20').filter(({ capturedAt }) => capturedAt < now)
    expect(said(keepAway, until, now).map((finding) => finding.slice(0, 3))).toEqual([
      ['exclusion-entered', 'potential', '12:00 to -'],
    ])
  })

  it('lasts through what is unknown as far as the device is heard, and counts none of it', () => {
    const cells = stay(0.4, '2026-01-05T12:05', '2026-01-05T12:40', 5).map((one) => ({
      ...one,
      accuracyMetres: 1200,
      mechanism: 'LBS',
    }))
    const entered = [
      ...stay(3, '2026-01-05T11:00', '2026-01-05T11:59'),
      ...stay(0, '2026-01-05T12:00', '2026-01-05T12:02'),
    ]
    const heard = said(keepAway, [...entered, ...cells], instant('2026-01-05T12:45'))
    expect(heard.map(([kind, stage, , counted]) => [kind, stage, counted])).toEqual([
      ['exclusion-entered', 'actual', '12:00 to 12:02'],
    ])
    const silent = said(keepAway, entered, instant('2026-01-05T12:45'))
    expect(silent.map(([kind, stage]) => [kind, stage])).toEqual([
      ['exclusion-entered', 'potential'],
    ])
  })

  it('is not entered by one position, nor by any number of cells', () => {
    const home = stay(0.35, '2026-01-05T11:00', '2026-01-05T14:00')
    const astray = home.map((one) =>
      clock(one.capturedAt)?.endsWith('12:30') ? { ...one, latitude: 53.8 } : one,
    )
    const cells = stay(0, '2026-01-05T14:03', '2026-01-05T20:00', 3).map((one) => ({
      ...one,
      accuracyMetres: 900,
      mechanism: 'LBS',
    }))
    const findings = said(keepAway, [...astray, ...cells])
    expect(findings.filter(([, stage]) => stage === 'actual')).toEqual([])
  })

  it('is one occasion, however often its edge is crossed within the threshold', () => {
    const [first, second] = [
      stay(0, '2026-01-05T12:00', '2026-01-05T12:09'),
      stay(0, '2026-01-05T12:12', '2026-01-05T12:30'),
    ]
    const out = stay(3, '2026-01-05T12:10', '2026-01-05T12:11')
    const away = stay(3, '2026-01-05T12:31', '2026-01-05T13:00')
    expect(said(keepAway, [...first, ...out, ...second, ...away])).toHaveLength(1)
    const longer = stay(3, '2026-01-05T12:10', '2026-01-05T12:19')
    const later = stay(0, '2026-01-05T12:20', '2026-01-05T12:30')
    expect(said(keepAway, [...first, ...longer, ...later, ...away])).toHaveLength(2)
  })
})

describe('hours of a zone', () => {
  it('begin with whoever is there already, and end what goes on', () => {
    const there = stay(0, '2026-01-05T17:00', '2026-01-05T23:00')
    expect(said(evening, there)).toEqual([
      ['exclusion-present-at-start', 'actual', '18:00 to 22:00', '18:00 to 22:00', ''],
    ])
    expect(said(evening, visit('20'))).toEqual([])
  })

  it('are without the exceptions that say when they hold, and with those that do not', () => {
    const there = stay(0, '2026-01-05T12:00', '2026-01-05T12:30')
    const court = { purpose: 'court', ...between('2026-01-05T09:00', '2026-01-05T13:00') } as const
    expect(said({ ...keepAway, exceptions: [court] }, there)).toEqual([])
    const hours = [{ weekdays, from: '12:00', to: '12:20' }]
    expect(said({ ...keepAway, exceptions: [{ purpose: 'work', hours }] }, there)).toEqual([
      ['exclusion-present-at-start', 'actual', '12:20 to -', '12:20 to 12:30', '12:35 to 00:00'],
    ])
    const escorted = { purpose: 'escort', text: 'With an officer' } as const
    expect(said({ ...keepAway, exceptions: [escorted] }, there)).toHaveLength(1)
  })
})

describe('an inclusion zone', () => {
  it('is left, and what is unknown is no leaving', () => {
    expect(said(keepIn, visit('20')).map(([kind, stage]) => [kind, stage])).toEqual([
      ['inclusion-left', 'actual'],
      ['inclusion-left', 'actual'],
    ])
    expect(said(keepIn, stay(0, '2026-01-05T12:00', '2026-01-05T12:30'))).toEqual([])
    expect(said(keepIn, [])).toEqual([])
  })
})
