import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Area, areaOf } from './area.ts'

const [LONGITUDE, LATITUDE] = [-4.4, 53.8]
const east = (metres: number) => LONGITUDE + metres / 65_895
const north = (metres: number) => LATITUDE + metres / 111_290

function made(zone: Parameters<typeof areaOf>[0]): Area {
  const area = areaOf(zone)
  if (typeof area === 'string') throw new TypeError(area)
  return area
}

/** The share by brute force: points spread evenly by probability around the place. */
function counted(area: Area, x: number, y: number, sigma: number): number {
  const points = 20_000
  let inside = 0
  for (let i = 0; i < points; i++) {
    const away = sigma * Math.sqrt(-2 * Math.log(1 - (i + 0.5) / points))
    const angle = i * Math.PI * (3 - Math.sqrt(5))
    const [atX, atY] = [x + away * Math.cos(angle), y + away * Math.sin(angle)]
    if (area.depthMetres(east(atX), north(atY)) > 0) inside++
  }
  return inside / points
}

const disc = made({
  geometry: { type: 'Point', coordinates: [LONGITUDE, LATITUDE] },
  radiusMetres: 100,
})
/** A house's yard in an L, 80 by 80 m. */
const bent = made({
  geometry: {
    type: 'Polygon',
    coordinates: [
      [
        [-40, -40],
        [40, -40],
        [40, 0],
        [0, 0],
        [0, 40],
        [-40, 40],
      ].map(([x = 0, y = 0]) => [east(x), north(y)]),
    ],
  },
})

describe('shareInside()', () => {
  it('is what counting says, whether circles are small or large against the area', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(disc, bent),
        fc.integer({ min: -200, max: 200 }),
        fc.integer({ min: -200, max: 200 }),
        fc.integer({ min: 3, max: 400 }),
        (area, x, y, sigma) => {
          const share = area.shareInside(east(x), north(y), sigma)
          // At a corner three quarters may be inside, or one, where an edge has half.
          expect(Math.abs(share - counted(area, x, y, sigma))).toBeLessThan(0.3)
        },
      ),
      { numRuns: 60 },
    )
  })

  it('is close to what counting says of a disc', () => {
    for (const [x, sigma] of [
      [0, 15],
      [60, 20],
      [95, 30],
      [130, 30],
      [50, 60],
      [150, 150],
      [0, 400],
    ] as const) {
      const share = disc.shareInside(east(x), LATITUDE, sigma)
      expect(Math.abs(share - counted(disc, x, 0, sigma))).toBeLessThan(0.02)
    }
  })

  it('is certain far from the edge', () => {
    expect(disc.shareInside(LONGITUDE, LATITUDE, 10)).toBe(1)
    expect(disc.shareInside(east(1000), LATITUDE, 100)).toBe(0)
  })
})
