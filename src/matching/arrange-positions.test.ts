import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { accuracyAt, capturedAt, deviceAt, type HeldPositions } from '../domain/held-positions.ts'
import { PositionColumnsBuilder } from '../domain/position-columns.ts'
import { type ArrangedPositions, arrangePositions } from './arrange-positions.ts'

type Row = [
  device: number,
  at: number,
  latitude: number,
  longitude: number,
  accuracy: number,
  mechanism: number,
]

function arranged(rows: Row[], deviceIds = ['D10', 'D9']) {
  const builder = new PositionColumnsBuilder(2)
  builder.deviceIds.push(...deviceIds)
  builder.mechanisms.push('GPS', 'LBS')
  for (const row of rows) builder.add(...row)
  return arrangePositions(builder.build())
}

function plain(positions: HeldPositions): Row[] {
  return [...positions.captured.keys()].map((row) => [
    deviceAt(positions, row),
    capturedAt(positions, row),
    positions.latitude[row] ?? 0,
    positions.longitude[row] ?? 0,
    accuracyAt(positions, row),
    positions.mechanism[row] ?? 0,
  ])
}

function written({ positions, ...counts }: ArrangedPositions) {
  const { deviceIds, deviceStart } = positions
  return { ...counts, deviceIds, deviceStart, rows: plain(positions) }
}

describe('arrangePositions()', () => {
  it('orders devices by id and their positions by time', () => {
    const { positions } = arranged([
      [1, 5, 1, 1, 5, 0],
      [0, 9, 1, 1, 5, 0],
      [1, 3, 1, 1, 5, 0],
    ])
    expect(positions.deviceIds).toEqual(['D10', 'D9'])
    expect(plain(positions).map(([device, at]) => [device, at])).toEqual([
      [0, 9],
      [1, 3],
      [1, 5],
    ])
    expect([...positions.deviceStart]).toEqual([0, 1, 3])
  })

  it('counts a position reported again once, whatever accuracy it quotes, and keeps the widest', () => {
    const { positions, repeats, conflicts } = arranged([
      [0, 5, 1, 1, 5, 0],
      [0, 5, 1, 1, Number.NaN, 0],
      [0, 5, 1, 1, 40, 0],
    ])
    expect([positions.length, repeats, conflicts]).toEqual([1, 2, 0])
    expect(accuracyAt(positions, 0)).toBe(40)
  })

  it('keeps both of two places at one instant and counts a conflict', () => {
    const { positions, repeats, conflicts } = arranged([
      [0, 5, 1, 1, 5, 0],
      [0, 5, 1, 2, 5, 0],
      [0, 5, 1, 2, 5, 1],
    ])
    expect([positions.length, repeats, conflicts]).toEqual([3, 0, 1])
  })

  it('takes ids that are equal as one device', () => {
    const { positions, repeats } = arranged(
      [
        [0, 5, 1, 1, 5, 0],
        [1, 5, 1, 1, 5, 0],
      ],
      ['D1', 'D1'],
    )
    expect([positions.deviceIds, positions.length, repeats]).toEqual([['D1'], 1, 1])
  })

  it('arranges nothing', () => {
    expect(arranged([]).positions.length).toBe(0)
  })

  it('gives rows in order as it gives them in any other, and leaves what is arranged as it is', () => {
    const row = fc.tuple(
      fc.nat(2),
      fc.nat(4),
      fc.nat(1),
      fc.nat(1),
      fc.constantFrom(0, 5, 40, Number.NaN),
      fc.nat(1),
    )
    const rows = fc.array(row, { maxLength: 40, size: 'max' })
    fc.assert(
      fc.property(rows, (rows) => {
        const ids = ['B', 'A', 'C']
        const compare = (a: Row, b: Row) =>
          (ids[a[0]] ?? '').localeCompare(ids[b[0]] ?? '') ||
          a[1] - b[1] ||
          a[2] - b[2] ||
          a[3] - b[3] ||
          a[5] - b[5] ||
          (Number.isNaN(b[4]) ? -1 : b[4]) - (Number.isNaN(a[4]) ? -1 : a[4])
        const any = arranged(rows, ids)
        const sorted = arranged([...rows].sort(compare), ids)
        expect(written(sorted)).toEqual(written(any))
        const again = arranged(plain(any.positions), [...any.positions.deviceIds])
        expect(written(again)).toEqual({ ...written(any), repeats: 0 })
      }),
      { numRuns: 300 },
    )
  })
})
