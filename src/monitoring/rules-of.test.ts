import { describe, expect, it } from 'vitest'
import { between, instant } from '../../test/support/monitored.ts'
import type { Condition, People } from '../domain/people.ts'
import { weekdays } from '../domain/weekly-hours.ts'
import { rulesOf } from './rules-of.ts'

const year = between('2026-01-01T00:00', '2027-01-01T00:00')
const point = { type: 'Point', coordinates: [-4.4, 53.8] }
const zone = (
  id: string,
  rest: Partial<People['zones'][number]> = {},
): People['zones'][number] => ({
  id,
  kind: 'exclusion',
  geometry: point,
  radiusMetres: 100,
  ...year,
  ...rest,
})
const condition = (rest: Partial<Condition>): Condition => ({
  id: 'C1',
  kind: 'zone',
  crimeMapping: false,
  ...year,
  ...rest,
})
const rules = (
  conditions: readonly Condition[],
  zones: People['zones'] = [zone('Z1'), zone('Z2')],
  absences: Parameters<typeof rulesOf>[1] = [],
) =>
  rulesOf(
    {
      deviceActivations: [
        {
          id: 'A1',
          deviceId: 'D1',
          deviceWearerId: 'W 1',
          ...between('2026-02-01T00:00', '2026-03-01T00:00'),
        },
        {
          id: 'A2',
          deviceId: 'D2',
          deviceWearerId: 'W 1',
          from: instant('2026-04-01T00:00'),
          to: Infinity,
        },
      ],
      monitoringOrders: [
        { id: 'O/1', deviceWearerId: 'W 1', orderType: 'X', ...year, conditions },
        { id: 'O2', deviceWearerId: 'W2', orderType: 'X', ...year, conditions },
      ],
      zones,
    },
    absences,
  )
const hours = [{ weekdays, from: '19:00', to: '07:00' }]

describe('rulesOf()', () => {
  it('is activation x order x condition x zone, of those who wear a device', () => {
    const valid = between('2026-02-15T00:00', '2026-04-10T00:00')
    const found = rules(
      [condition({ zoneIds: ['Z1', 'Z2', 'Z1'] })],
      [zone('Z1', valid), zone('Z2')],
    )
    expect(found.faults).toEqual([])
    expect(found.rules.map(({ id }) => id)).toEqual(['W%201/O%2F1/C1/Z1', 'W%201/O%2F1/C1/Z2'])
    expect(found.rules[0]?.within).toEqual([
      { from: valid.from, to: instant('2026-03-01T00:00') },
      { from: instant('2026-04-01T00:00'), to: valid.to },
    ])
    expect(found.rules[1]?.within.at(-1)?.to).toBe(year.to)
  })

  it('tells what cannot be watched: shapes, hours, and places that are missing', () => {
    const broken = zone('Z2', { radiusMetres: undefined })
    const found = rules(
      [
        condition({ zoneIds: ['Z2', 'Z9'] }),
        condition({ id: 'C2', kind: 'curfew', zoneIds: ['Z1'] }),
        condition({ id: 'C3', kind: 'curfew', curfew: { hours } }),
        condition({
          id: 'C4',
          kind: 'curfew',
          zoneIds: ['Z1'],
          curfew: { hours: [{ weekdays, from: '7pm', to: '07:00' }] },
        }),
        condition({ id: 'C5', kind: 'attendance' }),
        condition({ id: 'C6', kind: 'trail' }),
      ],
      [zone('Z1'), broken],
    )
    expect(found.rules).toEqual([])
    expect(found.faults.map((each) => [each.conditionId, each.zoneId, each.message])).toEqual([
      ['C1', 'Z2', expect.stringContaining('radius')],
      ['C1', 'Z9', 'There is no such zone'],
      ['C2', undefined, 'The curfew says no hours'],
      ['C3', undefined, 'The curfew names no place to be'],
      ['C4', undefined, expect.stringContaining('7pm')],
      ['C5', undefined, 'The attendance says no hours and no place'],
    ])
  })

  it('gives each row of a curfew its places, and none where one of them cannot be watched', () => {
    const curfew = {
      hours: [...hours, { ...hours[0], weekdays, from: '12:00', to: '13:00', zoneIds: ['Z2'] }],
      releaseDay: { date: '2026-02-01', from: '20:00', to: '07:00', zoneIds: ['Z9'] },
    }
    const [rule] = rules([condition({ kind: 'curfew', zoneIds: ['Z1'], curfew })]).rules
    expect(rule?.kind === 'curfew' && rule.terms).toMatchObject({
      hours: [{ zoneIds: ['Z1'] }, { zoneIds: ['Z2'] }],
      releaseDay: { zoneIds: [] },
    })
    const two = condition({ kind: 'curfew', zoneIds: ['Z1', 'Z9'], curfew: { hours } })
    expect(rules([two]).rules).toEqual([])
  })

  it('takes authorised absences of the wearer, of any condition or of this one', () => {
    const away = between('2026-02-05T00:00', '2026-02-06T00:00')
    const absence = (deviceWearerId: string, conditionId?: string) => ({
      deviceWearerId,
      conditionId,
      ...away,
    })
    const curfew = condition({ kind: 'curfew', zoneIds: ['Z1'], curfew: { hours } })
    const absencesOf = (list: Parameters<typeof rulesOf>[1]) => {
      const [rule] = rules([curfew], [zone('Z1')], list).rules
      return rule?.kind === 'curfew' ? rule.absences : undefined
    }
    expect(absencesOf([absence('W 1'), absence('W 1', 'C1')])).toEqual([away])
    expect(absencesOf([absence('W2'), absence('W 1', 'C2')])).toEqual([])
  })
})
