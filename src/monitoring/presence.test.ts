import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Area, areaOf } from '../geo/area.ts'
import type { Observation } from './finding.ts'
import { type PresenceSpan, presence } from './presence.ts'
import { keepOutSettings } from './presence-settings.ts'

const MINUTE = 60_000
const START = Date.parse('2026-01-05T12:00:00Z')
const HOUR = { from: START, to: START + 60 * MINUTE }
const [LONGITUDE, LATITUDE] = [-4.4, 53.8]

/** A disc of so many metres around the middle. */
function disc(radiusMetres: number): Area {
  const area = areaOf({
    geometry: { type: 'Point', coordinates: [LONGITUDE, LATITUDE] },
    radiusMetres,
  })
  if (typeof area === 'string') throw new TypeError(area)
  return area
}

/** A position so many metres north of the middle, so many minutes after the start. */
function at(
  minute: number,
  metres: number,
  accuracyMetres: number | undefined = 12,
  mechanism = 'GPS',
): Observation {
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

const shown = (spans: readonly PresenceSpan[]) =>
  spans.map(({ from, to, state }) => [(from - START) / MINUTE, (to - START) / MINUTE, state])

const anyPosition = fc
  .record({
    minute: fc.integer({ min: -10, max: 70 }),
    metres: fc.integer({ min: -1500, max: 1500 }),
    accuracy: fc.option(fc.integer({ min: 0, max: 2000 }), { nil: undefined }),
    mechanism: fc.constantFrom('GPS', 'LBS', 'WIFI', 'RF', ''),
  })
  .map(({ minute, metres, accuracy, mechanism }) => at(minute, metres, accuracy, mechanism))
const anyArea = fc.integer({ min: 20, max: 800 }).map(disc)

describe('presence()', () => {
  it('follows somebody in and out, to the position', () => {
    const spans = presence(
      [disc(200)],
      [...every(0, 20, 900), ...every(20, 40, 20), ...every(40, 60, 900)],
      HOUR,
    )
    expect(shown(spans)).toEqual([
      [0, 20, 'outside'],
      [20, 40, 'inside'],
      [40, 60, 'outside'],
    ])
    expect(spans[1]?.positions?.[0]).toEqual(at(20, 20))
  })

  it('does not know what happened in a gap in which somebody could have come and gone', () => {
    const silent = (metres: number, from = 10, to = 40) =>
      shown(presence([disc(200)], [...every(0, from, metres), ...every(to, 60, metres)], HOUR))
    expect(silent(900)).toEqual([
      [0, 14, 'outside'],
      [14, 40, 'unknown'],
      [40, 60, 'outside'],
    ])
    expect(silent(900, 10, 19)).toEqual([[0, 60, 'outside']])
    // There and back are 80 km.
    expect(silent(80_000)).toEqual([[0, 60, 'outside']])
  })

  it('takes a position it cannot believe for none: reflections and cells say nobody left', () => {
    const home = every(0, 60, 5)
    const reflected = home.map((one, minute) => (minute === 30 ? at(30, 90, 40) : one))
    const cells = [10, 13, 16, 19].map((minute) => at(minute, 1600, 900, 'LBS'))
    expect(shown(presence([disc(40)], [...reflected, ...cells], HOUR))).toEqual([[0, 60, 'inside']])
  })

  it('counts a cell that says the same for an hour as one witness, and knows nothing by it', () => {
    const cells = Array.from({ length: 20 }, (_, index) => at(3 * index, 700, 500, 'LBS'))
    expect(shown(presence([disc(100)], cells, HOUR))).toEqual([[0, 60, 'unknown']])
  })

  it('doubts an edge for home, and against an entry', () => {
    const atTheEdge = Array.from({ length: 60 }, (_, minute) =>
      at(minute, 90 + (minute % 5) * 7, 20),
    )
    const states = (settings?: typeof keepOutSettings) => [
      ...new Set(presence([disc(100)], atTheEdge, HOUR, settings).map(({ state }) => state)),
    ]
    expect(states()).toEqual(['inside'])
    expect(states(keepOutSettings)).not.toContain('inside')
  })

  it('is inside where any of several areas is', () => {
    const north = areaOf({
      geometry: { type: 'Point', coordinates: [LONGITUDE, LATITUDE + 2000 / 111_300] },
      radiusMetres: 100,
    })
    if (typeof north === 'string') throw new TypeError(north)
    expect(shown(presence([disc(100), north], every(0, 60, 2000), HOUR))).toEqual([
      [0, 60, 'inside'],
    ])
  })

  it('covers all that is asked, in order, and says who says so', () => {
    fc.assert(
      fc.property(anyArea, fc.array(anyPosition, { maxLength: 40 }), (area, positions) => {
        const spans = presence([area], positions, HOUR)
        expect(spans.map(({ from }) => from)).toEqual([
          HOUR.from,
          ...spans.slice(0, -1).map(({ to }) => to),
        ])
        expect(spans.at(-1)?.to).toBe(HOUR.to)
        for (const { state, positions: said, from, to } of spans) {
          expect(from).toBeLessThan(to)
          expect(said === undefined).toBe(state === 'unknown')
          for (const one of said ?? []) expect(positions).toContainEqual(one)
        }
      }),
    )
  })

  it('says the same whatever order positions come in, and however often', () => {
    fc.assert(
      fc.property(
        anyArea,
        fc
          .array(anyPosition, { maxLength: 25 })
          .chain((all) =>
            fc.tuple(
              fc.constant(all),
              fc.shuffledSubarray(all, { minLength: all.length }),
              fc.subarray(all),
            ),
          ),
        (area, [all, shuffled, again]) => {
          expect(presence([area], [...shuffled, ...again], HOUR)).toEqual(
            presence([area], all, HOUR),
          )
        },
      ),
    )
  })

  it('is never surer of a position for a larger circle around it', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 20, max: 500 }),
        fc.integer({ min: 0, max: 3000 }),
        fc.integer({ min: 3, max: 500 }),
        fc.double({ min: 1, max: 20, noNaN: true }),
        fc.boolean(),
        (radius, metres, accuracy, growth, isKeptOut) => {
          // At the edge itself even a smaller circle does not tell; its side may change.
          fc.pre(Math.abs(metres - radius) > radius / 2)
          const certainty = (circle: number) => {
            const settings = isKeptOut ? keepOutSettings : undefined
            const spans = presence([disc(radius)], [at(30, metres, circle)], HOUR, settings)
            return Math.max(...spans.map((span) => span.certainty))
          }
          const before = certainty(accuracy)
          expect(certainty(accuracy * growth)).toBeLessThanOrEqual(before + 0.002)
        },
      ),
    )
  })

  it('knows who is far outside, and without positions nothing', () => {
    fc.assert(
      fc.property(
        anyArea,
        fc.integer({ min: 0, max: 300 }),
        fc.integer({ min: 5000, max: 50_000 }),
        (area, accuracy, metres) => {
          const far = every(0, 60, metres, accuracy)
          expect(shown(presence([area], far, HOUR))).toEqual([[0, 60, 'outside']])
          expect(shown(presence([area], [], HOUR))).toEqual([[0, 60, 'unknown']])
        },
      ),
    )
  })
})
