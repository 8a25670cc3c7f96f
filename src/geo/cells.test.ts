import fc from 'fast-check'
import geodesic from 'geographiclib-geodesic'
import { describe, expect, it } from 'vitest'
import { cellOf, cellRunsAround } from './cells.ts'
import { latitudeSpanDegrees, longitudeSpanDegrees } from './ellipsoid.ts'

describe('cellRunsAround()', () => {
  it('holds the cell of every point within the distance, across the antimeridian and at the poles', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.double({ min: -90, max: 90, noNaN: true }),
          fc.constantFrom(-90, 90, 0, 89.9999),
        ),
        fc.oneof(
          fc.double({ min: -180, max: 180, noNaN: true }),
          fc.constantFrom(-180, 180, 0, 179.9999),
        ),
        fc.double({ min: 0, max: 360, noNaN: true }),
        fc.double({ min: 0, max: 20_000, noNaN: true }),
        (latitude, longitude, azimuth, metres) => {
          const { lat2, lon2 } = geodesic.Geodesic.WGS84.Direct(
            latitude,
            longitude,
            azimuth,
            metres,
          )
          const cell = cellOf(Math.round((lat2 ?? 0) * 1e7), Math.round((lon2 ?? 0) * 1e7))
          const runs = cellRunsAround(
            latitude,
            longitude,
            latitudeSpanDegrees(metres + 0.02),
            longitudeSpanDegrees(metres + 0.02, latitude),
          )
          expect(runs.some(({ from, to }) => from <= cell && cell <= to)).toBe(true)
        },
      ),
      { numRuns: 5000 },
    )
  })

  it('asks for few cells around a usual crime', () => {
    const runs = cellRunsAround(
      53.8,
      -4.4,
      latitudeSpanDegrees(100),
      longitudeSpanDegrees(100, 53.8),
    )
    expect(runs.length).toBeLessThanOrEqual(3)
    expect(Math.max(...runs.map(({ from, to }) => to - from))).toBeLessThanOrEqual(2)
  })
})
