import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { PositionColumnsBuilder } from '../domain/position-columns.ts'
import { distanceMetres, earthPoint } from '../geo/ellipsoid.ts'
import { PositionIndex } from './position-index.ts'

const HOUR = 3_600_000
/** So that the busy hours lie in several of the index's periods. */
const APART = 3 * HOUR
const START = Date.UTC(2026, 0, 5)
const CENTRE = { latitude: 53.8, longitude: -4.4 }

/** Positions about one place in hours of very different sizes, in no order. */
function positionsOf(hours: readonly number[], seed: number) {
  let state = seed
  const next = (below: number) => {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
  const builder = new PositionColumnsBuilder()
  for (let i = 0; i < Math.max(0, ...hours); i++) {
    hours.forEach((count, hour) => {
      if (i >= count) return
      const latitude = 538_000_000 + next(80_000) - 40_000
      const longitude = -44_000_000 + next(120_000) - 60_000
      builder.add(builder.length, START + hour * APART + next(HOUR), latitude, longitude, 5, 0)
    })
  }
  return builder.build()
}

describe('PositionIndex', () => {
  it('gives each position in the circle and the window once, and none outside the window', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(0, 1, 30, 1500, 6000), { maxLength: 4 }),
        fc.nat(),
        fc.integer({ min: 1, max: 500 }),
        fc.integer({ min: -HOUR, max: 10 * HOUR }),
        fc.integer({ min: 0, max: 9 * HOUR }),
        (hours, seed, radiusMetres, opens, length) => {
          const positions = positionsOf(hours, seed)
          const window = { from: START + opens, to: START + opens + length }
          const found: number[] = []
          new PositionIndex(positions).candidates({ ...CENTRE, radiusMetres }, window, (device) =>
            found.push(device),
          )
          const crime = earthPoint(CENTRE.latitude, CENTRE.longitude)
          const captured = [...positions.capturedAt.keys()].filter((row) => {
            const at = positions.capturedAt[row] ?? 0
            return window.from <= at && at <= window.to
          })
          const expected = captured.filter((row) => {
            const [latitude, longitude] = [positions.latitude[row], positions.longitude[row]]
            const there = earthPoint((latitude ?? 0) * 1e-7, (longitude ?? 0) * 1e-7)
            return distanceMetres(there, crime) <= radiusMetres
          })
          const once = new Set(found)
          expect(once.size).toBe(found.length)
          expect(expected.filter((row) => !once.has(row))).toEqual([])
          const allowed = new Set(captured)
          expect(found.filter((row) => !allowed.has(row))).toEqual([])
        },
      ),
      { numRuns: 100 },
    )
  })
})
