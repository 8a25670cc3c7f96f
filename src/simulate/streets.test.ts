import { expect, test } from 'vitest'
import { distanceMetres } from './plane.ts'
import { Random } from './random.ts'
import { makeTownMap } from './town-map.ts'

const { streets, districts } = makeTownMap(1, 60)
const random = new Random(1, 'test')

test('ways follow streets: every step is to a crossing nearby, from one address to the other', () => {
  for (let i = 0; i < 200; i++) {
    const [from, to] = [streets.anyAddress(random), streets.anyAddress(random)]
    for (const { crossings } of [streets.walk(from, to), streets.ride(from, to)]) {
      const points = crossings.map((crossing) => streets.crossingAt(crossing))
      for (const [index, point] of points.slice(1).entries()) {
        expect(distanceMetres(points[index] ?? point, point)).toBeLessThan(260)
      }
      expect(distanceMetres(points[0] ?? from, from)).toBeLessThan(260)
      expect(distanceMetres(points.at(-1) ?? to, to)).toBeLessThan(260)
    }
  }
})

test('the same two addresses always have the same way between them', () => {
  const [from, to] = [streets.anyAddress(random), streets.anyAddress(random)]
  expect(streets.walk(from, to)).toEqual(streets.walk(from, to))
})

test('an address near a point is near it', () => {
  for (let i = 0; i < 200; i++) {
    const reach = 0.9 * districts.half
    const point = { x: random.between(-reach, reach), y: random.between(-reach, reach) }
    expect(distanceMetres(streets.addressNear(point, random), point)).toBeLessThan(350)
  }
})
