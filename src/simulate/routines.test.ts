import { describe, expect, test } from 'vitest'
import { distanceMetres } from './plane.ts'
import { planDay } from './routines.ts'
import { makeTownMap } from './town-map.ts'
import { locate } from './trails.ts'
import { Truth } from './truth.ts'
import { DAY, HOUR, londonDay, londonMinute, MINUTE, SECOND } from './uk-clock.ts'
import { makeWearers } from './wearers.ts'

const seed = 11
const map = makeTownMap(seed, 60)
const wearers = makeWearers(map, 60)

describe.each([
  ['the clocks go forward', '2026-03-27T00:00:00Z'],
  ['the clocks go back', '2026-10-23T00:00:00Z'],
])('over the night %s', (_, start) => {
  const from = Date.parse(start)

  test('trails are whole: no instant missing, nobody jumps, days join at home', () => {
    const truth = new Truth(map)
    for (const wearer of wearers.slice(0, 30)) {
      let trail = truth.trailAt(wearer, from)
      while (trail.to < from + 4 * DAY) {
        const next = truth.trailAt(wearer, trail.to)
        expect(next.from).toBe(trail.to)
        expect(locate(next, next.from)).toEqual(locate(trail, trail.to))
        for (const [corner, at] of next.at.entries()) {
          expect(at).toBeGreaterThanOrEqual(next.at[corner - 1] ?? next.from)
        }
        trail = next
      }
    }
  })

  test('people keep London time', () => {
    const commuters = wearers.filter(({ wayOfLife }) => wayOfLife === 'commuter')
    let days = 0
    for (const wearer of commuters) {
      const usual = wearer.habits.find(({ place }) => place.kind === 'work')?.startMinute ?? 0
      for (let day = londonDay(from); day < londonDay(from) + 7; day++) {
        const work = planDay(map, wearer, day).wants.find(({ place }) => place.kind === 'work')
        if (!work || wearer.companion) continue
        days += 1
        expect(Math.abs(londonMinute(work.from) - usual)).toBeLessThan(40)
      }
    }
    expect(days).toBeGreaterThan(20)
  })
})

test('nobody moves faster than a car in town', () => {
  const truth = new Truth(map)
  const from = Date.parse('2026-01-05T00:00:00Z')
  let fastest = 0
  for (const wearer of wearers.slice(0, 20)) {
    let here = locate(truth.trailAt(wearer, from), from)
    for (let t = from; t < from + DAY; t += 10 * SECOND) {
      const next = locate(truth.trailAt(wearer, t), t)
      fastest = Math.max(fastest, distanceMetres(here, next) / 10)
      here = next
    }
  }
  expect(fastest).toBeGreaterThan(8)
  expect(fastest).toBeLessThan(16)
})

test('some pairs spend hours together away from both homes', () => {
  const truth = new Truth(map)
  const from = Date.parse('2026-01-05T00:00:00Z')
  const minutesTogether = wearers.map((wearer) => {
    const companion = wearer.companion
    if (!companion) return 0
    let minutes = 0
    for (let t = from; t < from + 14 * DAY; t += 5 * MINUTE) {
      const [one, other] = [wearer, companion].map((each) => locate(truth.trailAt(each, t), t))
      if (!one || !other || distanceMetres(one, other) > 1) continue
      const nearHome = [wearer.home, companion.home].some(
        ({ address }) => distanceMetres(address, one) < 50,
      )
      if (!nearHome) minutes += 5
    }
    return minutes
  })
  expect(Math.max(...minutesTogether)).toBeGreaterThan((2 * HOUR) / MINUTE)
})

test('households and hostels share an address', () => {
  const atHome = new Map<unknown, number>()
  for (const { home } of wearers) atHome.set(home, (atHome.get(home) ?? 0) + 1)
  expect([...atHome.values()].filter((count) => count === 2).length).toBeGreaterThan(1)
  expect(Math.max(...atHome.values())).toBeGreaterThanOrEqual(4)
})
