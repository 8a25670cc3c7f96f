import { describe, expect, test } from 'vitest'
import { distanceMetres, type Point, xOf, yOf } from './plane.ts'
import { GPS } from './reported-positions.ts'
import { planDay } from './routines.ts'
import { simulateTown, type Town } from './town.ts'
import { makeTownMap } from './town-map.ts'
import { defaultTownStyle, type TownStyle } from './town-style.ts'
import { locate } from './trails.ts'
import { wayBetween } from './travel.ts'
import { Truth } from './truth.ts'
import { HOUR, londonDay, MINUTE, SECOND } from './uk-clock.ts'
import { hauntsOf, makeWearers } from './wearers.ts'

const start = Date.parse('2026-01-05T00:00:00Z')
const townWith = (style: Partial<TownStyle>, days = 14): Town =>
  simulateTown({ seed: 4, wearers: 60, days, start, crimes: 300, style })
const share = <T>(items: readonly T[], holds: (item: T) => boolean): number =>
  items.filter(holds).length / items.length

test('a town as wide as wanted', () => {
  const reach = (width: number): number =>
    Math.max(...townWith({ width }).crimes.map(({ scene: { x, y } }) => Math.max(x, y, -x, -y)))
  expect(reach(1)).toBeGreaterThan(3000)
  expect(reach(0.4)).toBeLessThan(1700)
})

describe('crimes', () => {
  test('by wearers, all of them or none', () => {
    const byWearers = (crimesByWearers: number): number =>
      share(townWith({ crimesByWearers }).crimes, ({ offender }) => offender !== undefined)
    expect(byWearers(0)).toBe(0)
    expect(byWearers(1)).toBeGreaterThan(0.85)
  })

  test('as close to a haunt, or as far from all, as wanted', () => {
    const metres = (style: Partial<TownStyle>): number[] =>
      townWith(style).crimes.flatMap(({ offender, scene }) => {
        if (!offender) return []
        return Math.min(...hauntsOf(offender).map((h) => distanceMetres(h.address, scene)))
      })
    const away = metres({ closeToHaunt: 0, metresFromHaunts: [300, Infinity] })
    expect(away.length).toBeGreaterThan(60)
    expect(Math.min(...away)).toBeGreaterThanOrEqual(300)
    const near = metres({ closeToHaunt: 1, closeMetres: [20, 200], metresFromHaunts: [10, 250] })
    expect(near.length).toBeGreaterThan(60)
    expect(Math.min(...near)).toBeGreaterThanOrEqual(10)
    expect(Math.max(...near)).toBeLessThanOrEqual(250)
  })

  test('close to where the offender would have been', () => {
    const town = townWith({ closeToHaunt: 0, closeToRoutine: 1, closeMetres: [20, 100] })
    const map = makeTownMap(4, 60)
    const innocent = new Truth(map)
    const offences = town.crimes.filter(({ offender }) => offender !== undefined)
    const metres = offences.map(({ offender, occurredAt, scene }) => {
      if (!offender) return Infinity
      return distanceMetres(locate(innocent.trailAt(offender, occurredAt), occurredAt), scene)
    })
    expect(metres.length).toBeGreaterThan(60)
    expect(Math.max(...metres)).toBeLessThan(350)
    for (const { offender, occurredAt, scene } of offences) {
      const there = town.whereabouts(offender?.id ?? '', occurredAt)
      expect(distanceMetres(there, scene)).toBeLessThan(1)
    }
  })

  test('at the scene for as long as wanted, and shielded where wanted', () => {
    const style = { secondsBefore: [10, 20], secondsAfter: [1200, 1300], shielded: 1 } as const
    const town = townWith(style, 3)
    const offences = town.crimes.filter(({ offender }) => offender !== undefined)
    for (const { offender, occurredAt, scene } of offences) {
      const metresAt = (seconds: number): number =>
        distanceMetres(town.whereabouts(offender?.id ?? '', occurredAt + seconds * SECOND), scene)
      expect(metresAt(1190)).toBeLessThan(1)
      expect(metresAt(-60)).toBeGreaterThan(1)
    }
    const offendedAt = new Map<string, number[]>()
    for (const { offender, occurredAt } of offences) {
      const id = offender?.id ?? ''
      offendedAt.set(id, [...(offendedAt.get(id) ?? []), occurredAt])
    }
    const reports = reportsOf(town).filter(({ id }) => offendedAt.has(id))
    const heard = reports.filter(({ id, at }) =>
      offendedAt.get(id)?.some((occurredAt) => Math.abs(at - occurredAt) < 8 * MINUTE),
    )
    expect(reports.length).toBeGreaterThan(10_000)
    expect(heard).toHaveLength(0)
  })

  test('windows of one kind only, always around the crime', () => {
    const hours = (windows: number[]): number[] =>
      townWith({ windows }).crimes.map(({ window, occurredAt }) => {
        expect(window.from).toBeLessThanOrEqual(occurredAt)
        expect(window.to).toBeGreaterThanOrEqual(occurredAt)
        return (window.to - window.from) / HOUR
      })
    expect(Math.max(...hours([1, 0, 0]))).toBe(0)
    expect(Math.max(...hours([0, 1, 0]))).toBeLessThan(0.7)
    expect(Math.min(...hours([0, 0, 0, 1]))).toBeGreaterThanOrEqual(6)
    expect(Math.max(...hours([0, 0, 0, 1]))).toBeLessThanOrEqual(12)
  })

  test('places as badly known as wanted', () => {
    const errors = (placing: number[]): number[] =>
      townWith({ placing }).crimes.map((crime) => distanceMetres(crime.scene, crime.reportedPlace))
    expect(Math.max(...errors([1, 0, 0]))).toBeLessThanOrEqual(10)
    const bad = errors([0, 0, 0, 1])
    expect(share(bad, (metres) => metres > 150)).toBeGreaterThan(0.6)
    expect(Math.max(...bad)).toBeLessThanOrEqual(300)
  })

  test('where commuters pass every day', () => {
    const passed = (scenesOnCommutes: number): number => {
      const town = townWith({ scenesOnCommutes, crimesByWearers: 0 })
      const map = makeTownMap(4, 60)
      const crossings = town.wearers.flatMap(({ home, habits }) => {
        const work = habits.find(({ place }) => place.kind === 'work')
        if (!work) return []
        const { route } = wayBetween(map.streets, home, work.place)
        return route.crossings.map((crossing) => map.streets.crossingAt(crossing))
      })
      return share(town.crimes, ({ scene }) =>
        crossings.some((crossing) => distanceMetres(crossing, scene) < 180),
      )
    }
    expect(passed(1)).toBe(1)
    expect(passed(0)).toBeLessThan(0.7)
  })
})

