import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Condition, MonitoringOrder, Zone } from './people.ts'
import {
  isAsDrafted,
  NEW_PLACE,
  type RuleChange,
  ruleChangeFromJson,
  withChange,
} from './rule-change.ts'
import { zoneIdsOf } from './whole-order.ts'

const home: Zone = {
  id: 'Z1',
  kind: 'inclusion',
  geometry: { type: 'Point' },
  from: 0,
  to: Infinity,
}
const area: Zone = { id: 'Z2', kind: 'exclusion', geometry: null, from: 0, to: Infinity }
const hours = { weekdays: ['mon'], from: '19:00', to: '07:00' } as const
const curfew: Condition = {
  id: 'C1',
  kind: 'curfew',
  from: 0,
  to: 1000,
  crimeMapping: false,
  zoneIds: ['Z1'],
  curfew: { hours: [hours, { ...hours, zoneIds: ['Z1'] }] },
}
const zones: Condition = {
  id: 'C2',
  kind: 'zone',
  from: 0,
  to: 1000,
  crimeMapping: false,
  zoneIds: ['Z2', 'Z3'],
}
const order: MonitoringOrder = {
  id: 'O1',
  deviceWearerId: 'W1',
  orderType: 'COMMUNITY',
  from: 0,
  to: 1000,
  conditions: [curfew, zones],
}
const moved: RuleChange = {
  subject: 'zone',
  before: { zone: home, conditions: [curfew] },
  after: { kind: 'inclusion', geometry: null, name: 'The new flat' },
}

describe('withChange', () => {
  it('puts another zone in place of one from an instant on, wherever it is named', () => {
    const { order: next, zones: made } = withChange(order, moved, 400, 'd7')
    expect(made).toEqual([
      {
        id: 'Z1-d7',
        kind: 'inclusion',
        geometry: null,
        name: 'The new flat',
        from: 400,
        to: Infinity,
      },
    ])
    expect(next.conditions).toEqual([
      { ...curfew, to: 400 },
      {
        ...curfew,
        id: 'C1-d7',
        from: 400,
        zoneIds: ['Z1-d7'],
        curfew: { hours: [hours, { ...hours, zoneIds: ['Z1-d7'] }] },
      },
      zones,
    ])
    const [, after] = next.conditions
    const again = after && made[0] && { zone: made[0], conditions: [after] }
    const twice = withChange(next, { ...moved, before: again }, 600, 'd9')
    expect(twice.zones[0]?.id).toBe('Z1-d9')
    expect(twice.order.conditions.map(({ id, from, to }) => [id, from, to])).toEqual([
      ['C1', 0, 400],
      ['C1-d7', 400, 600],
      ['C1-d9', 600, 1000],
      ['C2', 0, 1000],
    ])
  })

  it('ends a zone and keeps the others of its condition, but no zone that a curfew needs', () => {
    const ends: RuleChange = { subject: 'zone', before: { zone: area, conditions: [zones] } }
    expect(withChange(order, ends, 400, 'd7').order.conditions.slice(1)).toEqual([
      { ...zones, to: 400 },
      { ...zones, id: 'C2-d7', from: 400, zoneIds: ['Z3'] },
    ])
    expect(() => withChange(order, { ...moved, after: undefined }, 400, 'd7')).toThrow(
      /Cannot end the zone: the curfew condition C1 needs it/,
    )
  })

  it('adds what is new, until its end or its order’s', () => {
    const draft = { kind: 'exclusion', geometry: null } as const
    const added = withChange(order, { subject: 'zone', after: draft }, 400, 'd7')
    expect(added.order.conditions.at(-1)).toEqual({
      id: 'zone-d7',
      kind: 'zone',
      from: 400,
      to: 1000,
      crimeMapping: false,
      zoneIds: ['zone-d7'],
    })
    const { id: _, from: __, ...terms } = curfew
    const second = { subject: 'curfew', after: { ...terms, to: 500 } } as const
    expect(withChange(order, second, 400, 'd7').order.conditions.at(-1)).toMatchObject({
      id: 'curfew-d7',
      from: 400,
      to: 500,
    })
  })

  it('brings a place with the curfew that names it', () => {
    const { id: _, from: __, ...terms } = curfew
    const place = { kind: 'inclusion', geometry: null, name: 'The hostel' } as const
    const second: RuleChange = {
      subject: 'curfew',
      before: curfew,
      after: { ...terms, zoneIds: ['Z1', NEW_PLACE] },
      place,
    }
    const next = withChange(order, second, 400, 'd7')
    expect(next.zones).toEqual([{ ...place, id: 'place-d7', from: 400, to: Infinity }])
    expect(next.order.conditions[1]).toMatchObject({ id: 'C1-d7', zoneIds: ['Z1', 'place-d7'] })
  })

  it('says of the time before it what the order said, whatever changes', () => {
    const changes: RuleChange[] = [
      moved,
      { subject: 'curfew', before: curfew },
      { subject: 'curfew', before: curfew, after: { kind: 'curfew', crimeMapping: false } },
      { subject: 'zone', before: { zone: area, conditions: [zones] } },
    ]
    const at = fc.integer({ min: 0, max: 999 })
    fc.assert(
      fc.property(fc.constantFrom(...changes), at, at, (change, from, instant) => {
        const inForce = (one: MonitoringOrder) =>
          one.conditions
            .filter((each) => each.from <= instant && instant < each.to)
            .map(({ to: _, ...each }) => each)
        const next = withChange(order, change, from, 'd7').order
        if (instant < from) expect(inForce(next)).toEqual(inForce(order))
        else if (change.subject === 'zone' && change.before) {
          const { id } = change.before.zone
          const named = next.conditions.filter((each) => zoneIdsOf(each).includes(id))
          expect(named.every((each) => each.to <= from)).toBe(true)
        }
      }),
    )
  })
})

describe('isAsDrafted', () => {
  it('notices that somebody changed it meanwhile, and no more than that', () => {
    const stored = ruleChangeFromJson(JSON.parse(JSON.stringify(moved)))
    expect(isAsDrafted(order, [area, home], stored)).toBe(true)
    const { order: next, zones: made } = withChange(order, moved, 400, 'd7')
    expect(isAsDrafted(next, [home, ...made], stored)).toBe(false)
    expect(isAsDrafted(order, [{ ...home, name: 'Other' }], stored)).toBe(false)
    const other = withChange(
      order,
      { subject: 'zone', before: { zone: area, conditions: [zones] } },
      400,
      'd8',
    )
    expect(isAsDrafted(other.order, [home], stored)).toBe(true)
  })
})
