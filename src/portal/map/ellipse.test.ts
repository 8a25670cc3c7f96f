import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { distanceMetres, earthPoint } from '../../geo/ellipsoid.ts'
import { ellipseOf } from './ellipse.ts'
import { MERCATOR_RADIUS } from './mercator.ts'

const degrees = 180 / Math.PI

describe('ellipseOf()', () => {
  it('runs where the ellipsoid has the radius', () => {
    const latitudes = fc.double({ min: 49, max: 61, noNaN: true })
    const radii = fc.double({ min: 1, max: 3000, noNaN: true })
    const angles = fc.double({ min: 0, max: 2 * Math.PI, noNaN: true })
    fc.assert(
      fc.property(latitudes, radii, angles, (latitude, radiusMetres, angle) => {
        const { x, y, across, up } = ellipseOf({ latitude, longitude: -4.4, radiusMetres })
        const east = x + across * Math.cos(angle)
        const north = y + up * Math.sin(angle)
        const edge = {
          longitude: (east / MERCATOR_RADIUS) * degrees,
          latitude: (2 * Math.atan(Math.exp(north / MERCATOR_RADIUS)) - Math.PI / 2) * degrees,
        }
        const distance = distanceMetres(
          earthPoint(latitude, -4.4),
          earthPoint(edge.latitude, edge.longitude),
        )
        expect(Math.abs(distance / radiusMetres - 1)).toBeLessThan(0.001)
      }),
    )
  })
})
