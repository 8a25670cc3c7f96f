import { expect, it } from 'vitest'
import { DEGREES_PER_UNIT } from '../../domain/position-columns.ts'
import { Closeness } from './closeness.ts'
import { LONG } from './knots.ts'
import { NegligibleDistance } from './negligible-distance.ts'
import { defaultEvidence } from './parameters.ts'
import { ScenePlace } from './scene.ts'
import { smallTown } from './small-town.fixture.ts'
import type { Timelines } from './timelines.ts'
import { walkWindow } from './walk-window.ts'

const HOUR = 3_600_000
const MINUTE = 60_000
const END = Date.UTC(2026, 2, 19, 10)

it('adds up what a walk through the window meets, and leaves out no more than it is told to', () => {
  const timelines = smallTown()
  const closeness = new Closeness(timelines, defaultEvidence)
  const { start, from, latitude, longitude } = timelines
  let leftOut = 0
  for (let wearer = 0; wearer + 1 < start.length; wearer++) {
    for (let knot = start[wearer]! + 3; knot < start[wearer + 1]!; knot += 37) {
      const place = {
        latitude: (latitude[knot]! + (knot % 3) * 30_000) * DEGREES_PER_UNIT,
        longitude: longitude[knot]! * DEGREES_PER_UNIT,
        crimeType: 'AB' as const,
      }
      const scene = new ScenePlace(place, defaultEvidence)
      const window = { from: from[knot]! - HOUR, to: from[knot]! + (knot % 4) * HOUR }
      let walked = 0
      walkWindow(timelines, wearer, scene, window, defaultEvidence, {
        knot: (_, weight, here) => {
          walked += weight * here
        },
        way: (_, __, weight, here) => {
          walked += weight * here
        },
        gap: () => {},
      })
      const within = (far: NegligibleDistance) =>
        closeness.of(wearer, scene, window.from, window.to, far)
      const all = within(NegligibleDistance.nothing)
      expect(Math.abs(all - walked)).toBeLessThanOrEqual(1e-5 * walked)
      const little = walked / 100
      const near = within(NegligibleDistance.of(scene, little, defaultEvidence))
      expect(near).toBeLessThanOrEqual(all)
      expect(near).toBeGreaterThanOrEqual(all - 1.00001 * little)
      if (near < all) leftOut++
    }
  }
  expect(leftOut).toBeGreaterThan(10)
})

it('draws no way from where one wearer’s trail ends to where the next one’s begins', () => {
  const timelines = twoWearers(4 * MINUTE)
  const scene = new ScenePlace({ latitude: 51.5, longitude: 0, crimeType: 'RB' }, defaultEvidence)
  const closeness = new Closeness(timelines, defaultEvidence)
  const after = (minutes: number) => END + minutes * MINUTE
  const { nothing } = NegligibleDistance
  expect(closeness.of(0, scene, after(1), after(3), nothing)).toBe(0)
  expect(closeness.of(1, scene, after(1), after(5), nothing)).toBeGreaterThan(0)
})

/** The one's trail ends at the scene; so long after, the other's begins there. */
function twoWearers(after: number): Timelines {
  const begins = END + after
  return {
    deviceWearerIds: ['A', 'B'],
    start: Uint32Array.of(0, 1, 2),
    from: Float64Array.of(END - 30 * MINUTE, begins),
    to: Float64Array.of(END, begins + 30 * MINUTE),
    latitude: Int32Array.of(515_000_000, 515_000_000),
    longitude: new Int32Array(2),
    sigma: Float32Array.of(10, 10),
    kind: Uint8Array.of(LONG, LONG),
    circleErrors: [],
  }
}
