import { expect, it } from 'vitest'
import { stateText } from './state-text.ts'

const AT = Date.parse('2026-01-26T19:02Z')
const MINUTE = 60_000
const spell = { from: 0, to: Infinity, crimeMapping: false }
const person = {
  monitoringOrders: [
    {
      id: 'O/1',
      deviceWearerId: 'W1',
      orderType: 'BAIL',
      from: 0,
      to: Infinity,
      conditions: [
        { id: 'C1', kind: 'curfew' as const, ...spell },
        { id: 'C2', kind: 'zone' as const, ...spell },
      ],
    },
  ],
  zones: [
    { id: 'Z 1', kind: 'exclusion' as const, geometry: null, from: 0, to: 1, name: 'Harbour' },
  ],
}

it.each([
  ['W1/O%2F1/C1', 'inside', 'At home since 26 January 2026 at 19:02 GMT'],
  ['W1/O%2F1/C1', 'unknown', 'Whether at home: not known since 26 January 2026 at 19:02 GMT'],
  [
    'W1/O%2F1/C2/Z%201',
    'outside',
    'Outside exclusion zone Harbour since 26 January 2026 at 19:02 GMT',
  ],
] as const)('says of %s that it is %s', (ruleId, state, text) => {
  const said = { ruleId, state, since: AT, asOf: AT + MINUTE }
  expect(stateText(said, person, AT + 2 * MINUTE)).toBe(text)
})

it('says when it was last looked at, where that is long ago', () => {
  const said = { ruleId: 'W1/O%2F1/C1', state: 'inside', since: AT, asOf: AT + MINUTE } as const
  expect(stateText(said, person, AT + 60 * MINUTE)).toContain(', as of 26 January 2026 at 19:03')
})
