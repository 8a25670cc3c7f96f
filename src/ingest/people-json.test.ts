import { describe, expect, it } from 'vitest'
import { fullPeople, peopleFile } from '../../test/support/full-people.ts'
import { peopleAsJson } from '../domain/people-as-json.ts'
import { readPeople } from './people-json.ts'

const read = (value: unknown) =>
  readPeople(new TextEncoder().encode(typeof value === 'string' ? value : JSON.stringify(value)))
const empty = { deviceWearers: [], deviceActivations: [], monitoringOrders: [] }

describe('readPeople()', () => {
  it('reads instants, and null, no end and the year 2999 as open', () => {
    const activation = { id: 'A', deviceId: 7, deviceWearerId: 'W1', from: '2026-01-01T00:00:00Z' }
    const { deviceActivations } = read({
      ...empty,
      deviceActivations: [
        { ...activation, to: null },
        { ...activation, id: 'B' },
        { ...activation, id: 'C', to: '2999-12-12T23:59:59Z' },
        { ...activation, id: 'D', to: '2026-01-01T01:00:00+01:00' },
      ],
    })
    expect(deviceActivations.map(({ to }) => to)).toEqual([
      Infinity,
      Infinity,
      Infinity,
      Date.UTC(2026, 0, 1),
    ])
    expect(deviceActivations[0]?.deviceId).toBe('7')
  })

  it('reads restrictions, and tells none from no word of them', () => {
    const restrictions = [
      { kind: 'excluded', usernames: [' Kin.One '], message: 'They are related.' },
      { kind: 'restricted', usernames: [], message: 'Ask the manager.' },
    ]
    const { deviceWearers } = read({
      ...empty,
      deviceWearers: [{ id: 'W1', restrictions }, { id: 'W2', restrictions: [] }, { id: 'W3' }],
    })
    expect(deviceWearers.map((wearer) => wearer.restrictions)).toEqual([
      [{ ...restrictions[0], usernames: ['Kin.One'] }, restrictions[1]],
      [],
      undefined,
    ])
  })

  it('reads every field of orders, zones and wearers, and gives it back', () => {
    const written = peopleAsJson(readPeople(peopleFile()))
    expect(JSON.parse(JSON.stringify(written))).toEqual(fullPeople)
  })

  /** The full file with one thing in it changed. */
  const changed = (change: (file: typeof fullPeople & Record<string, never>) => void) => {
    const file = structuredClone(fullPeople) as typeof fullPeople & Record<string, never>
    change(file)
    return () => readPeople(peopleFile(file))
  }
  const condition = (index: number, terms: object) =>
    changed(({ monitoringOrders }) => {
      Object.assign(monitoringOrders[0]?.conditions[index] ?? {}, terms)
    })
  const zone = (terms: object) => changed(({ zones }) => Object.assign(zones[2] ?? {}, terms))
  const hours = { weekdays: ['mon'], from: '19:00', to: '07:00' }
  const night = (change: object) => condition(1, { curfew: { hours: [{ ...hours, ...change }] } })

  it.each([
    [night({ from: '7pm' }), 'curfew.hours.0.from: "7pm" is not a time of day, expected 00:00 to'],
    [night({ from: '24:00' }), 'expected 00:00 to 23:59'],
    [night({ to: '24:01' }), 'expected 00:00 to 24:00'],
    [night({ weekdays: ['Mon'] }), '"Mon" is not a weekday, expected mon, tue'],
    [night({ weekdays: [] }), 'must name a weekday'],
    [night({ weekdays: ['mon', 'mon'] }), 'a weekday is named twice'],
    [night({ firstDate: '2026-02-30' }), '"2026-02-30" is not a date'],
    [night({ firstDate: '2026-02-02', lastDate: '2026-02-01' }), 'is before its "firstDate"'],
    [night({ everyWeeks: 2 }), 'need a "firstDate" to count from'],
    [night({ until: '07:00' }), 'until'],
    [condition(1, { zoneIds: [] }), 'a curfew must name the zones to be in'],
    [condition(0, { alcohol: { kind: 'level' } }), 'kind trail cannot have "alcohol"'],
    [condition(3, { alcohol: { kind: 'some' } }), 'alcohol.kind'],
    [zone({ radiusMetres: 20 }), '"radiusMetres" goes with a Point only'],
    [zone({ bufferMetres: -1 }), '-1 is no number of metres, expected 0 to 20000'],
    [zone({ geometry: { type: 'Point', coordinates: [-4.4, 53.8] } }), 'a Point needs'],
    [
      zone({ geometry: { type: 'Point', coordinates: [0, 91] }, radiusMetres: 9 }),
      'a corner is no',
    ],
    [zone({ exceptions: [{ purpose: 'holiday' }] }), 'exceptions.0.purpose'],
  ])('refuses what no rule can be made of: %#', (read, message) => {
    expect(read).toThrow(message)
  })

  it('says in plain words what is wrong, and of many alike once', () => {
    const wearers = [7, 8, 9].map((sex) => ({ id: `W${sex}`, facts: { sex, shoe: 43 } }))
    const order = { id: 'O', deviceWearerId: 'W7', orderType: 'X', from: '2026-01-01T00:00:00Z' }
    const value = {
      deviceWearers: wearers,
      monitoringOrders: [{ ...order, conditions: [{ id: 'C', kind: 'tail', from: order.from }] }],
    }
    expect(() => read(value)).toThrow(
      [
        'deviceWearers.0.facts.sex: it is a number, expected text (and the same in 2 more)',
        'deviceWearers.0.facts: nothing is known of "shoe"; expected another name, or none (and the same in 2 more)',
        'deviceActivations: it is missing, expected a list',
        'monitoringOrders.0.conditions.0.kind: "tail" is not known here, expected trail, curfew, zone, attendance, alcohol',
      ].join('; '),
    )
  })

  it.each([
    ['{', 'it is not JSON'],
    [
      {
        ...empty,
        deviceWearers: [
          { id: 'W1', restrictions: [{ kind: 'excluded', usernames: [''], message: ' ' }] },
        ],
      },
      'deviceWearers.0.restrictions.0.usernames.0: a username is empty, expected text; deviceWearers.0.restrictions.0.message: a restriction must say what whoever it keeps out is told',
    ],
    [{}, 'deviceWearers'],
    [
      { ...empty, deviceWearers: [{ id: 'W1' }, { id: 'W1' }] },
      'deviceWearers.1.id: "W1" is used twice',
    ],
    [
      {
        ...empty,
        deviceActivations: [
          { id: 'A', deviceId: 'D', deviceWearerId: 'W', from: '2026-01-01', to: null },
        ],
      },
      'deviceActivations.0.from: "2026-01-01" is not an instant with a zone',
    ],
    [
      {
        ...empty,
        deviceActivations: [
          {
            id: 'A',
            deviceId: 'D',
            deviceWearerId: 'W',
            from: '2026-01-02T00:00:00Z',
            to: '2026-01-01T00:00:00Z',
          },
        ],
      },
      'deviceActivations.0: its "to" (2026-01-01T00:00:00Z) is before its "from" (2026-01-02T00:00:00Z)',
    ],
    [
      {
        ...empty,
        monitoringOrders: [
          {
            id: 'O',
            deviceWearerId: 'W',
            orderType: 'X',
            from: '2026-01-02T00:00:00Z',
            conditions: [{ id: 'C', kind: 'trail', from: '2026-01-02T00:00:00Z' }],
          },
        ],
      },
      'a trail condition must say crimeMapping true or false',
    ],
  ])('refuses %j', (value, message) => {
    expect(() => read(value)).toThrow(message)
  })
})
