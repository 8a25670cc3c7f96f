import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { PositionColumnsBuilder } from '../../domain/position-columns.ts'
import { lawfulRows } from './lawful-rows.ts'

const IDS = ['A', 'B', 'C']
const position = fc.record({ device: fc.nat(2), at: fc.nat(20), latitude: fc.integer() })
const interval = fc
  .record({ deviceId: fc.constantFrom('A', 'B', 'X'), from: fc.nat(20), length: fc.nat(10) })
  .map(({ deviceId, from, length }) => ({
    deviceId,
    deviceWearerId: 'W',
    from: from - 0.5,
    to: from + length,
  }))

describe('lawfulRows()', () => {
  it('leaves what is in an interval of its device, in order, and no id of any other', () => {
    fc.assert(
      fc.property(fc.array(position), fc.array(interval, { maxLength: 4 }), (rows, intervals) => {
        const builder = new PositionColumnsBuilder()
        builder.deviceIds.push(...IDS)
        builder.mechanisms.push('')
        for (const row of rows) builder.add(row.device, row.at, row.latitude, 1, 5, 0)
        const expected = rows.filter(({ device, at }) =>
          intervals.some((i) => i.deviceId === IDS[device] && i.from <= at && at < i.to),
        )
        const left = lawfulRows(builder.build(), intervals)
        const plain = Array.from(left.device, (device, i) => ({
          device: IDS.indexOf(left.deviceIds[device] ?? ''),
          at: left.capturedAt[i],
          latitude: left.latitude[i],
        }))
        expect(plain).toEqual(expected)
        expect(new Set(left.deviceIds)).toEqual(
          new Set(expected.map(({ device }) => IDS[device] ?? '')),
        )
      }),
      { numRuns: 500 },
    )
  })
})
