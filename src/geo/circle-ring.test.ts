import fc from 'fast-check'
import { expect, it } from 'vitest'
import { circleRing } from './circle-ring.ts'
import { distanceMetres, earthPoint } from './ellipsoid.ts'

it('a circle’s ring is closed, and all of it lies at the radius', () => {
  const place = fc.record({
    latitude: fc.double({ min: 49.5, max: 61.5, noNaN: true }),
    longitude: fc.double({ min: -8.5, max: 2.6, noNaN: true }),
  })
  fc.assert(
    fc.property(place, fc.integer({ min: 10, max: 5000 }), (middle, radius) => {
      const ring = circleRing(middle, radius)
      expect(ring.at(-1)).toEqual(ring[0])
      const from = earthPoint(middle.latitude, middle.longitude)
      for (const [longitude, latitude] of ring) {
        const away = distanceMetres(from, earthPoint(latitude, longitude))
        expect(Math.abs(away - radius)).toBeLessThan(radius * 0.002)
      }
    }),
  )
})
