import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { latitudeOf, longitudeOf } from '../simulate/plane.ts'
import { mechanisms } from '../simulate/reported-positions.ts'
import { simulateTown } from '../simulate/town.ts'
import type { Leg, TrailPosition } from './day-pattern.ts'
import { legsOf } from './legs.ts'
import { metresBetween } from './trail-points.ts'

const MINUTE = 60_000
const START = Date.parse('2026-01-05T12:00:00Z')
const [LONGITUDE, LATITUDE] = [-4.4, 53.8]

/** A position so many metres north of the middle, so many minutes after the start. */
function at(minute: number, metres: number, accuracyMetres = 12, mechanism = 'GPS'): TrailPosition {
  return {
    capturedAt: START + minute * MINUTE,
    latitude: LATITUDE + metres / 111_300,
    longitude: LONGITUDE,
    accuracyMetres,
    mechanism,
  }
}

const every = (from: number, to: number, metres: number, ...rest: [number?, string?]) =>
  Array.from({ length: to - from }, (_, i) => at(from + i, metres, ...rest))

const walk = (from: number, to: number, start: number, end: number) =>
  Array.from({ length: to - from }, (_, i) =>
    at(from + i, start + ((end - start) * i) / (to - from)),
  )

const shown = (legs: readonly Leg[]) =>
  legs.map(({ kind, from, to }) => [kind, (from - START) / MINUTE, (to - START) / MINUTE])

const anyPosition = fc
  .record({
    minute: fc.integer({ min: 0, max: 300 }),
    metres: fc.integer({ min: -3000, max: 3000 }),
    accuracy: fc.constantFrom(0, 5, 12, 40, 400, 1600),
    mechanism: fc.constantFrom('GPS', 'LBS', 'WIFI', 'RF', ''),
  })
  .map(({ minute, metres, accuracy, mechanism }) => at(minute, metres, accuracy, mechanism))
/** Stays here and there with positions missing and some nowhere near. */
const anyTrail = fc
  .tuple(
    fc.array(fc.tuple(fc.integer({ min: -40, max: 40 }), fc.integer({ min: 1, max: 40 })), {
      maxLength: 8,
    }),
    fc.array(anyPosition, { maxLength: 30 }),
    fc.integer({ min: 1, max: 5 }),
  )
  .map(([places, odd, step]) => {
    let minute = 0
    const stays = places.flatMap(([place, minutes]) => {
      const from = minute
      minute += minutes
      return every(from, minute, 60 * place)
    })
    return [...stays.filter((_, i) => i % step === 0), ...odd]
  })

