import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { LawfulInterval } from '../../domain/lawful-intervals.ts'
import { type Chunk, chunksOf, gapsOf, runsOf, type Stretch, stretchesOf } from './read-plan.ts'

const intervals = fc.array(
  fc
    .record({
      deviceId: fc.constantFrom('A', 'B', 'C', 'D'),
      deviceWearerId: fc.constant('w'),
      from: fc.integer({ min: 0, max: 20 }),
      length: fc.integer({ min: 1, max: 10 }),
    })
    .map(
      ({ length, ...rest }): LawfulInterval => ({
        ...rest,
        to: length === 10 ? Number.POSITIVE_INFINITY : rest.from + length,
      }),
    ),
)
const within = { from: 5, to: 25 }
const devices = ['A', 'B', 'C', 'D']

function instants(stretches: readonly Stretch[]): string[] {
  return stretches.flatMap(({ deviceId, from, to }) =>
    Array.from({ length: to - from }, (_, i) => `${deviceId}${from + i}`),
  )
}

function stretchesIn(chunk: Chunk): Stretch[] {
  return chunk.devices.map((deviceId, i) => ({
    deviceId,
    from: 'starts' in chunk ? (chunk.starts[i] ?? 0) : chunk.from,
    to: 'ends' in chunk ? (chunk.ends[i] ?? 0) : chunk.to,
  }))
}

describe('the plan of a read', () => {
  it('has every lawful instant once, and no other', () => {
    fc.assert(
      fc.property(intervals, (lawful) => {
        const expected = devices.flatMap((deviceId) =>
          Array.from({ length: 20 }, (_, i) => within.from + i)
            .filter((t) => lawful.some((i) => i.deviceId === deviceId && i.from <= t && t < i.to))
            .map((t) => `${deviceId}${t}`),
        )
        const stretches = stretchesOf(lawful, within)
        expect(instants(stretches)).toEqual(expected)
        const read = chunksOf(stretches, within, 40).flatMap(stretchesIn)
        expect(instants(read).sort()).toEqual(expected.toSorted())
      }),
    )
  })

  it('has the gaps between them once, and no other', () => {
    fc.assert(
      fc.property(intervals, (lawful) => {
        const byDevice = new Map(
          devices.map((id) => [id, lawful.filter(({ deviceId }) => deviceId === id)]),
        )
        const both = [...stretchesOf(lawful, within), ...gapsOf(devices, byDevice, within)]
        const all = devices.flatMap((deviceId) => instants([{ deviceId, ...within }]))
        expect(instants(both).sort()).toEqual(all.sort())
      }),
    )
  })

  it('gives devices in step one statement, and no statement too many days', () => {
    const day = { from: 0, to: 86_400_000 }
    const many = Array.from({ length: 1000 }, (_, i) => ({ deviceId: `D${i}`, ...day }))
    const odd = { deviceId: 'odd', from: 5, to: 6 }
    const chunks = chunksOf([...many, odd], day, 1e6)
    expect(chunks.map((chunk) => [chunk.devices.length, 'starts' in chunk])).toEqual([
      [200, false],
      [200, false],
      [200, false],
      [200, false],
      [200, false],
      [1, true],
    ])
  })
})

describe('runsOf()', () => {
  it('keeps order and every limit, and lets one item be too heavy', () => {
    const itself = { measure: (n: number) => n, most: 10 }
    const howMany = { measure: () => 1, most: 3 }
    expect(runsOf([1, 1, 1, 1, 9, 2, 30, 4], itself, howMany)).toEqual([
      [1, 1, 1],
      [1, 9],
      [2],
      [30],
      [4],
    ])
    expect(runsOf([], itself)).toEqual([])
  })
})
