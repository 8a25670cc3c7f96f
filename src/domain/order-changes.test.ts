import { describe, expect, it } from 'vitest'
import { fullPeople, peopleFile } from '../../test/support/full-people.ts'
import { readPeople } from '../ingest/people-json.ts'
import { orderChanges } from './order-changes.ts'
import { orderAsJson, orderFromJson, zoneAsJson, zoneFromJson } from './people-as-json.ts'
import { type WholeOrder, wholeOrder } from './whole-order.ts'

function wholeOf(file: typeof fullPeople): WholeOrder {
  const { monitoringOrders, zones } = readPeople(peopleFile(file))
  const [order] = monitoringOrders
  if (!order) throw new Error('The file has no order')
  return wholeOrder(order, new Map(zones.map((zone) => [zone.id, zone])))
}

type Open = Record<string, never>

/** What differs once something in the file is changed. */
function changesOf(change: (order: Open, zones: Open[], file: typeof fullPeople) => void) {
  const file = structuredClone(fullPeople)
  change(file.monitoringOrders[0] as unknown as Open, file.zones as unknown as Open[], file)
  return orderChanges(wholeOf(fullPeople), wholeOf(file))
}

const put = (target: unknown, terms: object) => void Object.assign(target as object, terms)
const conditionOf = (order: Open, index: number) =>
  (order['conditions'] as unknown as object[])[index]

describe('orderChanges()', () => {
  it('finds none where nothing differs, also after the order was kept and read again', () => {
    const whole = wholeOf(fullPeople)
    const kept = {
      order: orderFromJson(JSON.parse(JSON.stringify(orderAsJson(whole.order)))),
      zones: whole.zones.map((zone) => zoneFromJson(JSON.parse(JSON.stringify(zoneAsJson(zone))))),
    }
    expect(whole.zones.map(({ id }) => id)).toEqual(['Z1', 'Z2', 'Z3'])
    expect(orderChanges(whole, kept)).toEqual([])
    expect(orderChanges(kept, whole)).toEqual([])
  })

  it.each<[string, string, Parameters<typeof changesOf>[0]]>([
    [
      'CHANGE_TO_CURFEW_HOURS',
      'are now: Every day, 20:00 to 06:00. Before: Monday to Friday, 19:00 to 07:00',
      (order) =>
        put(conditionOf(order, 1), {
          curfew: {
            hours: [
              {
                weekdays: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'],
                from: '20:00',
                to: '06:00',
                zoneIds: ['Z1', 'Z2'],
              },
            ],
          },
        }),
    ],
    [
      'CHANGE_TO_ADDRESS',
      'The inclusion zone At her flat changed: where it is',
      (_order, zones) => put(zones[0], { radiusMetres: 100 }),
    ],
    [
      'CHANGE_TO_AN_EXISTING_EXCLUSION',
      'The exclusion zone The harbour changed: its hours, its exceptions',
      (_order, zones) => put(zones[2], { schedule: null, exceptions: [] }),
    ],
    [
      'CHANGE_TO_AN_EXISTING_EXCLUSION',
      'The exclusion zone The harbour is taken out',
      (order) => put(conditionOf(order, 4), { zoneIds: [] }),
    ],
    [
      'CHANGE_TO_ADD_AN_EXCLUSION_ZONES',
      'The exclusion zone Z4 is added',
      (order, zones, file) => {
        put(conditionOf(order, 4), { zoneIds: ['Z3', 'Z4'] })
        const [, , harbour] = file.zones
        zones.push({ ...harbour, id: 'Z4', name: undefined } as unknown as Open)
      },
    ],
    [
      'CHANGE_TO_DEVICE_TYPE',
      'The device is NON_FITTED, before FITTED',
      (order) => put(order['facts'], { deviceType: 'NON_FITTED' }),
    ],
    [
      'ORDER_SUSPENSION',
      'In hospital',
      (order) =>
        put(order['facts'], { variation: { type: 'ORDER_SUSPENSION', text: 'In hospital' } }),
    ],
    [
      'CHANGE_TO_ENFORCEABLE_CONDITION',
      'The condition alcohol (C4) is taken out',
      (order) =>
        put(order, {
          conditions: fullPeople.monitoringOrders[0]?.conditions.filter(({ id }) => id !== 'C4'),
        }),
    ],
    [
      'CHANGE_TO_ENFORCEABLE_CONDITION',
      'alcohol (C4) holds from 1 January 2026 to 1 May 2026, before from 1 January 2026 without an end',
      (order) => put(conditionOf(order, 3), { to: '2026-05-01T00:00:00Z' }),
    ],
    [
      'OTHER',
      'The order holds from 1 January 2026 to 1 July 2026, before from 1 January 2026 without an end',
      (order) => put(order, { to: '2026-07-01T00:00:00Z' }),
    ],
    [
      'OTHER',
      'What is said of the sentence changed',
      (order) => put(order['facts'], { sentence: { type: 'LIFE' } }),
    ],
  ])('infers %s: %s', (variation, text, change) => {
    const changes = changesOf(change)
    expect(changes).toEqual([{ variation, text: expect.stringContaining(text) }])
  })

  it('says of hours that follow others that hours changed', () => {
    const changes = changesOf((order) => {
      const curfew = conditionOf(order, 1)
      const later = { ...curfew, id: 'C9', from: '2026-03-01T00:00:00Z' }
      put(curfew, { to: '2026-03-01T00:00:00Z' })
      ;(order['conditions'] as unknown as object[]).push(later)
    })
    expect(changes.map(({ variation }) => variation)).toEqual([
      'CHANGE_TO_ENFORCEABLE_CONDITION',
      'CHANGE_TO_CURFEW_HOURS',
    ])
  })
})
