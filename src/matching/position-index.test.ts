import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { PositionColumnsBuilder } from '../domain/position-columns.ts'
import { distanceMetres, earthPoint } from '../geo/ellipsoid.ts'
import { PositionIndex } from './position-index.ts'

const HOUR = 3_600_000
/** So that the busy hours lie in several of the index's periods. */
const APART = 3 * HOUR
const START = Date.UTC(2026, 0, 5)
/** In the town, at the edges of the grid and near a pole. Degrees. */
const CENTRES = [
  { latitude: 53.8, longitude: -4.4 },
  { latitude: 0, longitude: 0 },
  { latitude: -37.9, longitude: 179.9999 },
  { latitude: 51.5, longitude: -180 },
  { latitude: 79.9, longitude: 20 },
  { latitude: 89.99, longitude: 100 },
]
/** So far away a position lies in a cell of the same number. Degrees x 1e7. */
const ALIKE = { latitude: 65_536 * 14_000, longitude: 65_536 * 22_000 }

/** Positions about one place in hours of very different sizes, in no order; the device is the row. */
function positionsOf(
  hours: readonly number[],
  seed: number,
  centre: (typeof CENTRES)[number],
  alike: boolean,
) {
  let state = seed
  const next = (below: number) => {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
  const builder = new PositionColumnsBuilder()
  for (let i = 0; i < Math.max(0, ...hours); i++) {
    hours.forEach((count, hour) => {
      if (i >= count) return
      const far = alike && next(10) === 0
      const south = far ? ALIKE.latitude * (centre.latitude > 0 ? 1 : -1) : 0
      const latitude = Math.round(centre.latitude * 1e7) + next(80_000) - 40_000 - south
      const east = Math.round(centre.longitude * 1e7) + next(120_000) - 60_000
      const round = far && next(2) === 0 ? east + ALIKE.longitude : east
      const longitude = ((((round + 1.8e9) % 3.6e9) + 3.6e9) % 3.6e9) - 1.8e9
      if (Math.abs(latitude) > 9e8) return
      builder.add(builder.length, START + hour * APART + next(HOUR), latitude, longitude, 5, 0)
    })
  }
  return builder.build()
}

describe('PositionIndex', () => {
  it('gives each position in the circle and the window once, and no other, wherever on earth', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(0, 1, 30, 1500, 6000), { maxLength: 4 }),
        fc.nat(),
        fc.oneof(fc.integer({ min: 1, max: 900 }), fc.constantFrom(2000, 5000, 20_000)),
        fc.constantFrom(...CENTRES),
        fc.boolean(),
        fc.integer({ min: -HOUR, max: 10 * HOUR }),
        fc.integer({ min: 0, max: 9 * HOUR }),
        (hours, seed, radiusMetres, centre, alike, opens, length) => {
          const positions = positionsOf(hours, seed, centre, alike)
          const window = { from: START + opens, to: START + opens + length }
          const found: number[] = []
          new PositionIndex(positions).within({ ...centre, radiusMetres }, window, (device, at) => {
            expect(at).toBe(positions.capturedAt[device])
            found.push(device)
          })
          const crime = earthPoint(centre.latitude, centre.longitude)
          const expected = [...positions.capturedAt.keys()].filter((row) => {
            const at = positions.capturedAt[row] ?? 0
            const [latitude, longitude] = [positions.latitude[row], positions.longitude[row]]
            const there = earthPoint((latitude ?? 0) * 1e-7, (longitude ?? 0) * 1e-7)
            const captured = window.from <= at && at <= window.to
            return captured && distanceMetres(there, crime) <= radiusMetres
          })
          expect(found.sort((a, b) => a - b)).toEqual(expected)
        },
      ),
      { numRuns: 100 },
    )
  })
})
