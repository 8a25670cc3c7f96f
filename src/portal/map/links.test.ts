import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { linkKinds, linksBetween } from './links.ts'
import type { MapPosition } from './map-data.ts'
import { stepsBetween } from './steps.ts'

const at = (minute: number, device = 'D1'): MapPosition => ({
  number: minute + 1,
  capturedAt: minute * 60_000,
  latitude: 53.8,
  longitude: -4.4,
  mechanism: 'GPS',
  device,
})

describe('linksBetween()', () => {
  it('leads over hidden positions as filtered, not as a line or a gap', () => {
    const steps = stepsBetween([at(0), at(1), at(2), at(20), at(21)], 5)
    const kinds = (hidden: number[]) => {
      const { before, kind } = linksBetween(steps, Uint8Array.from(hidden))
      return Array.from(before, (from, index) =>
        from < 0 || hidden[index] ? undefined : `${from} ${linkKinds[kind[index] ?? 0]}`,
      )
    }
    expect(kinds([0, 0, 0, 0, 0])).toEqual([undefined, '0 line', '1 line', '2 gap', '3 line'])
    expect(kinds([0, 1, 0, 0, 0])).toEqual([undefined, undefined, '0 filtered', '2 gap', '3 line'])
    expect(kinds([0, 0, 1, 1, 0])[4]).toBe('1 filtered')
    expect(kinds([1, 1, 0, 0, 0])[2]).toBeUndefined()
  })

  it('joins each device’s shown positions in their order and no hidden one', () => {
    const device = fc.constantFrom('D1', 'D2')
    const rows = fc.array(fc.tuple(fc.nat(30), device, fc.boolean()))
    fc.assert(
      fc.property(rows, (drawn) => {
        const sorted = drawn.toSorted(([a], [b]) => a - b)
        const steps = stepsBetween(
          sorted.map(([minute, device]) => at(minute, device)),
          5,
        )
        const hidden = Uint8Array.from(sorted, ([, , isHidden]) => Number(isHidden))
        const { before, after } = linksBetween(steps, hidden)
        for (const name of ['D1', 'D2']) {
          const shown = sorted.flatMap(([, device], index) =>
            device === name && !hidden[index] ? [index] : [],
          )
          expect(shown.map((index) => before[index])).toEqual([-1, ...shown].slice(0, shown.length))
          expect(shown.map((index) => after[index])).toEqual(
            [...shown.slice(1), -1].slice(0, shown.length),
          )
        }
      }),
    )
  })
})