describe('legsOf()', () => {
  it('tells stays and the trip between them, to the position', () => {
    const trail = [...every(0, 30, 0), ...walk(30, 40, 0, 900), ...every(40, 70, 900)]
    const legs = legsOf(trail)
    expect(shown(legs)).toEqual([
      ['stay', 0, 30],
      ['trip', 30, 40],
      ['stay', 40, 69],
    ])
    expect(legs[1]).toMatchObject({ first: 30, last: 40, unknownMinutes: 0 })
    expect((legs[1] as { metres: number }).metres).toBeCloseTo(900, -1)
  })

  it('makes no trip of circles of cells that are 1.6 km wide and lie about', () => {
    const cells = Array.from({ length: 60 }, (_, i) =>
      at(30 + 3 * i, [900, -1100, 400][i % 3] ?? 0, 1600, 'LBS'),
    )
    const legs = legsOf([...every(0, 30, 0), ...cells, ...every(210, 240, 0)])
    expect(shown(legs)).toEqual([['stay', 0, 239]])
  })

  it('ends no stay for a lone jump', () => {
    const trail = [...every(0, 20, 0), at(20, 800), ...every(21, 40, 0)]
    expect(shown(legsOf(trail))).toEqual([['stay', 0, 39]])
  })

  it('keeps a short silence at one place, and does not know a long one', () => {
    expect(shown(legsOf([...every(0, 20, 0), ...every(45, 60, 0)]))).toEqual([['stay', 0, 59]])
    expect(shown(legsOf([...every(0, 20, 0), ...every(90, 110, 0)]))).toEqual([
      ['stay', 0, 19],
      ['unknown', 19, 90],
      ['stay', 90, 109],
    ])
  })

  it('does not know how somebody came elsewhere during a long silence', () => {
    expect(shown(legsOf([...every(0, 20, 0), ...every(90, 110, 2000)]))).toEqual([
      ['stay', 0, 19],
      ['unknown', 19, 90],
      ['stay', 90, 109],
    ])
    expect(legsOf([...every(0, 20, 0), ...every(30, 50, 900)])[1]).toMatchObject({
      kind: 'trip',
      unknownMinutes: 11,
    })
  })

  it('is surer of a stay that small circles show than of one that large ones do', () => {
    const fine = legsOf(every(0, 30, 0))[0] as { certainty: number; radiusMetres: number }
    const coarse = legsOf(every(0, 30, 0, 900, 'LBS'))[0] as typeof fine
    expect(fine.certainty).toBeGreaterThan(0.9)
    expect(coarse.certainty).toBeLessThan(0.6)
    expect(coarse.radiusMetres).toBeGreaterThan(500)
  })

  it('covers the span of any trail, in order and without overlaps', () => {
    fc.assert(
      fc.property(anyTrail, (trail) => {
        const legs = legsOf(trail)
        const times = trail.map(({ capturedAt }) => capturedAt).sort((a, b) => a - b)
        const [first = 0, last = first] = [times[0], times.at(-1)]
        if (first === last) return expect(legs).toEqual([])
        expect([legs[0]?.from, legs.at(-1)?.to]).toEqual([first, last])
        for (const [index, leg] of legs.entries()) {
          expect(leg.from).toBeLessThan(leg.to)
          expect(leg.from).toBe(legs[index - 1]?.to ?? first)
          if (leg.kind === 'unknown') continue
          expect(trail[leg.first]?.capturedAt).toBe(leg.from)
          expect(trail[leg.last]?.capturedAt).toBe(leg.to)
        }
      }),
    )
  })

  it('says the same in whatever order positions come, and however often', () => {
    const reordered = fc.tuple(anyTrail, fc.infiniteStream(fc.nat())).map(([trail, random]) => {
      const rank = [...trail, ...trail].map((position) => ({ position, by: random.next().value }))
      return { trail, other: rank.sort((a, b) => a.by - b.by).map(({ position }) => position) }
    })
    const placed = (legs: readonly Leg[]) => legs.map((leg) => ({ ...leg, first: 0, last: 0 }))
    fc.assert(
      fc.property(reordered, ({ trail, other }) => {
        expect(placed(legsOf(other))).toEqual(placed(legsOf(trail)))
      }),
    )
  })

  it('knows where wearers of the simulated town were, nine minutes in ten of what it calls stays', () => {
    const town = simulateTown({ seed: 5, wearers: 8, days: 3, start: START })
    const trails = new Map<string, TrailPosition[]>()
    for (const { positions: p, order } of town.uploadedHours()) {
      for (const row of order) {
        const device = town.deviceIds[p.device[row] ?? 0] ?? ''
        const list = trails.get(device) ?? []
        trails.set(device, list)
        list.push({
          capturedAt: p.capturedAt[row] ?? 0,
          latitude: (p.latitude[row] ?? 0) / 1e7,
          longitude: (p.longitude[row] ?? 0) / 1e7,
          accuracyMetres: (p.accuracyMetres[row] ?? -1) < 0 ? undefined : p.accuracyMetres[row],
          mechanism: mechanisms[p.mechanism[row] ?? 0] ?? '',
        })
      }
    }
    let [right, all] = [0, 0]
    for (const { deviceId, deviceWearerId, ...worn } of town.people.deviceActivations) {
      const trail = (trails.get(deviceId) ?? []).filter(
        ({ capturedAt }) => capturedAt >= worn.from && capturedAt < worn.to,
      )
      for (const leg of legsOf(trail)) {
        if (leg.kind !== 'stay') continue
        for (let instant = leg.from; instant < leg.to; instant += MINUTE) {
          const { x, y } = town.whereabouts(deviceWearerId, instant)
          const metres = metresBetween(leg, { latitude: latitudeOf(y), longitude: longitudeOf(x) })
          all++
          if (metres <= 100 + leg.radiusMetres) right++
        }
      }
    }
    expect(all).toBeGreaterThan(10_000)
    expect(right / all).toBeGreaterThan(0.9)
  })
})
