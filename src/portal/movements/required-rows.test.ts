import { describe, expect, it } from 'vitest'
import {
  appointmentAtHome,
  between,
  curfewAtHome,
  instant,
  keepAway,
  settings,
  stay,
} from '../../../test/support/monitored.ts'
import { rulesThen } from '../../app/movements/rules-then.ts'
import type { Interval } from '../../domain/interval.ts'
import type { Observation } from '../../monitoring/finding.ts'
import type { Rule } from '../../monitoring/rule.ts'
import type { AuthorisedAbsence } from '../../store/records/authorised-absences.ts'
import { requiredRows } from './required-rows.ts'
import { bandsThen, marksThen } from './then-on-map.ts'

const always = { from: -Infinity, to: Infinity }
const now = instant('2026-02-01T00:00')
const day = between('2026-01-05T00:00', '2026-01-06T00:00')
/** At home but for an hour and a half from 21:00, and silent for two hours from 02:00. */
const trail = [
  ...stay(0, '2026-01-04T16:00', '2026-01-05T02:00'),
  ...stay(0, '2026-01-05T04:00', '2026-01-05T21:00'),
  ...stay(5, '2026-01-05T21:01', '2026-01-05T22:30'),
  ...stay(0, '2026-01-05T22:31', '2026-01-06T12:00'),
]

async function said(
  rules: readonly Rule[],
  { lawful = [always], at = now }: { lawful?: readonly Interval[]; at?: number } = {},
  positions: readonly Observation[] = trail,
) {
  const then = await rulesThen(
    rules,
    { within: day, lawful, now: at },
    settings,
    async (interval) =>
      positions.filter(
        ({ capturedAt }) =>
          interval.from <= capturedAt &&
          capturedAt < interval.to &&
          lawful.some(({ from, to }) => from <= capturedAt && capturedAt < to),
      ),
  )
  const rows = requiredRows(then, { zones: [] }, [], { within: day, now: at })
  return { then, rows: rows.map(({ what, known }) => `${what}: ${known}`) }
}

describe('what was required, and what is known', () => {
  it('is of nights whole, though the period ends within them', async () => {
    const { then, rows } = await said([curfewAtHome])
    expect(rows).toEqual([
      'Curfew: at home: At home 10 hours 5 minutes, not known 1 hour 55 minutes',
      'Curfew: at home: At home 10 hours 30 minutes, away 1 hour 30 minutes',
    ])
    const bands = bandsThen(then, { zones: [] }, day)
    expect(bands.every(({ from, to }) => day.from <= from && to <= day.to)).toBe(true)
    expect(new Set(bands.map(({ line, text }) => `${line}: ${text}`))).toEqual(
      new Set([
        'Curfew hours: curfew hours',
        'At home: at home',
        'At home: away',
        'At home: not known',
      ]),
    )
    expect(marksThen(then, { zones: [] }, day).map(({ kind, title }) => [kind, title])).toEqual([
      ['home', 'Home'],
    ])
  })

  it('is nothing where positions may not be looked at', async () => {
    const lawful = [between('2026-01-05T12:00', '2026-01-05T22:00')]
    const { rows } = await said([curfewAtHome], { lawful })
    expect(rows).toEqual(['Curfew: at home: At home 2 hours 1 minute, away 59 minutes'])
  })

  it('is to come where it is', async () => {
    const { rows } = await said([curfewAtHome], { at: instant('2026-01-05T12:00') })
    expect(rows.at(-1)).toBe('Curfew: at home: To come')
  })

  it('says zones first, then appointments and authorised absences by their time', async () => {
    const { then } = await said([appointmentAtHome, keepAway])
    const absence = { ...between('2026-01-05T08:00', '2026-01-05T09:00'), revoked: undefined }
    const revoked = { ...absence, revoked: { by: 'A', at: 0, why: '' } }
    const absences = [absence, revoked] as AuthorisedAbsence[]
    const rows = requiredRows(then, { zones: [] }, absences, { within: day, now })
    expect(rows.map(({ what }) => what)).toEqual([
      'Zone home',
      'Authorised absence',
      'Appointment: Supervision',
    ])
    expect(rows.at(-1)?.known).toMatch(/^On time: there at 10:0/)
    expect(rows[0]?.known).toMatch(/^Inside 20 hours .*, outside 1 hour .*, not known/)
  })
})
