import { expect, it } from 'vitest'
import type { MonitoringOrder, Zone } from './people.ts'
import { zonesInForce } from './zones-in-force.ts'

const always = { from: 0, to: Infinity }
const zone = { ...always, id: 'Z', kind: 'exclusion', geometry: {} } as const satisfies Zone

function heldOf(
  conditions: readonly { from: number; to: number; zoneIds?: string[] }[],
  of: { order?: object; zone?: object },
  within = { from: 10, to: 20 },
) {
  const order = {
    ...always,
    id: 'O',
    conditions: conditions.map((each) => ({ kind: 'exclusion-zone', zoneIds: ['Z'], ...each })),
    ...of.order,
  } as unknown as MonitoringOrder
  const person = { monitoringOrders: [order], zones: [{ ...zone, ...of.zone }] }
  return zonesInForce(person, within).map(({ held }) => held)
}

it('is in force when its order, its condition and itself are, once however many conditions name it', () => {
  expect(heldOf([always], {})).toEqual([[{ from: 10, to: 20 }]])
  expect(heldOf([always, { from: 0, to: 12 }], { order: { to: 15 } })).toEqual([
    [{ from: 10, to: 15 }],
  ])
  expect(
    heldOf(
      [
        { from: 0, to: 12 },
        { from: 14, to: 30 },
      ],
      {},
    ),
  ).toEqual([
    [
      { from: 10, to: 12 },
      { from: 14, to: 20 },
    ],
  ])
})

it('is not, where nothing names it or what does had ended before it began', () => {
  expect(heldOf([{ ...always, zoneIds: [] }], {})).toEqual([])
  expect(heldOf([{ from: 0, to: 12 }], { zone: { from: 15 } })).toEqual([])
  expect(heldOf([always], {}, { from: 20, to: 20 })).toEqual([])
})
