import { describe, expect, it } from 'vitest'
import {
  besideRange,
  rangeAsTyped,
  rangeQuery,
  readRange,
  type TypedRange,
  typedRange,
  wholeDay,
} from './typed-range.ts'

const at = (text: string) => Date.parse(text)
const span = (from: string, to: string) => ({ from: at(from), to: at(to) })
const typed = (text: string, zones: Partial<TypedRange> = {}): TypedRange => {
  const [from = '', fromTime = '', to = '', toTime = ''] = text.split(' ')
  return { from, fromTime, to, toTime, fromZone: '', toZone: '', ...zones }
}

describe('readRange()', () => {
  it.each([
    ['2026-01-05 00:00 2026-01-06 9:30', span('2026-01-05T00:00Z', '2026-01-06T09:30Z')],
    ['2026-07-05 00:00 2026-07-19 00:00', span('2026-07-04T23:00Z', '2026-07-18T23:00Z')],
    // Fourteen London days, an hour longer than fourteen times 24 hours, and an hour shorter.
    ['2026-10-20 00:00 2026-11-03 00:00', span('2026-10-19T23:00Z', '2026-11-03T00:00Z')],
    ['2026-03-20 00:00 2026-04-03 00:00', span('2026-03-20T00:00Z', '2026-04-02T23:00Z')],
    ['2026-03-29 00:59 2026-03-29 02:00', span('2026-03-29T00:59Z', '2026-03-29T01:00Z')],
  ])('reads %j', (text, within) => {
    expect(readRange(typed(text))).toEqual({ within })
  })

  it('asks which is meant where a time came twice', () => {
    const twice = '2026-10-25 01:30 2026-10-25 01:30'
    expect(fields(typed(twice))).toEqual(['fromZone', 'toZone'])
    expect(readRange(typed(twice, { fromZone: 'BST', toZone: 'GMT' }))).toEqual({
      within: span('2026-10-25T00:30Z', '2026-10-25T01:30Z'),
    })
    expect(fields(typed(twice, { fromZone: 'GMT', toZone: 'BST' }))).toEqual(['to'])
  })

  it.each([
    ['  ', ['from', 'to']],
    ['2026-01-05  2026-01-06 25:00', ['fromTime', 'toTime']],
    ['05/01/2026 00:00 2026-02-30 00:00', ['from', 'to']],
    ['2026-03-29 01:30 2026-03-30 00:00', ['fromTime']],
    ['2026-01-05 00:00 2026-01-05 00:00', ['to']],
    ['2026-01-06 00:00 2026-01-05 00:00', ['to']],
    ['2026-01-05 00:00 2026-01-19 00:01', ['to']],
  ])('finds fault with %j', (text, expected) => {
    expect(fields(typed(text))).toEqual(expected)
  })

  it('reads back what an address says, also in the hour that comes twice', () => {
    for (const within of [
      span('2026-10-25T00:10Z', '2026-10-25T01:10Z'),
      span('2026-03-29T00:10Z', '2026-03-29T01:10Z'),
      span('2026-07-01T10:00Z', '2026-07-02T10:00Z'),
    ]) {
      const query = new URLSearchParams(rangeQuery(within))
      const said = typedRange((name) => query.get(name) ?? undefined)
      expect(said && readRange(said)).toEqual({ within })
    }
    expect(rangeAsTyped(span('2026-10-25T00:10Z', '2026-10-25T03:00Z'))).toMatchObject({
      fromZone: 'BST',
      toZone: '',
    })
    expect(typedRange(() => undefined)).toBeUndefined()
  })
})

describe('besideRange()', () => {
  it('steps by whole London days across both clock changes', () => {
    const october = span('2026-10-24T23:00Z', '2026-10-26T00:00Z')
    expect(besideRange(october, -1)).toEqual(span('2026-10-23T23:00Z', '2026-10-24T23:00Z'))
    expect(besideRange(october, 1)).toEqual(span('2026-10-26T00:00Z', '2026-10-27T00:00Z'))
    const march = span('2026-03-28T00:00Z', '2026-03-29T00:00Z')
    expect(besideRange(march, 1)).toEqual(span('2026-03-29T00:00Z', '2026-03-29T23:00Z'))
  })

  it('steps by its length where it is no whole days', () => {
    expect(besideRange(span('2026-10-24T23:30Z', '2026-10-25T02:30Z'), -1)).toEqual(
      span('2026-10-24T20:30Z', '2026-10-24T23:30Z'),
    )
  })
})

describe('wholeDay()', () => {
  it('begins and ends at London midnights', () => {
    const within = span('2026-10-25T15:00Z', '2026-10-25T16:00Z')
    expect(wholeDay(within)).toEqual(span('2026-10-24T23:00Z', '2026-10-26T00:00Z'))
  })
})

function fields(said: TypedRange): string[] {
  const read = readRange(said)
  return 'faults' in read ? read.faults.map(({ field }) => field) : []
}
