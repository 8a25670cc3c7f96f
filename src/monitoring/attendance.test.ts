import { describe, expect, it } from 'vitest'
import {
  appointmentAtHome,
  between,
  clock,
  instant,
  settings,
  stay,
  told,
} from '../../test/support/monitored.ts'
import { assessAttendance } from './attendance.ts'
import type { Observation } from './finding.ts'
import { presence } from './presence.ts'
import type { AttendanceRule } from './rule.ts'

const within = between('2026-01-05T00:00', '2026-01-06T00:00')
const later = instant('2026-01-07T00:00')
const AWAY = 2
const assess = (
  observations: readonly Observation[],
  now = later,
  rule: AttendanceRule = appointmentAtHome,
) => {
  const { findings, appointments } = assessAttendance(
    rule,
    observations,
    { within, now },
    presence,
    settings,
  )
  return {
    outcomes: appointments?.map(({ outcome }) => outcome),
    arrivedAt: clock(appointments?.[0]?.arrivedAt),
    findings: findings.map((each) => told(each).slice(0, 3)),
  }
}
const walk = (...parts: readonly (readonly [number, string, string])[]) =>
  parts.flatMap(([place, from, to]) => stay(place, `2026-01-05T${from}`, `2026-01-05T${to}`))

describe('assessAttendance()', () => {
  it('is on time within the grace', () => {
    const kept = walk([AWAY, '09:00', '10:05'], [0, '10:06', '11:30'])
    expect(assess(kept)).toMatchObject({ outcomes: ['on-time'], findings: [] })
  })

  it('is late after it, for those who are known to have been elsewhere', () => {
    const late = walk([AWAY, '09:00', '10:19'], [0, '10:20', '11:30'])
    const { outcomes, arrivedAt, findings } = assess(late)
    expect(outcomes).toEqual(['late'])
    expect(arrivedAt).toMatch(/T10:(19|20)/)
    expect(findings.map(([kind, stage]) => [kind, stage])).toEqual([['attendance-late', 'actual']])
    const unseen = walk([AWAY, '09:00', '09:30'], [0, '10:20', '11:30'])
    expect(assess(unseen)).toMatchObject({ outcomes: ['unknown'], findings: [] })
  })

  it('is missed by whoever was elsewhere all along', () => {
    expect(assess(walk([AWAY, '09:00', '12:00']))).toMatchObject({
      outcomes: ['missed'],
      findings: [['attendance-missed', 'actual', '10:00 to 11:00']],
    })
  })

  it('is never missed for want of data', () => {
    expect(assess([])).toMatchObject({ outcomes: ['unknown'], findings: [] })
    const gap = walk([AWAY, '09:00', '10:15'], [AWAY, '10:50', '12:00'])
    expect(assess(gap)).toMatchObject({ outcomes: ['unknown'], findings: [] })
  })

  it('is left early where less was stayed than is enough', () => {
    const rule = { ...appointmentAtHome, terms: { ...appointmentAtHome.terms, leastMinutes: 30 } }
    const short = walk([0, '09:50', '10:14'], [AWAY, '10:15', '12:00'])
    const { outcomes, findings } = assess(short, later, rule)
    expect(outcomes).toEqual(['left-early'])
    expect(findings.map(([kind, stage]) => [kind, stage])).toEqual([
      ['attendance-left-early', 'actual'],
    ])
    expect(assess(short)).toMatchObject({ outcomes: ['on-time'], findings: [] })
  })

  it('goes from to come over late to missed while time passes', () => {
    const away = walk([AWAY, '09:00', '12:00'])
    const at = (now: string) => {
      const { outcomes, findings } = assess(away, instant(`2026-01-05T${now}`))
      return [outcomes?.[0], findings[0]?.[2]]
    }
    expect(at('10:08')).toEqual(['to-come', undefined])
    expect(at('10:20')).toEqual(['late', '10:00 to -'])
    expect(at('11:00')).toEqual(['missed', '10:00 to 11:00'])
  })

  it('asks nothing of what was authorised, is not monitored throughout, or is not this week', () => {
    const none = { outcomes: [], findings: [] }
    const away = walk([AWAY, '09:00', '12:00'])
    const absences = [between('2026-01-05T09:00', '2026-01-05T12:00')]
    expect(assess(away, later, { ...appointmentAtHome, absences })).toMatchObject(none)
    const fitted = [between('2026-01-05T10:30', '2026-02-05T00:00')]
    expect(assess(away, later, { ...appointmentAtHome, within: fitted })).toMatchObject(none)
    const hours = appointmentAtHome.terms.hours.map((row) => ({
      ...row,
      firstDate: '2025-12-29',
      everyWeeks: 2,
    }))
    const terms = { ...appointmentAtHome.terms, hours }
    expect(assess(away, later, { ...appointmentAtHome, terms })).toMatchObject(none)
  })
})
