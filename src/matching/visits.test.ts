import { describe, expect, it } from 'vitest'
import { labelVisits, visitLetters } from './visits.ts'

const MINUTE = 60_000
const at = (place: number, minutes: number, device = 0) => ({
  row: 100 + place,
  device,
  capturedAt: minutes * MINUTE,
  place,
})
const labels = (inRadius: ReturnType<typeof at>[]) => labelVisits(inRadius, 5)

describe('labelVisits()', () => {
  it('ends a visit at a position outside, a gap over 5 minutes, or another device', () => {
    expect(labels([at(0, 0), at(1, 1), at(3, 3)])).toEqual(['A1', 'A2', 'B1'])
    expect(labels([at(0, 0), at(1, 5), at(2, 10.001)])).toEqual(['A1', 'A2', 'B1'])
    expect(labels([at(0, 0), at(1, 1, 1), at(2, 2)])).toEqual(['A1', 'B1', 'C1'])
    expect(labels([])).toEqual([])
  })

  it('goes on after Z with AA', () => {
    const trail = Array.from({ length: 28 }, (_, i) => at(i, i * 6))
    expect(labels(trail).slice(25)).toEqual(['Z1', 'AA1', 'AB1'])
    expect(visitLetters(701)).toBe('ZZ')
    expect(visitLetters(702)).toBe('AAA')
  })
})
