import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatInstant } from '../domain/instant-text.ts'
import { readRefusedPosition, speaksOf } from './refused-position.ts'

const header = 'device_id,captured_at,latitude,longitude,accuracy_metres,uploaded_at'
const from = Date.UTC(2026, 0, 5)
const to = from + 3_600_000
const erased = new Map([['D1', [{ from, to }]]])

function speaks(row: string, columns: string | undefined = header): boolean {
  return speaksOf(readRefusedPosition(new TextEncoder().encode(row), columns), erased)
}

describe('a refused position', () => {
  it.each([
    ['of the device in the interval', 'D1,2026-01-05T00:30:00Z,99,-4,5,', true],
    ['at its start', ' D1 ,2026-01-05T00:00:00Z,99,-4,5,', true],
    ['at its end', 'D1,2026-01-05T01:00:00Z,99,-4,5,2026-01-05T00:30:00Z', false],
    ['in another zone', 'D1,2026-01-05T02:30:00+02:00,99,-4,5,', true],
    ['without an instant that can be read', 'D1,05/01/2026 00:30,53.8,-4.4,5,', true],
    ['of another device', 'D2,2026-01-05T00:30:00Z,D1,-4,5,', false],
    ['of no device', ',2026-01-05T00:30:00Z,53,-4,5,', false],
    ['quoted', '"D1","2026-01-05T00:30:00Z","99,5",-4,5,', true],
    ['with decimal commas', 'D1,2026-01-05T00:30:00Z,53,8,-4,4,5,', true],
    ['with decimal commas at another time', 'D1,2026-01-05T03:30:00Z,53,8,-4,4,5,', false],
    ['cut off', 'D1,2026-01', true],
    ['with a quote that never closes', '"D1,2026-01-05T00:30:00Z,53.8,-4.4,5,', true],
    ['of a device whose name goes on', '"D12,2026-01-05T00:30:00Z,53.8,-4.4,5,', false],
    ['of a device whose name begins before', '"X-D1,2026-01-05T00:30:00Z,53.8,-4.4,5,', false],
  ])('is told apart: %s', (_, row, expected) => {
    expect(speaks(row)).toBe(expected)
  })

  it.each([
    ['of the device', '{"device_id":"D1","captured_at":"2026-01-05T00:30:00Z"}', true],
    ['at another time', '{"device_id":"D1","captured_at":"2026-01-06T00:30:00Z"}', false],
    ['with an instant that is a number', '{"device_id":"D1","captured_at":1767573000}', true],
    ['of another', '{"device_id":"D2","captured_at":"2026-01-05T00:30:00Z"}', false],
    ['that is no JSON', '{"device_id":"D1","captured_at":"2026-01-05T00:30:00Z"', true],
    ['that is nothing', 'null', false],
  ])('is told apart in NDJSON: %s', (_, row, expected) => {
    const bytes = new TextEncoder().encode(row)
    expect(speaksOf(readRefusedPosition(bytes, undefined), erased)).toBe(expected)
  })

  it('never stays because of what else a row of the device in the interval holds', () => {
    const other = fc.string({ maxLength: 20 })
    const instant = fc.integer({ min: from, max: to - 1 }).map(formatInstant)
    fc.assert(
      fc.property(instant, fc.array(other, { maxLength: 6 }), (at, rest) => {
        expect(speaks(['D1', at, ...rest].join(','))).toBe(true)
      }),
    )
  })

  it('is read whatever its bytes are', () => {
    fc.assert(
      fc.property(fc.uint8Array(), fc.boolean(), (raw, csv) => {
        speaksOf(readRefusedPosition(raw, csv ? header : undefined), erased)
      }),
    )
  })
})
