import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { lawfulChanges } from './lawful-changes.ts'
import { crimeMappingIntervals } from './lawful-intervals.ts'
import type { People } from './people.ts'

const instant = fc.integer({ min: 0, max: 12 })
const activation = fc.record({
  deviceId: fc.constantFrom('D1', 'D2'),
  deviceWearerId: fc.constantFrom('W1', 'W2'),
  from: instant,
  to: fc.oneof(instant, fc.constant(Infinity)),
})
const peopleOf = (
  activations: { deviceId: string; deviceWearerId: string; from: number; to: number }[],
) =>
  crimeMappingIntervals({
    deviceActivations: activations.map((each, index) => ({ id: String(index), ...each })),
    monitoringOrders: ['W1', 'W2'].map((deviceWearerId) => ({
      id: `O-${deviceWearerId}`,
      deviceWearerId,
      orderType: 'x',
      from: 2,
      to: Infinity,
      conditions: [{ id: 'C', kind: 'trail', crimeMapping: true, from: 0, to: 11 }],
    })),
  } as unknown as People)

describe('changes of lawful intervals', () => {
  it('are the instants of a device and a wearer that one holds and the other does not', () => {
    fc.assert(
      fc.property(fc.array(activation), fc.array(activation), (one, other) => {
        const [before, after] = [peopleOf(one), peopleOf(other)]
        const changes = lawfulChanges(before, after)
        for (const wearer of ['W1', 'W2']) {
          for (const device of ['D1', 'D2']) {
            for (let at = 0; at <= 13; at++) {
              const holds = (list: readonly { deviceId: string; from: number; to: number }[]) =>
                list.some(({ deviceId, from, to }) => deviceId === device && from <= at && at < to)
              const told = changes.filter(({ deviceWearerId }) => deviceWearerId === wearer)
              expect(holds(told)).toBe(
                holds(before.ofWearer(wearer)) !== holds(after.ofWearer(wearer)),
              )
            }
          }
        }
      }),
    )
  })

  it('are none where nothing changed', () => {
    const same = peopleOf([{ deviceId: 'D1', deviceWearerId: 'W1', from: 0, to: Infinity }])
    expect(lawfulChanges(same, same)).toEqual([])
  })
})
