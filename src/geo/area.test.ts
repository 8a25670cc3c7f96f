import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Area, areaOf } from './area.ts'
import { distanceMetres, earthPoint } from './ellipsoid.ts'

const [LONGITUDE, LATITUDE] = [-4.4, 53.8]
const NOT_DEGREES =
  'a corner is no pair of numbers, expected longitude (-180 to 180) before latitude (-90 to 90)'
/** Degrees of so many metres, near enough for a test. */
const east = (metres: number) => LONGITUDE + metres / 65_900
const north = (metres: number) => LATITUDE + metres / 111_300

function area(zone: Parameters<typeof areaOf>[0]): Area {
  const made = areaOf(zone)
  if (typeof made === 'string') throw new TypeError(made)
  return made
}

/** A square with sides of twice `half` metres, so many metres east of the middle. */
function square(half: number, eastwards = 0): number[][] {
  return [
    [east(eastwards - half), north(-half)],
    [east(eastwards + half), north(-half)],
    [east(eastwards + half), north(half)],
    [east(eastwards - half), north(half)],
    [east(eastwards - half), north(-half)],
  ]
}

describe('areaOf()', () => {
  it('measures a circle as the ellipsoid does', () => {
    const circle = area({
      geometry: { type: 'Point', coordinates: [LONGITUDE, LATITUDE] },
      radiusMetres: 300,
      bufferMetres: 50,
    })
    fc.assert(
      fc.property(
        fc.double({ min: -2000, max: 2000, noNaN: true }),
        fc.double({ min: -2000, max: 2000, noNaN: true }),
        (x, y) => {
          const metres = distanceMetres(
            earthPoint(LATITUDE, LONGITUDE),
            earthPoint(north(y), east(x)),
          )
          expect(Math.abs(350 - metres - circle.depthMetres(east(x), north(y)))).toBeLessThan(1)
        },
      ),
    )
    expect(circle.squareMetres).toBeCloseTo(Math.PI * 350 ** 2)
  })

  it('knows holes, several polygons and the buffer around each', () => {
    const geometry = {
      type: 'MultiPolygon',
      coordinates: [[square(200), square(50)], [square(50, 1000)]],
    }
    const drawn = area({ geometry })
    const depths = (of: Area) =>
      [0, 100, 190, 210, 600, 1000].map((x) => Math.round(of.depthMetres(east(x), LATITUDE)))
    expect(depths(drawn)).toEqual([-50, 50, 10, -10, -350, 50])
    expect(drawn.squareMetres / 160_000).toBeCloseTo(1, 2)
    const grown = area({ geometry, bufferMetres: 60 })
    expect(depths(grown)).toEqual([10, 110, 70, 50, -290, 110])
    expect(grown.depthMetres(grown.box[0], LATITUDE)).toBeCloseTo(0, 5)
    expect(grown.depthMetres(LONGITUDE, grown.box[3])).toBeCloseTo(0, 5)
  })

  it('is the same whichever way round a ring goes, and whether or not it is closed', () => {
    const ways = [square(100), square(100).reverse(), square(100).slice(1)]
    fc.assert(
      fc.property(fc.integer({ min: -300, max: 300 }), (x) => {
        const [first, ...others] = ways
          .map((ring) => area({ geometry: { type: 'Polygon', coordinates: [ring] } }))
          .map((of) => of.depthMetres(east(x), north(x / 2)))
        for (const other of others) expect(other).toBeCloseTo(first ?? Number.NaN, 6)
      }),
    )
  })

  it('is worked out at once of what is long and thinner than a hair, as of what is thin', () => {
    const sliver = (degrees: number) =>
      area({
        geometry: {
          type: 'Polygon',
          coordinates: [
            [
              [-6, 50],
              [2, 58],
              [-6, 50 + degrees],
            ],
          ],
        },
      })
    // On its side, 100 m beside it, far from it: so much of what is measured with an error of 5 km.
    const shares = (of: Area) =>
      [0, 0.0015, 0.3].map((away) => of.shareInside(-2 + away, 54, 5000) / of.squareMetres)
    const [thin, hair] = [shares(sliver(0.001)), shares(sliver(1e-7))]
    for (const [index, share] of thin.entries()) {
      expect((hair[index] ?? 0) / share).toBeGreaterThan(0.5)
      expect((hair[index] ?? 0) / share).toBeLessThan(2)
    }
  })

  it('says what is wrong with what is no area', () => {
    const polygon = (...rings: unknown[]) =>
      areaOf({ geometry: { type: 'Polygon', coordinates: rings } })
    const point = { type: 'Point', coordinates: [LONGITUDE, LATITUDE] }
    expect([
      areaOf({ geometry: undefined }),
      areaOf({ geometry: { type: 'LineString', coordinates: square(10) } }),
      areaOf({ geometry: { type: 'Polygon', coordinates: [] } }),
      polygon(square(10).slice(0, 2)),
      polygon([
        [1, 2],
        [3, 'four'],
        [5, 6],
      ]),
      polygon([
        [0, 0],
        [1, 1],
        [2, 2],
      ]),
      polygon([
        [0, 0],
        [1, 1],
        [2, 91],
      ]),
      polygon([
        [179, 53],
        [-179, 53],
        [-179, 54],
      ]),
      areaOf({ geometry: point }),
      areaOf({ geometry: point, radiusMetres: 0 }),
      areaOf({ geometry: point, radiusMetres: 5, bufferMetres: -1 }),
    ]).toEqual([
      'it is no GeoJSON geometry, expected a Polygon, MultiPolygon or Point',
      'its type is "LineString", expected Polygon, MultiPolygon or Point',
      'a polygon has no ring',
      'it encloses nothing',
      NOT_DEGREES,
      'it encloses nothing',
      NOT_DEGREES,
      'it is wider than half of the earth',
      'its radius is missing, expected metres above 0',
      'its radius is 0, expected metres above 0',
      'its buffer is -1 metres, expected 0 or more',
    ])
  })
})
