import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DistanceBounds } from './distance-bounds.ts'
import { distanceMetres, earthPoint } from './ellipsoid.ts'

/** Degrees x 1e7 of a place from a point: crowded near it, across the reach, and anywhere. */
const units = (most: number) => fc.integer({ min: -most, max: most })
const away = fc.oneof(units(100), units(50_000), units(2e6), units(1.02e7), units(1.8e9))
const latitude = fc.oneof(fc.double({ min: 49, max: 61, noNaN: true }), latitudes(90))
const longitude = fc.oneof(
  fc.double({ min: -9, max: 2, noNaN: true }),
  fc.constantFrom(-180, 180, 0),
)

function latitudes(most: number) {
  return fc.double({ min: -most, max: most, noNaN: true })
}

const pair = fc
  .record({ latitude, longitude, north: away, east: away })
  .map(({ latitude, longitude, north, east }) => {
    const there = {
      latitude: Math.max(-9e8, Math.min(9e8, Math.round(latitude * 1e7) + north)),
      longitude: ((Math.round(longitude * 1e7) + east + 5.4e9) % 3.6e9) - 1.8e9,
    }
    const point = earthPoint(latitude, longitude)
    const exact = distanceMetres(earthPoint(there.latitude * 1e-7, there.longitude * 1e-7), point)
    return { bounds: new DistanceBounds(point), ...there, exact }
  })

describe('DistanceBounds', () => {
  it('takes nothing within a radius for surely beyond it, and little beyond it for perhaps within', () => {
    let beyond = 0
    fc.assert(
      fc.property(pair, ({ bounds, latitude, longitude, exact }) => {
        expect(bounds.isPerhapsWithin(exact, latitude, longitude)).toBe(true)
        expect(bounds.isPerhapsWithin(Infinity, latitude, longitude)).toBe(true)
        if (exact > 5000 || exact < 0.02 || Math.abs(latitude) > 7e8) return
        beyond++
        expect(bounds.isPerhapsWithin(exact * 0.99 - 0.01, latitude, longitude)).toBe(false)
      }),
      { numRuns: 20_000 },
    )
    expect(beyond).toBeGreaterThan(1000)
  })

  it('says of every radius what the distance says, to the last bit of it', () => {
    fc.assert(
      fc.property(
        pair,
        fc.oneof(fc.constantFrom(0.999999, 1, 1.000001), fc.double({ min: 0.9, max: 1.1 })),
        ({ bounds, latitude, longitude, exact }, share) => {
          for (const radius of [exact, exact * share, exact + 0.001, exact - 0.001, 100, 300]) {
            expect(bounds.isWithin(radius, latitude, longitude)).toBe(exact <= radius)
          }
          expect(bounds.metres(latitude, longitude)).toBe(exact)
        },
      ),
      { numRuns: 20_000 },
    )
  })
})