describe('people', () => {
  const wearersWith = (style: Partial<TownStyle>) => {
    const map = makeTownMap(4, 60, { ...defaultTownStyle, ...style })
    return { map, wearers: makeWearers(map, 60).slice(0, 60) }
  }
  /** Stops meant, for each wearer, over two weeks. */
  const cornersOf = (style: Partial<TownStyle>) => {
    const { map, wearers } = wearersWith(style)
    return wearers.map((wearer) => {
      const days = Array.from({ length: 14 }, (_, day) => londonDay(start) + day)
      const wants = days.flatMap((day) => planDay(map, wearer, day).wants)
      return { wearer, stops: wants.filter(({ place }) => place.kind === 'corner') }
    })
  }

  test('live as wanted: commuters, and a full hostel', () => {
    const { wearers } = wearersWith({ waysOfLife: [1, 0, 0, 0], hostelDwellers: 12 })
    expect(share(wearers, ({ wayOfLife }) => wayOfLife === 'commuter')).toBe(1)
    const atHome = new Map<unknown, number>()
    for (const { home } of wearers) atHome.set(home, (atHome.get(home) ?? 0) + 1)
    expect([...atHome.values()].filter((count) => count === 12)).toHaveLength(2)
  })

  test('stop for nothing, at corners of their own and at new places', () => {
    expect(cornersOf({}).every(({ stops }) => stops.length === 0)).toBe(true)
    const repeated = cornersOf({ stopsADay: 5, stopsAtNewPlaces: 0 })
    const total = repeated.reduce((sum, { stops }) => sum + stops.length, 0)
    expect(total / (60 * 14)).toBeGreaterThan(1)
    expect(total / (60 * 14)).toBeLessThanOrEqual(5)
    for (const { wearer, stops } of repeated) {
      if (wearer.companion) continue
      expect(stops.every(({ place }) => wearer.corners.includes(place))).toBe(true)
    }
    const anew = cornersOf({ stopsADay: 5, stopsAtNewPlaces: 1 }).flatMap(({ stops }) => stops)
    expect(new Set(anew.map(({ place }) => place)).size).toBeGreaterThan(0.7 * anew.length)
  })

  test('stops are short in truth, too', () => {
    const { map, wearers } = wearersWith({ stopsADay: 5 })
    const truth = new Truth(map)
    const minutes: number[] = []
    for (const wearer of wearers) {
      const from = start + 12 * HOUR
      const stops = planDay(map, wearer, londonDay(from)).wants.filter(
        ({ place }) => place.kind === 'corner',
      )
      const trail = truth.trailAt(wearer, from)
      for (const { place } of stops) {
        let stay = 0
        for (let t = trail.from; t < trail.to; t += MINUTE) {
          if (distanceMetres(locate(trail, t), place.address) < 1) stay += 1
        }
        if (stay > 0) minutes.push(stay)
      }
    }
    expect(minutes.length).toBeGreaterThan(60)
    expect(share(minutes, (stay) => stay <= 30)).toBeGreaterThan(0.9)
  })

  test('riders stop at a dozen places in a shift', () => {
    const shifts = cornersOf({ riders: 1 })
    expect(shifts.every(({ wearer }) => wearer.rides && wearer.hasCar)).toBe(true)
    const total = shifts.reduce((sum, { stops }) => sum + stops.length, 0)
    expect(total / (60 * 14)).toBeGreaterThan(2)
  })
})

