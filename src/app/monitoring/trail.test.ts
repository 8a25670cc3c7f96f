import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Observation } from '../../monitoring/finding.ts'
import { Trail } from './trail.ts'

const observation: fc.Arbitrary<Observation> = fc.record({
  capturedAt: fc.integer({ min: 0, max: 200 }).map((second) => second * 1000),
  latitude: fc.integer({ min: 538_000_000, max: 538_000_003 }).map((units) => units / 1e7),
  longitude: fc.constant(-4.4),
  accuracyMetres: fc.constantFrom(undefined, 5, 12.34, 40),
  mechanism: fc.constantFrom('GPS', 'LBS'),
})

const EVER = { from: -Infinity, to: Infinity }

function trailOf(observations: readonly Observation[]): Trail {
  const trail = new Trail()
  for (const one of observations) trail.add(one)
  return trail
}

it('is the same whatever order positions come in and however often', () => {
  fc.assert(
    fc.property(
      fc.array(observation, { maxLength: 80 }).chain((all) =>
        fc.tuple(
          fc.constant(all),
          fc.shuffledSubarray([...all, ...all.slice(0, 9)], {
            minLength: all.length + Math.min(9, all.length),
          }),
        ),
      ),
      ([all, otherwise]) => {
        expect(trailOf(otherwise).within(EVER)).toEqual(trailOf(all).within(EVER))
      },
    ),
  )
})

it('keeps every position of a tag that reports once a minute, as it came', () => {
  const all = Array.from({ length: 100 }, (_, minute) => ({
    capturedAt: minute * 60_000 + (minute % 7) * 1000,
    latitude: 53.8 + minute * 1e-7,
    longitude: -4.4 - minute * 3e-7,
    accuracyMetres: minute % 3 === 0 ? undefined : 8.25,
    mechanism: minute % 2 ? 'GPS' : 'WIFI',
  })).map((one) => ({
    ...one,
    longitude: Number(one.longitude.toFixed(7)),
    latitude: Number(one.latitude.toFixed(7)),
  }))
  expect(trailOf(all).within(EVER)).toEqual(all)
  expect(trailOf(all).within({ from: 60_000, to: 180_000 })).toEqual(all.slice(1, 3))
})

it('looks at the smallest circle of those that stand close together', () => {
  const at = (second: number, accuracyMetres: number | undefined): Observation => ({
    capturedAt: second * 1000,
    latitude: 53.8,
    longitude: -4.4,
    accuracyMetres,
    mechanism: 'GPS',
  })
  const trail = trailOf([at(1, undefined), at(5, 30), at(9, 8), at(19, 9), at(20, 300)])
  expect(trail.within(EVER).map((one) => one.accuracyMetres)).toEqual([8, 300])
})

it('forgets what is older than it is told to keep', () => {
  const trail = trailOf(
    [0, 60, 120].map((second) => ({
      capturedAt: second * 1000,
      latitude: 53.8,
      longitude: -4.4,
      accuracyMetres: 5,
      mechanism: 'GPS',
    })),
  )
  trail.dropBefore(60_000)
  expect(trail.within(EVER).map(({ capturedAt }) => capturedAt)).toEqual([60_000, 120_000])
  expect(trail.newest).toBe(120_000)
})

it('names mechanisms as they came, and of more than it can number none', () => {
  const trail = new Trail()
  const one = { latitude: 53.8, longitude: -4.4, accuracyMetres: 10 }
  const count = 70_000
  for (let index = 0; index < count; index++) {
    trail.add({ ...one, capturedAt: index * 20_000, mechanism: `M${index}` })
  }
  const named = trail.within({ from: 0, to: Infinity }).map(({ mechanism }) => mechanism)
  expect(named.slice(0, 60_000)).toEqual(Array.from({ length: 60_000 }, (_, i) => `M${i}`))
  expect(named.at(-1)).toBe('')
})
