import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { PlaceOfInterest } from '../domain/place-of-interest.ts'
import { certaintyText } from './certainty-text.ts'
import type { Stay } from './day-pattern.ts'
import { boxOfStay, visitsTo } from './visits.ts'

const MINUTE = 60_000
const METRE = 1 / 111_320
const LATITUDE = 53.8
const LONGITUDE = -4.4
const east = (metres: number) => LONGITUDE + (metres * METRE) / Math.cos((LATITUDE * Math.PI) / 180)

const stay = (radiusMetres: number, metresEast = 0, minutes = 40, certainty = 1): Stay => ({
  kind: 'stay',
  from: 0,
  to: minutes * MINUTE,
  latitude: LATITUDE,
  longitude: east(metresEast),
  radiusMetres,
  positions: minutes,
  first: 0,
  last: minutes - 1,
  certainty,
})
const circle = (id: string, radiusMetres: number, metresEast = 0): PlaceOfInterest => ({
  id,
  category: 'pub',
  name: id,
  address: undefined,
  geometry: { type: 'Point', coordinates: [east(metresEast), LATITUDE] },
  radiusMetres,
})
const found = (stays: readonly Stay[], places: readonly PlaceOfInterest[]) =>
  visitsTo(stays, places).map(({ place, certainty }) => [place.id, Number(certainty.toFixed(2))])

describe('visits', () => {
  test('a stay in the middle of a place is a sure visit, and one far away is none', () => {
    const [visit] = visitsTo([stay(12)], [circle('pub', 25)])
    expect(visit?.certainty).toBeGreaterThan(0.99)
    expect(visitsTo([stay(12, 200)], [circle('pub', 25)])).toEqual([])
  })

  test('at the edge of a place it is about as likely as not', () => {
    const [visit] = visitsTo([stay(20, 40)], [circle('park', 40)])
    expect(visit?.certainty).toBeGreaterThan(0.35)
    expect(visit?.certainty).toBeLessThan(0.5)
  })

  test('a circle of a kilometre, as mobile masts give, names no place', () => {
    expect(visitsTo([stay(1000)], [circle('pub', 25)])).toEqual([])
  })

  test('places beside each other share a stay between them, and two over one another share it evenly', () => {
    expect(found([stay(12)], [circle('a', 25), circle('b', 25)])).toEqual([
      ['a', 0.5],
      ['b', 0.5],
    ])
    const apart = found([stay(30, 5)], [circle('a', 20), circle('b', 20, 40)])
    expect(apart[0]?.[0]).toBe('a')
  })

  test('a short stay is none, unless fewer minutes are asked for', () => {
    expect(found([stay(12, 0, 5)], [circle('pub', 25)])).toEqual([])
    const settings = { leastMinutes: 3, leastCertainty: 0.2 }
    expect(visitsTo([stay(12, 0, 5)], [circle('pub', 25)], settings)).toHaveLength(1)
  })

  test('a stay that may have been none is no surer a visit', () => {
    expect(found([stay(12, 0, 40, 0.6)], [circle('pub', 25)])).toEqual([['pub', 0.6]])
  })

  test('those of one stay are never surer together than the stay, and the box holds every place that counts', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            at: fc.integer({ min: -300, max: 300 }),
            radius: fc.integer({ min: 5, max: 200 }),
          }),
          { maxLength: 8 },
        ),
        fc.integer({ min: 1, max: 1500 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (circles, radius, certainty) => {
          const places = circles.map(({ at, radius: of }, index) => circle(`${index}`, of, at))
          const one = stay(radius, 0, 40, certainty)
          const visits = visitsTo([one], places, { leastMinutes: 0, leastCertainty: 0.0001 })
          const sum = visits.reduce((total, visit) => total + visit.certainty, 0)
          expect(sum).toBeLessThanOrEqual(certainty + 1e-9)
          const [west, , toEast] = boxOfStay(one)
          for (const { place } of visits) {
            const { at = 0, radius: of = 0 } = circles[Number(place.id)] ?? {}
            expect(east(at - of)).toBeLessThanOrEqual(toEast)
            expect(east(at + of)).toBeGreaterThanOrEqual(west)
          }
        },
      ),
    )
  })
})

test('how sure something is, in words and as a number that is never all or nothing', () => {
  expect([1, 0.8, 0.5, 0.2, 0].map(certaintyText)).toEqual([
    'Sure, 99 in 100',
    'Fairly sure, 80 in 100',
    'Not sure, 50 in 100',
    'More likely not, 20 in 100',
    'More likely not, 1 in 100',
  ])
})
