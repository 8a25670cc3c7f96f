import { beforeAll, expect, it } from 'vitest'
import { defaultEvidence } from './parameters.ts'
import { ScenePlace } from './scene.ts'
import { smallTown } from './small-town.fixture.ts'
import type { Timelines } from './timelines.ts'
import { type PlaceOnTheWay, walkWindow } from './walk-window.ts'

const HOUR = 3_600_000
let timelines: Timelines

beforeAll(() => {
  timelines = smallTown()
})

it('weighs every instant of a window once', () => {
  let left = 0
  eachWalk((walked) => {
    expect(walked.weight).toBeCloseTo(1, 9)
    left += walked.gaps
  })
  expect(left).toBeGreaterThan(0)
})

it('finds the same place on the same way whatever crime it is looked at from', () => {
  const places = new Map<string, PlaceOnTheWay>()
  let again = 0
  eachWalk(({ ways }) => {
    for (const place of ways) {
      const key = `${place.leg} ${place.step}`
      const before = places.get(key)
      if (before) again++
      expect(place).toEqual(before ?? place)
      places.set(key, place)
    }
  })
  expect(again).toBeGreaterThan(100)
})

/** Windows around every so many knots, seen from two scenes each. */
function eachWalk(
  visit: (walked: { weight: number; gaps: number; ways: readonly PlaceOnTheWay[] }) => void,
): void {
  const { start, from, latitude, longitude } = timelines
  for (let wearer = 0; wearer + 1 < start.length; wearer++) {
    for (let knot = start[wearer]! + 5; knot < start[wearer + 1]!; knot += 61) {
      for (const north of [0, 4000]) {
        const place = {
          latitude: (latitude[knot]! + north) * 1e-7,
          longitude: longitude[knot]! * 1e-7,
          crimeType: 'TFP' as const,
        }
        const window = { from: from[knot]! - HOUR, to: from[knot]! + (knot % 5) * HOUR }
        const walked = { weight: 0, gaps: 0, ways: [] as PlaceOnTheWay[] }
        const scene = new ScenePlace(place, defaultEvidence)
        walkWindow(timelines, wearer, scene, window, defaultEvidence, {
          knot: (_, weight) => {
            walked.weight += weight
          },
          way: (way, _, weight) => {
            walked.weight += weight
            if (way.leg >= 0) walked.ways.push({ ...way })
          },
          gap: (weight) => {
            walked.weight += weight
            walked.gaps += weight
          },
        })
        visit(walked)
      }
    }
  }
}
