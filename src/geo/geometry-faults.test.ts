import { describe, expect, it } from 'vitest'
import { geometryFaults } from './geometry-faults.ts'

const square = [
  [-4.4, 53.8],
  [-4.3, 53.8],
  [-4.3, 53.9],
  [-4.4, 53.9],
  [-4.4, 53.8],
]
const hole = [
  [-4.38, 53.82],
  [-4.32, 53.82],
  [-4.35, 53.88],
  [-4.38, 53.82],
]
const bow = [square[0], square[2], square[1], square[3], square[0]]
const polygon = (...rings: unknown[]) => ({ type: 'Polygon', coordinates: rings })

describe('geometryFaults()', () => {
  it.each([
    polygon(square),
    polygon(square, hole),
    { type: 'MultiPolygon', coordinates: [[square, hole], [hole]] },
    { type: 'Point', coordinates: [-4.4, 53.8] },
    { type: 'Point', coordinates: [-4.4, 53.8, 12] },
  ])('finds nothing wrong with %j', (geometry) => {
    expect(geometryFaults(geometry)).toEqual([])
  })

  it.each([
    [null, 'no GeoJSON geometry'],
    [{ type: 'LineString', coordinates: square }, 'its type is "LineString"'],
    [{}, 'its type is missing'],
    [{ type: 'Point', coordinates: [53.8, -94.4] }, 'longitude (-180 to 180) before latitude'],
    [{ type: 'Point', coordinates: ['1', 2] }, 'no pair of numbers'],
    [polygon(), 'a polygon has no ring'],
    [{ type: 'MultiPolygon', coordinates: [] }, 'no polygon'],
    [polygon(square.slice(0, 4)), 'does not end where it begins'],
    [polygon(square.slice(0, 3)), 'a ring has 3 corners'],
    [polygon(bow), 'crosses itself'],
    [polygon(square, 'ring'), 'no pair of numbers'],
    [polygon(Array.from({ length: 2001 }, () => [0, 0])), 'it has 2001 corners'],
  ])('says of %j: %s', (geometry, fault) => {
    expect(geometryFaults(geometry).join()).toContain(fault)
  })
})
