import { describe, expect, it } from 'vitest'
import { fullPeople, peopleFile } from '../../../test/support/full-people.ts'
import { readPeople } from '../../ingest/people-json.ts'
import { formOf } from '../form-values.ts'
import { orderFields, readOrder } from './variation-fields.ts'

const [order] = readPeople(peopleFile(fullPeople)).monitoringOrders
if (!order) throw new Error('There is no order')
const why = 'A court asked'
const read = (typed: Record<string, string>) =>
  readOrder(order, formOf({ ...orderFields(order), why, ...typed }))
const faultsOf = (typed: Record<string, string>) => read(typed).faults.map(({ field }) => field)

describe('the form of an order', () => {
  it('says all of it, and read back untouched it is the same, to the millisecond', () => {
    expect(read({})).toEqual({ order, faults: [] })
    const odd = { ...order, from: order.from + 1234, to: order.from + 86_400_001 }
    const again = readOrder(odd, formOf({ ...orderFields(odd), why }))
    expect([again.order.from, again.order.to]).toEqual([odd.from, odd.to])
  })

  it('keeps which of two equal times holds, and takes the other', () => {
    const second = { ...order, to: Date.parse('2026-10-25T01:30:00Z') }
    const fields = { ...orderFields(second), why }
    expect(readOrder(second, formOf(fields)).order.to).toBe(second.to)
    const first = readOrder(second, formOf({ ...fields, toZone: 'BST' }))
    expect(first.order.to).toBe(Date.parse('2026-10-25T00:30:00Z'))
  })

  it('takes what is typed: type, dates in London time, conditions, facts; what is emptied is not known', () => {
    const { order: changed, faults } = read({
      orderType: 'BAIL',
      to: '2026-07-01',
      toTime: '12:30',
      'to-0': '2026-03-29',
      'toTime-0': '',
      'crimes-0': 'no',
      offence: 'THEFT_FROM_PERSON',
      sentence: '',
      sentenceDays: '',
      sentenceDate: '',
      hdc: 'yes',
      region: '',
    })
    expect(faults).toEqual([])
    expect(changed).toMatchObject({
      orderType: 'BAIL',
      to: Date.parse('2026-07-01T12:30:00+01:00'),
      facts: { offence: { type: 'THEFT_FROM_PERSON', date: '2025-03-01' }, hdc: true },
    })
    expect(changed.conditions[0]).toMatchObject({
      to: Date.parse('2026-03-29T00:00:00Z'),
      crimeMapping: false,
    })
    expect(changed.conditions[1]).toEqual(order.conditions[1])
    expect(changed.facts).not.toHaveProperty('sentence')
    expect(changed.facts).not.toHaveProperty('region')
  })

  it.each([
    [{ why: '' }, ['why']],
    [{ orderType: '' }, ['orderType']],
    [{ from: '', fromTime: '' }, ['from']],
    [{ 'to-1': 'soon' }, ['to-1']],
    [{ sentenceDays: '1.5' }, ['sentenceDays']],
    [{ releaseDate: '2026-13-01' }, ['releaseDate']],
    [{ offence: '' }, ['offence']],
  ])('of %j says what is wrong', (typed, fields) => {
    expect(faultsOf(typed)).toEqual(fields)
  })
})
