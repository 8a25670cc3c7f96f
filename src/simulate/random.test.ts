import { expect, test } from 'vitest'
import { Random } from './random.ts'

const draws = (random: Random, count: number): number[] =>
  Array.from({ length: count }, () => random.uniform())

test('the same seed and key give the same stream, any other seed or key another', () => {
  const stream = draws(new Random(1, 'wearer', 7), 20)
  expect(draws(new Random(1, 'wearer', 7), 20)).toEqual(stream)
  for (const other of [
    new Random(2, 'wearer', 7),
    new Random(1, 'wearer', 8),
    new Random(1, 'x'),
  ]) {
    expect(draws(other, 20)).not.toEqual(stream)
  }
})

test('numbers are even, normal ones have mean 0 and deviation 1', () => {
  const random = new Random(3)
  const even = draws(random, 20_000)
  const mean = even.reduce((sum, x) => sum + x, 0) / even.length
  expect(Math.abs(mean - 0.5)).toBeLessThan(0.01)
  const normal = Array.from({ length: 20_000 }, () => random.gaussian())
  const average = normal.reduce((sum, x) => sum + x, 0) / normal.length
  const variance = normal.reduce((sum, x) => sum + x * x, 0) / normal.length
  expect(Math.abs(average)).toBeLessThan(0.03)
  expect(Math.abs(variance - 1)).toBeLessThan(0.05)
})

test('neighbouring keys give streams that have nothing to do with one another', () => {
  const firsts = Array.from({ length: 5000 }, (_, key) => new Random(1, 'wearer', key).uniform())
  const product = (lag: number): number =>
    firsts.slice(lag).reduce((sum, x, i) => sum + (x - 0.5) * ((firsts[i] ?? 0) - 0.5), 0) /
    firsts.length
  expect(Math.abs(product(1))).toBeLessThan(0.006)
  expect(new Set(firsts).size).toBeGreaterThan(4990)
})

test('weights decide how often each is drawn', () => {
  const random = new Random(5)
  const counts = [0, 0, 0]
  for (let i = 0; i < 10_000; i++) {
    const index = random.weighted([1, 0, 3])
    counts[index] = (counts[index] ?? 0) + 1
  }
  expect(counts[1]).toBe(0)
  expect((counts[2] ?? 0) / 10_000).toBeCloseTo(0.75, 1)
})
