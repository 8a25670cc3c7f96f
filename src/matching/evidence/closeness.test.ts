import { expect, it } from 'vitest'
import { DEGREES_PER_UNIT } from '../../domain/position-columns.ts'
import { Closeness } from './closeness.ts'
import { NegligibleDistance } from './negligible-distance.ts'
import { defaultEvidence } from './parameters.ts'
import { ScenePlace } from './scene.ts'
import { smallTown } from './small-town.fixture.ts'
import { walkWindow } from './walk-window.ts'

const HOUR = 3_600_000

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
