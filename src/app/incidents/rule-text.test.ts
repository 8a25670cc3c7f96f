import { expect, it } from 'vitest'
import { exceptionLines, ruleLines } from './rule-text.ts'

const order = { orderId: 'O1', orderType: 'BAIL', version: 1, saidAt: 0 }
const hours = { weekdays: ['mon', 'tue'] as const, from: '19:00', to: '07:00' }
const home = { id: 'Z1', kind: 'inclusion', name: 'Home' } as const

it('says the hours and the place of a curfew', () => {
  const [place, first] = ruleLines({
    ...order,
    condition: { kind: 'curfew', curfew: { hours: [hours] } },
    zones: [home],
  })
  expect(place).toBe('Curfew at Home')
  expect(first).toContain('19:00 to 07:00')
})

it('says a curfew of which no hours are kept', () => {
  const condition = { kind: 'curfew', curfew: null } as never
  expect(ruleLines({ ...order, condition, zones: [] })).toEqual(['Curfew'])
})

it('tells exceptions with a time from those that only a person can judge', () => {
  const exceptions = [
    { purpose: 'court' as const },
    { purpose: 'work' as const, text: 'Deliveries', from: '2026-01-26T09:00:00Z' },
  ]
  const zones = [{ id: 'Z2', kind: 'exclusion' as const, exceptions }]
  const rule = { ...order, condition: { kind: 'zone' as const }, zones }
  expect(ruleLines(rule)).toEqual(['Stay out of Z2', 'At all times'])
  expect(exceptionLines(rule)).toEqual({
    timed: ['Work: Deliveries, from 26 January 2026 at 09:00 GMT'],
    untimed: ['Court'],
  })
})
