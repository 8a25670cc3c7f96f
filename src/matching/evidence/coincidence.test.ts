import { beforeAll, describe, expect, it } from 'vitest'
import type { ClosedWindow } from '../../domain/interval.ts'
import { londonClock, sameLondonTime } from '../../domain/london-clock.ts'
import { DEGREES_PER_UNIT } from '../../domain/position-columns.ts'
import { coincidenceOf } from './coincidence.ts'
import { LONG } from './knots.ts'
import { defaultEvidence } from './parameters.ts'
import { ScenePlace } from './scene.ts'
import { SeenTrail } from './seen-trail.ts'
import { smallTown } from './small-town.fixture.ts'
import type { Timelines } from './timelines.ts'
import { walkWindow } from './walk-window.fixture.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR

describe('coincidence', () => {
  let timelines: Timelines
  beforeAll(() => {
    timelines = smallTown()
  })

  it('counts the days that walking each of them says', () => {
    let seen = 0
    const { start, from, latitude, longitude } = timelines
    for (let wearer = 0; wearer + 1 < start.length; wearer++) {
      for (let knot = start[wearer]! + 3; knot < start[wearer + 1]!; knot += 31) {
        const scene = sceneAt(latitude[knot]!, longitude[knot]!)
        const length = (knot % 4) * 1.5 * HOUR
        const window = { from: from[knot]!, to: from[knot]! + length }
        const found = coincidenceSeen(timelines, wearer, scene, window)
        expect(found).toEqual(coincidenceByWalking(timelines, wearer, scene, window))
        seen += found.coincidenceDays
      }
    }
    expect(seen).toBeGreaterThan(50)
  })

  it.each([
    ['March', Date.UTC(2026, 2, 25, 18, 30)],
    ['October', Date.UTC(2026, 9, 21, 17, 30)],
  ])('keeps London hours over the night the clocks change in %s', (_, evening) => {
    // At the scene from 18:30 to 19:30 by London's clocks, and a hundred kilometres off else.
    const knots = Array.from({ length: 10 }, (__, day) => {
      const comes = sameLondonTime(evening, day)
      return [
        { from: comes - 6 * HOUR, to: comes, latitude: 529_000_000 },
        { from: comes, to: comes + HOUR, latitude: 538_000_000 },
        { from: comes + HOUR, to: comes + 6 * HOUR, latitude: 529_000_000 },
      ]
    }).flat()
    const window = { from: evening + 600_000, to: evening + HOUR - 600_000 }
    const scene = sceneAt(538_000_000, -44_000_000)
    const found = coincidenceSeen(timelinesOf(knots), 0, scene, window)
    // Wednesday the first, and of the nine days after seven are weekdays.
    expect(found).toEqual({ comparableDays: 7, coincidenceDays: 7 })
  })

  it.each([
    ['12 hours', 6 * HOUR, 18],
    ['60 hours, widened', 30 * HOUR, 15],
  ])('takes no part of a window of %s for another day', (_, either, comparableDays) => {
    // At the scene for half an hour of a Wednesday, and a hundred kilometres off on all days else.
    const comes = Date.UTC(2026, 5, 17, 12)
    const days = Array.from({ length: 27 }, (__, day) => {
      const from = Date.UTC(2026, 5, 4 + day)
      return { from, to: from + DAY, latitude: 529_000_000 }
    })
    const scene = sceneAt(538_000_000, -44_000_000)
    const knots = [
      ...days.slice(0, 13),
      { from: comes - 12 * HOUR, to: comes - HOUR, latitude: 529_000_000 },
      { from: comes, to: comes + HOUR / 2, latitude: 538_000_000 },
      { from: comes + 2 * HOUR, to: comes + 12 * HOUR, latitude: 529_000_000 },
      ...days.slice(14),
    ]
    const window = { from: comes - either, to: comes + either }
    const found = coincidenceSeen(timelinesOf(knots), 0, scene, window)
    expect(found).toEqual({ comparableDays, coincidenceDays: 0 })
  })

  it('takes no day for comparable of which less than half is known', () => {
    const window = { from: Date.UTC(2026, 5, 3, 10), to: Date.UTC(2026, 5, 3, 12) }
    const known = [1, 0.51, 0.49, 0].map((share, day) => ({
      from: window.from + day * DAY - (share === 0 ? HOUR : 0),
      to: window.from + day * DAY + share * 2 * HOUR,
      latitude: 538_000_000,
    }))
    const scene = sceneAt(538_000_000, -44_000_000)
    const found = coincidenceSeen(timelinesOf(known), 0, scene, window)
    expect(found.comparableDays).toBe(1)
  })
})

function coincidenceSeen(
  timelines: Timelines,
  wearer: number,
  scene: ScenePlace,
  window: ClosedWindow,
) {
  const trail = new SeenTrail(timelines, defaultEvidence)
  trail.turnTo(wearer, scene)
  const nobody = { knot: () => {}, way: () => {} }
  const { seen } = trail.see(window.from, window.to, 0, nobody)
  return coincidenceOf(trail, window, seen, defaultEvidence)
}

function sceneAt(latitude: number, longitude: number): ScenePlace {
  const place = {
    latitude: latitude * DEGREES_PER_UNIT,
    longitude: longitude * DEGREES_PER_UNIT,
    crimeType: 'BIAD' as const,
  }
  return new ScenePlace(place, defaultEvidence)
}

function timelinesOf(knots: readonly { from: number; to: number; latitude: number }[]): Timelines {
  return {
    deviceWearerIds: ['W'],
    start: Uint32Array.of(0, knots.length),
    from: Float64Array.from(knots, ({ from }) => from),
    to: Float64Array.from(knots, ({ to }) => to),
    latitude: Int32Array.from(knots, ({ latitude }) => latitude),
    longitude: new Int32Array(knots.length).fill(-44_000_000),
    sigma: new Float32Array(knots.length).fill(8),
    kind: new Uint8Array(knots.length).fill(LONG),
    circleErrors: [],
  }
}

function coincidenceByWalking(
  timelines: Timelines,
  wearer: number,
  scene: ScenePlace,
  window: ClosedWindow,
) {
  const walked = ({ from, to }: ClosedWindow) => {
    let [known, closeness] = [0, 0]
    const add = (weight: number, here: number) => {
      known += weight
      closeness += weight * here
    }
    walkWindow(timelines, wearer, scene, { from, to }, defaultEvidence, {
      knot: (_, weight, here) => add(weight, here),
      way: (_, __, weight, here) => add(weight, here),
      gap: () => {},
    })
    return { known, closeness }
  }
  const weekend = (at: number) => londonClock(at).weekday % 6 === 0
  const then = walked(window).closeness
  let [comparableDays, coincidenceDays] = [0, 0]
  for (let days = -28; days <= 28; days++) {
    const from = sameLondonTime(window.from, days)
    if (days === 0 || weekend(from) !== weekend(window.from)) continue
    const day = walked({ from, to: from + window.to - window.from })
    // Weights are shares: half of a window may add up to a little less.
    if (day.known < 0.5 - 1e-9) continue
    comparableDays++
    if (day.closeness >= then) coincidenceDays++
  }
  return { comparableDays, coincidenceDays }
}
