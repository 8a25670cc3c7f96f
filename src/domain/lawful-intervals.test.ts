import { describe, expect, it } from 'vitest'
import {
  crimeMappingIntervals,
  monitoringIntervals,
  overlappingActivations,
  supervisionIntervals,
} from './lawful-intervals.ts'
import type { People } from './people.ts'

const none = { deviceWearers: [], devices: [], zones: [], allocations: [] }
const activation = (
  id: string,
  deviceId: string,
  deviceWearerId: string,
  from: number,
  to: number,
) => ({
  id,
  deviceId,
  deviceWearerId,
  from,
  to,
})
const order = (
  deviceWearerId: string,
  from: number,
  to: number,
  condition: Partial<People['monitoringOrders'][number]['conditions'][number]> = {},
) => ({
  id: `O-${deviceWearerId}-${from}`,
  deviceWearerId,
  orderType: 'POST_RELEASE',
  from,
  to,
  conditions: [{ id: 'C', kind: 'trail' as const, from, to, crimeMapping: true, ...condition }],
})

describe('crimeMappingIntervals()', () => {
  it('is activation x order x trail condition', () => {
    const lawful = crimeMappingIntervals({
      ...none,
      deviceActivations: [
        activation('A', 'D1', 'W1', 10, 100),
        activation('B', 'D1', 'W2', 100, Infinity),
      ],
      monitoringOrders: [order('W1', 0, 90, { from: 20, to: 95 }), order('W2', 0, Infinity)],
    })
    expect(lawful.ofDevice('D1')).toEqual([
      { deviceId: 'D1', deviceWearerId: 'W1', from: 20, to: 90 },
      { deviceId: 'D1', deviceWearerId: 'W2', from: 100, to: Infinity },
    ])
  })

  it('leaves out other conditions and orders that do not permit mapping', () => {
    const lawful = crimeMappingIntervals({
      ...none,
      deviceActivations: [activation('A', 'D1', 'W1', 0, 100), activation('B', 'D2', 'W2', 0, 100)],
      monitoringOrders: [
        order('W1', 0, 100, { crimeMapping: false }),
        order('W2', 0, 100, { kind: 'curfew' }),
      ],
    })
    expect(lawful.deviceWearerIds).toEqual([])
  })

  it('counts an instant once however many orders and activations cover it', () => {
    const lawful = crimeMappingIntervals({
      ...none,
      deviceActivations: [activation('A', 'D1', 'W1', 0, 60), activation('B', 'D1', 'W1', 50, 100)],
      monitoringOrders: [order('W1', 0, 70), order('W1', 30, 100)],
    })
    expect(lawful.ofWearer('W1')).toEqual([
      { deviceId: 'D1', deviceWearerId: 'W1', from: 0, to: 100 },
    ])
  })
})

describe('monitoringIntervals()', () => {
  it('is activation x order x any condition', () => {
    const lawful = monitoringIntervals({
      ...none,
      deviceActivations: [
        activation('A', 'D1', 'W1', 0, 100),
        activation('B', 'D2', 'W2', 0, 100),
        activation('C', 'D3', 'W3', 0, 100),
      ],
      monitoringOrders: [
        order('W1', 0, 50, { crimeMapping: false }),
        order('W2', 20, 200, { kind: 'curfew' }),
      ],
    })
    expect(lawful.deviceWearerIds.map((id) => lawful.ofWearer(id))).toEqual([
      [{ deviceId: 'D1', deviceWearerId: 'W1', from: 0, to: 50 }],
      [{ deviceId: 'D2', deviceWearerId: 'W2', from: 20, to: 100 }],
    ])
  })
})

describe('supervisionIntervals()', () => {
  it('is activation x order x trail condition, compared with crimes or not', () => {
    const lawful = supervisionIntervals({
      deviceActivations: [
        activation('A', 'D1', 'W1', 10, 100),
        activation('B', 'D2', 'W1', 150, Infinity),
        activation('C', 'D3', 'W2', 0, 100),
      ],
      monitoringOrders: [
        order('W1', 0, 90, { crimeMapping: false, from: 20 }),
        order('W1', 120, 200),
        order('W2', 0, 100, { kind: 'curfew' }),
      ],
    })
    expect(lawful.deviceWearerIds).toEqual(['W1'])
    expect(lawful.ofWearer('W1')).toEqual([
      { deviceId: 'D1', deviceWearerId: 'W1', from: 20, to: 90 },
      { deviceId: 'D2', deviceWearerId: 'W1', from: 150, to: 200 },
    ])
  })
})

describe('overlappingActivations()', () => {
  it('names activations that put one device on two wearers at once', () => {
    const people = {
      ...none,
      monitoringOrders: [],
      deviceActivations: [
        activation('A', 'D1', 'W1', 0, 50),
        activation('B', 'D1', 'W2', 50, 60),
        activation('C', 'D1', 'W3', 59, 70),
        activation('E', 'D2', 'W1', 0, 50),
      ],
    }
    expect(overlappingActivations(people)).toEqual([['B', 'C']])
  })
})
