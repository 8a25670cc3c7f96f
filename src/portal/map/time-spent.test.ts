import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { MapPosition } from './map-data.ts'
import { stepsBetween } from './steps.ts'
import { heatText, minutesAround, minutesSpent } from './time-spent.ts'

const at = (minute: number): MapPosition => ({
  number: 1,
  capturedAt: minute * 60_000,
  latitude: 53.8,
  longitude: -4.4,
  mechanism: 'GPS',
  device: 'D1',
})
const total = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0)

describe('time spent', () => {
  it('counts time and not positions, and of a gap no more than the threshold', () => {
    const spent = (minutes: number[]) => [...minutesSpent(stepsBetween(minutes.map(at), 5), 5)]
    expect(spent([0, 1, 2])).toEqual([0.5, 1, 0.5])
    expect(spent([0, 60])).toEqual([2.5, 2.5])
    expect(spent([0])).toEqual([0])
    // Twice the positions in the same time are the same time.
    expect(total(Float64Array.from(spent([0, 1, 2, 3, 4])))).toBe(4)
    expect(total(Float64Array.from(spent([0, 4])))).toBe(4)
  })

  it('sums what lies around each cell, as counting would', () => {
    const cell = fc.integer({ min: 0, max: 9 })
    fc.assert(
      fc.property(fc.array(cell, { minLength: 20, maxLength: 20 }), fc.nat(2), (values, reach) => {
        const sums = minutesAround(Float64Array.from(values), 5, 4, reach)
        for (let row = 0; row < 4; row++) {
          for (let column = 0; column < 5; column++) {
            const near = values.filter(
              (_, index) =>
                Math.abs(Math.floor(index / 5) - row) <= reach &&
                Math.abs((index % 5) - column) <= reach,
            )
            expect(sums[row * 5 + column]).toBeCloseTo(near.reduce((a, b) => a + b, 0))
          }
        }
      }),
    )
  })

  it('says what the darkest colour means', () => {
    expect(heatText(725, 40.2)).toBe('Darkest: 12 h 5 min within 40 m')
    expect(heatText(0.5, 1234)).toBe('Darkest: 30 s within 1.2 km')
  })
})
