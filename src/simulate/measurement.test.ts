import { expect, test } from 'vitest'
import { Receiver } from './measurement.ts'
import { distanceMetres, latitudeOf, longitudeOf, xOf, yOf } from './plane.ts'
import { Random } from './random.ts'
import type { Reading } from './reported-positions.ts'
import { surroundings } from './surroundings.ts'

const still = { metresPerSecond: 0, headingDegrees: 0 }

/** Errors in metres and quoted radii of `count` readings at the town's middle. */
function readings(measure: (receiver: Receiver) => void, count: number): [number, number][] {
  const receiver = new Receiver(new Random(1, 'test'))
  return Array.from({ length: count }, () => {
    measure(receiver)
    return [errorOf(receiver), receiver.accuracyMetres]
  })
}

function errorOf(reading: Reading): number {
  const there = { x: xOf(reading.longitude / 1e7), y: yOf(reading.latitude / 1e7) }
  return distanceMetres(there, { x: 0, y: 0 })
}

const share = (pairs: [number, number][], holds: (pair: [number, number]) => boolean): number =>
  pairs.filter(holds).length / pairs.length

const inside = (pairs: [number, number][]): number =>
  share(pairs, ([error, radius]) => error <= radius)

test('the circle quoted for a satellite fix is too small, everywhere', () => {
  for (const sky of [surroundings.open, surroundings.street, surroundings.canyon]) {
    const pairs = readings((receiver) => receiver.measureBySatellite(0, 0, sky, still), 40_000)
    expect(inside(pairs)).toBeGreaterThan(0.68)
    expect(inside(pairs)).toBeLessThan(0.84)
  }
})

test('a canyon is worse than the open, and has heavy tails', () => {
  const errors = (sky: number): number[] =>
    readings((receiver) => receiver.measureBySatellite(0, 0, sky, still), 40_000)
      .map(([error]) => error)
      .sort((a, b) => a - b)
  const [open, canyon] = [errors(surroundings.open), errors(surroundings.canyon)]
  expect(canyon[20_000]).toBeGreaterThan(3 * (open[20_000] ?? 0))
  expect(canyon[39_900]).toBeGreaterThan(4 * (canyon[20_000] ?? 0))
})

test('errors last from one minute to the next', () => {
  const receiver = new Receiver(new Random(2, 'test'))
  const north = Array.from({ length: 20_000 }, () => {
    receiver.measureBySatellite(0, 0, surroundings.street, still)
    return yOf(receiver.latitude / 1e7)
  })
  const product = (lag: number): number =>
    north.slice(lag).reduce((sum, y, i) => sum + y * (north[i] ?? 0), 0)
  expect(product(1) / product(0)).toBeGreaterThan(0.8)
  expect(product(60) / product(0)).toBeLessThan(0.2)
})

test('cells are off by hundreds of metres, and wireless circles seldom hold the truth', () => {
  const cells = readings((receiver) => receiver.measureByCell(0, 0), 5000)
  expect(share(cells, ([error]) => error > 100)).toBeGreaterThan(0.8)
  const wifi = readings((receiver) => receiver.measureByWifi(0, 0), 5000)
  expect(inside(wifi)).toBeLessThan(0.5)
})

test('the plane leads to degrees and back', () => {
  expect(xOf(longitudeOf(3210))).toBeCloseTo(3210, 5)
  expect(yOf(latitudeOf(-1234))).toBeCloseTo(-1234, 5)
})
