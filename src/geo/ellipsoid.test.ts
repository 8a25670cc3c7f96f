import fc from 'fast-check'
import geodesic from 'geographiclib-geodesic'
import { describe, expect, it } from 'vitest'
import {
  distanceMetres,
  earthPoint,
  latitudeSpanDegrees,
  longitudeSpanDegrees,
} from './ellipsoid.ts'

const karney = geodesic.Geodesic.WGS84

describe('distanceMetres()', () => {
  it('is within 1 mm of Karney to 20 km, and the same beyond, anywhere on earth', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -90, max: 90, noNaN: true }),
        fc.double({ min: -180, max: 180, noNaN: true }),
        fc.double({ min: 0, max: 360, noNaN: true }),
        fc.oneof(
          fc.double({ min: 0, max: 5_000, noNaN: true }),
          fc.double({ min: 0, max: 40_000, noNaN: true }),
          fc.double({ min: 0, max: 19_000_000, noNaN: true }),
        ),
        (latitude, longitude, azimuth, metres) => {
          const { lat2, lon2 } = karney.Direct(latitude, longitude, azimuth, metres)
          const measured = distanceMetres(
            earthPoint(latitude, longitude),
            earthPoint(lat2 ?? Number.NaN, lon2 ?? Number.NaN),
          )
          expect(Math.abs(measured - metres)).toBeLessThan(0.001)
        },
      ),
      { numRuns: 3000 },
    )
  })

  it('gives the same both ways, and 0 for a point and itself', () => {
    const a = earthPoint(53.8, -4.4)
    const b = earthPoint(53.8005391, -4.3990894)
    expect(distanceMetres(a, a)).toBe(0)
    expect(distanceMetres(a, b)).toBeCloseTo(distanceMetres(b, a), 7)
    expect(distanceMetres(a, b)).toBeCloseTo(84.85, 2)
  })
})

describe('latitudeSpanDegrees() and longitudeSpanDegrees()', () => {
  it('hold every point within the distance', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -90, max: 90, noNaN: true }),
        fc.double({ min: 0, max: 360, noNaN: true }),
        fc.double({ min: 0.01, max: 50_000, noNaN: true }),
        (latitude, azimuth, metres) => {
          const { lat2, lon2 } = karney.Direct(latitude, 0, azimuth, metres)
          expect(Math.abs((lat2 ?? 0) - latitude)).toBeLessThanOrEqual(latitudeSpanDegrees(metres))
          expect(Math.abs(lon2 ?? 0)).toBeLessThanOrEqual(longitudeSpanDegrees(metres, latitude))
        },
      ),
      { numRuns: 3000 },
    )
  })
})
