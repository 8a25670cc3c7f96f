import { describe, expect, it } from 'vitest'
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
