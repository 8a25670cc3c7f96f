import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formOf } from '../form-values.ts'
import type { FieldFault } from './error-summary.tsx'
import { instantFields, readInstant, timeOf, zoneOf } from './typed-instant.ts'

const read = (fields: Record<string, string>, name = 'at') => {
  const faults: FieldFault[] = []
  const instant = readInstant(formOf(fields), name, faults)
  return faults.length > 0 ? faults.map(({ field }) => field) : instant
}
const minuteOf = (text: string) => Date.parse(text) / 60_000

describe('an instant in a form', () => {
  it('reads back whatever its fields show, also in the nights when clocks change', () => {
    const minutes = fc.oneof(
      fc.integer({ min: minuteOf('1998-01-01'), max: minuteOf('2060-01-01') }),
      fc.integer({ min: minuteOf('2026-10-24T23:00Z'), max: minuteOf('2026-10-25T03:00Z') }),
      fc.integer({ min: minuteOf('2026-03-28T23:00Z'), max: minuteOf('2026-03-29T03:00Z') }),
    )
    fc.assert(
      fc.property(minutes, fc.constantFrom('at', 'row-at-7'), (minute, name) => {
        expect(read(instantFields(name, minute * 60_000), name)).toBe(minute * 60_000)
      }),
    )
  })

  it('shows its zone only where its time came twice', () => {
    expect(instantFields('to-1', Date.parse('2026-10-25T01:30:00Z'))).toEqual({
      'to-1': '2026-10-25',
      'toTime-1': '01:30',
      'toZone-1': 'GMT',
    })
    expect(instantFields('to', Date.parse('2026-07-01T01:30:00Z'))).toEqual({
      to: '2026-07-01',
      toTime: '02:30',
    })
    for (const none of [undefined, null, Number.POSITIVE_INFINITY]) {
      expect(instantFields('to', none)).toEqual({})
    }
  })

  it('names its fields, of a row with the row last', () => {
    expect([timeOf('until'), timeOf('ex-from-1')]).toEqual(['untilTime', 'ex-fromTime-1'])
    expect([zoneOf('until'), zoneOf('ex-from-1')]).toEqual(['untilZone', 'ex-fromZone-1'])
  })

  it('is a day’s first minute without a time, and nothing without either', () => {
    expect(read({ at: '2026-07-01' })).toBe(Date.parse('2026-06-30T23:00:00Z'))
    expect(read({})).toBeUndefined()
    expect(read({ atTime: '12:00' })).toEqual(['at'])
    expect(read({ at: '2026-02-30', atTime: '12:00' })).toEqual(['at'])
    expect(read({ at: '2026-02-03', atTime: '25:00' })).toEqual(['atTime'])
  })
})