describe('tags', () => {
  test('errors and circles grow and shrink as wanted', () => {
    const known = measuredIn(townWith({}, 2))
    const style = { errorScale: 2, quotedBySatellite: 0.8 }
    const worse = measuredIn(townWith(style, 2))
    const inside = (reports: Measured[]): number =>
      share(reports, ({ error, accuracy }) => error <= accuracy)
    expect(inside(known)).toBeGreaterThan(0.69)
    expect(inside(worse)).toBeLessThan(0.45)
    expect(medianError(worse) / medianError(known)).toBeCloseTo(2, 0)
  })

  test('mostly by cell: few satellites, in spells', () => {
    const bySatellite = (mostlyByCell: number): number =>
      share(reportsOf(townWith({ mostlyByCell }, 3)), ({ mechanism }) => mechanism === GPS)
    expect(bySatellite(1)).toBeLessThan(0.3)
    expect(bySatellite(0.5)).toBeGreaterThan(0.5)
  })

  test('a position every five minutes', () => {
    const counts = [1, 5].map(
      (each) => reportsOf(townWith({ minutesBetweenPositions: each }, 3)).length,
    )
    const [each, fifth] = counts
    expect((each ?? 0) / (fifth ?? 1)).toBeGreaterThan(4)
    expect((each ?? 0) / (fifth ?? 1)).toBeLessThan(5.5)
  })
})

interface Report extends Point {
  readonly id: string
  readonly at: number
  readonly mechanism: number
  readonly accuracy: number
}

interface Measured {
  readonly error: number
  readonly accuracy: number
}

/** Satellite fixes beside the truth. */
function measuredIn(town: Town): Measured[] {
  return reportsOf(town)
    .filter(({ mechanism }) => mechanism === GPS)
    .sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : a.at - b.at))
    .map(({ id, at, accuracy, ...there }) => {
      return { accuracy, error: distanceMetres(town.whereabouts(id, at), there) }
    })
}

function medianError(reports: readonly Measured[]): number {
  const errors = reports.map(({ error }) => error).sort((a, b) => a - b)
  return errors[errors.length >> 1] ?? 0
}

/** What the tags of wearers said who have one tag that nobody else wore. */
function reportsOf(town: Town): Report[] {
  const { deviceActivations } = town.people
  const count = (key: 'deviceId' | 'deviceWearerId', id: string): number =>
    deviceActivations.filter((each) => each[key] === id).length
  const wearerOf = new Map(
    deviceActivations
      .filter(
        (a) => count('deviceId', a.deviceId) + count('deviceWearerId', a.deviceWearerId) === 2,
      )
      .map((each) => [each.deviceId, each.deviceWearerId]),
  )
  const rows: Report[] = []
  for (const { positions: p } of town.uploadedHours()) {
    for (let row = 0; row < p.length; row++) {
      const id = wearerOf.get(town.deviceIds[p.device[row] ?? 0] ?? '')
      if (id === undefined) continue
      rows.push({
        id,
        at: p.capturedAt[row] ?? 0,
        mechanism: p.mechanism[row] ?? 0,
        accuracy: p.accuracyMetres[row] ?? 0,
        x: xOf((p.longitude[row] ?? 0) / 1e7),
        y: yOf((p.latitude[row] ?? 0) / 1e7),
      })
    }
  }
  return rows
}
