import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { TrailPosition } from './day-pattern.ts'
import { meetingGroups, meetingsOf, nearTrail } from './together.ts'
import { metresBetween } from './trail-points.ts'

const MINUTE = 60_000
const METRE = 1 / 111_300

/** A position a minute, so many metres north of a place at each. */
const trail = (
  metres: readonly (number | undefined)[],
  { offset = 0, accuracyMetres = 12, mechanism = 'GPS', east = 0 } = {},
): TrailPosition[] =>
  metres.flatMap((north, minute) =>
    north === undefined
      ? []
      : [
          {
            capturedAt: minute * MINUTE + offset,
            latitude: 53.8 + north * METRE,
            longitude: -4.4 + (east * METRE) / 0.59,
            accuracyMetres,
            mechanism,
          },
        ],
  )
const still = (minutes: number) => Array.from({ length: minutes }, () => 0)
const walk = (minutes: number) => Array.from({ length: minutes }, (_, minute) => 80 * minute)

describe('two devices', () => {
  test('that stay at one place are near each other there', () => {
    const [meeting, ...others] = meetingsOf(trail(still(40)), trail(still(40), { offset: 20_000 }))
    expect(others).toEqual([])
    expect(meeting).toMatchObject({ from: 20_000, to: 38 * MINUTE + 20_000, pairs: 39 })
    expect(meeting?.certainty).toBeGreaterThan(0.9)
    expect(meeting && meetingGroups([meeting])[0]?.isMoving).toBe(false)
  })

  test('that walk the same way at the same time move together, though neither reports when the other does', () => {
    const [meeting] = meetingsOf(trail(walk(20)), trail(walk(20), { offset: 0, east: 10 }))
    expect(meeting && meetingGroups([meeting])[0]?.isMoving).toBe(true)
    expect(meeting?.metres).toBeCloseTo(19 * 80, -1)
  })

  test('that walk the same way at another time, or pass each other, were not together', () => {
    const later = trail(walk(20)).map((each) => ({
      ...each,
      capturedAt: each.capturedAt + 12 * MINUTE,
    }))
    expect(meetingsOf(trail(walk(40)), later)).toEqual([])
    expect(meetingsOf(trail(walk(20)), trail(walk(20).reverse()))).toEqual([])
  })

  test('are not told to be near by circles of masts, nor by a stretch nobody heard of', () => {
    const mast = trail(still(40), { accuracyMetres: 900, mechanism: 'LBS' })
    expect(meetingsOf(trail(still(40)), mast)).toEqual([])
    const silent = still(100).map((metres, minute) =>
      minute > 5 && minute < 95 ? undefined : metres,
    )
    expect(meetingsOf(trail(still(100)), trail(silent))).toEqual([])
  })

  test('that part and meet again met twice; a lone jump is no parting', () => {
    const twice = [...still(20), ...Array.from({ length: 10 }, () => 2000), ...still(20)]
    const two = meetingsOf(trail(still(50)), trail(twice))
    expect(two).toHaveLength(2)
    expect(meetingGroups(two)).toMatchObject([{ isMoving: false, meetings: two, minutes: 38 }])
    const jump = still(40).map((metres, minute) => (minute === 20 ? 900 : metres))
    expect(meetingsOf(trail(still(40)), trail(jump))).toHaveLength(1)
  })

  test('every position that tells of a meeting lies in a circle around the trail', () => {
    const steps = fc.array(fc.integer({ min: -250, max: 250 }), { minLength: 20, maxLength: 90 })
    fc.assert(
      fc.property(steps, fc.integer({ min: 0, max: 59_999 }), (each, offset) => {
        let sum = 0
        const north = each.map((step) => {
          sum += step
          return sum
        })
        const own = trail(north)
        const other = trail(north, { offset })
        const circles = nearTrail(own)
        const kept = other.filter((position) =>
          circles.some(
            (circle) =>
              position.capturedAt >= circle.from &&
              position.capturedAt <= circle.to &&
              metresBetween(circle, position) <= circle.radiusMetres,
          ),
        )
        expect(meetingsOf(own, kept)).toEqual(meetingsOf(own, other))
      }),
    )
  })
})
