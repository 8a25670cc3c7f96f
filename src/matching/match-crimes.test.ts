import fc from 'fast-check'
import geodesic from 'geographiclib-geodesic'
import { describe, expect, it } from 'vitest'
import type { CrimeVersion } from '../domain/crime.ts'
import type { Interval } from '../domain/interval.ts'
import { crimeMappingIntervals } from '../domain/lawful-intervals.ts'
import type { People } from '../domain/people.ts'
import { type PositionColumns, PositionColumnsBuilder } from '../domain/position-columns.ts'
import { arrangePositions } from './arrange-positions.ts'
import type { PairsMode } from './candidates.ts'
import { Matcher } from './match-crimes.ts'
import { defaultParameters } from './parameters.ts'

/** A position in plain words, for the brute-force oracle. */
interface Plain {
  device: string
  at: number
  latitude: number
  longitude: number
  accuracy: number
  mechanism: string
}

const MINUTE = 60_000
const HOUR = 60 * MINUTE
/** Instants that engines get wrong: midnight, both clock changes, an hour's edges. */
const baseInstants = [
  Date.UTC(2026, 2, 29, 1),
  Date.UTC(2026, 9, 25, 1),
  Date.UTC(2026, 0, 27),
  Date.UTC(2026, 5, 1, 12, 30),
  Date.UTC(1999, 11, 31, 23, 59, 59),
]
/** Scenes that engines get wrong: longitude 0, the edge of the grid, the far north. */
const places: [number, number][] = [
  [53.8, -4.4],
  [51.5, 0],
  [50.0, -8.5],
  [61.4, 2.6],
  [53.4, -0.00005],
]

const scene = fc.record({
  place: fc.constantFrom(...places),
  base: fc.constantFrom(...baseInstants),
})

function columnsOf(positions: readonly Plain[]): PositionColumns {
  const builder = new PositionColumnsBuilder(1)
  const number = (texts: string[], text: string) => {
    const known = texts.indexOf(text)
    return known >= 0 ? known : texts.push(text) - 1
  }
  for (const p of positions) {
    builder.add(
      number(builder.deviceIds, p.device),
      p.at,
      p.latitude,
      p.longitude,
      p.accuracy,
      number(builder.mechanisms, p.mechanism),
    )
  }
  return builder.build()
}

const caseOf = scene.chain(({ place: [latitude, longitude], base }) => {
  const offset = fc.oneof(
    fc.integer({ min: -3 * 60, max: 3 * 60 }).map((minutes) => minutes * MINUTE),
    fc.integer({ min: -2 * HOUR, max: 2 * HOUR }),
    fc.constantFrom(-1, 0, 1, HOUR, -HOUR, HOUR - 1),
  )
  // Distances crowd around the radii that decide.
  const metres = fc.oneof(
    fc.double({ min: 0, max: 400, noNaN: true }),
    fc.double({ min: 99.9, max: 100.1, noNaN: true }),
    fc.double({ min: 299.9, max: 300.1, noNaN: true }),
    fc.constantFrom(0, 5_000, 60_000),
  )
  const position = fc
    .record({
      device: fc.constantFrom('D1', 'D2', 'D3', 'D4'),
      offset,
      metres,
      azimuth: fc.double({ min: 0, max: 360, noNaN: true }),
      accuracy: fc.constantFrom(Number.NaN, 0, 5, 12.5, 60, 130, 141, 150, 900),
      mechanism: fc.constantFrom('', 'GPS', 'LBS'),
    })
    .map(({ device, offset, metres, azimuth, accuracy, mechanism }): Plain => {
      const to = geodesic.Geodesic.WGS84.Direct(latitude, longitude, azimuth, metres)
      return {
        device,
        at: base + offset,
        latitude: Math.round((to.lat2 ?? 0) * 1e7),
        longitude: Math.round((to.lon2 ?? 0) * 1e7) || 0,
        accuracy: Math.fround(accuracy),
        mechanism,
      }
    })
  const between = fc.tuple(offset, fc.oneof(offset, fc.constant(Infinity))).map(
    ([from, to]): Interval => ({
      from: base + Math.min(from, to),
      to: base + Math.max(from, to),
    }),
  )
  const interval = fc.oneof(
    { weight: 3, arbitrary: fc.constant<Interval>({ from: base - 4 * HOUR, to: Infinity }) },
    { weight: 2, arbitrary: between },
  )
  const people = fc
    .record({
      activations: fc.array(
        fc.record({
          device: fc.constantFrom('D1', 'D2', 'D3'),
          wearer: fc.constantFrom('W1', 'W2', 'W3'),
          interval,
        }),
        { minLength: 1, maxLength: 6 },
      ),
      orders: fc.array(
        fc.record({
          wearer: fc.constantFrom('W1', 'W2', 'W3'),
          interval,
          condition: interval,
          mapping: fc.boolean(),
        }),
        { minLength: 1, maxLength: 6 },
      ),
    })
    .map(
      ({ activations, orders }): People => ({
        deviceWearers: [],
        devices: [],
        zones: [],
        allocations: [],
        deviceActivations: activations.map((a, i) => ({
          id: `A${i}`,
          deviceId: a.device,
          deviceWearerId: a.wearer,
          ...a.interval,
        })),
        monitoringOrders: orders.map((o, i) => ({
          id: `O${i}`,
          deviceWearerId: o.wearer,
          orderType: 'POST_RELEASE',
          ...o.interval,
          conditions: [{ id: `C${i}`, kind: 'trail', ...o.condition, crimeMapping: o.mapping }],
        })),
      }),
    )
  const crime = fc
    .record({ from: offset, length: fc.constantFrom(0, 0, MINUTE, 40 * MINUTE, 3 * HOUR) })
    .map(
      ({ from, length }): CrimeVersion => ({
        policeForce: 'Cheshire',
        crimeReference: 'R1',
        crimeType: 'BIAD',
        window: { from: base + from, to: base + from + length },
        location: { kind: 'degrees', latitude, longitude },
        latitude,
        longitude,
        crimeText: '',
        batchId: 'CHS20260329',
        version: 1,
        changes: [],
      }),
    )
  return fc.record({
    positions: fc.array(position, { maxLength: 60, size: 'max' }),
    people,
    crime,
    pad: fc.constantFrom(0, 0, 7),
    mode: fc.constantFrom<PairsMode>('radius', 'near', 'all'),
  })
})

/** The whole rule, the slow way: every position looked at, Karney's distance, nothing shared with the engine. */
function bruteForce(
  positions: readonly Plain[],
  people: People,
  crime: CrimeVersion,
  pad: number,
  mode: PairsMode,
) {
  const from = crime.window.from - pad * MINUTE
  const to = crime.window.to + pad * MINUTE
  const holds = (interval: Interval, at: number) => interval.from <= at && at < interval.to
  const lawfulAt = (wearer: string, device: string | undefined, at: number) =>
    people.deviceActivations.some(
      (a) =>
        a.deviceWearerId === wearer &&
        (device === undefined || a.deviceId === device) &&
        holds(a, at),
    ) &&
    people.monitoringOrders.some(
      (o) =>
        o.deviceWearerId === wearer &&
        holds(o, at) &&
        o.conditions.some((c) => c.kind === 'trail' && c.crimeMapping && holds(c, at)),
    )
  const distinct = new Map<string, Plain>()
  for (const p of positions) {
    const key = JSON.stringify([p.device, p.at, p.latitude, p.longitude, p.mechanism])
    const held = distinct.get(key)
    const wider = (a: number, b: number) =>
      Number.isNaN(b) ? a : Number.isNaN(a) ? b : Math.max(a, b)
    distinct.set(key, held ? { ...held, accuracy: wider(held.accuracy, p.accuracy) } : p)
  }
  const answers: Record<string, unknown>[] = []
  for (const wearer of ['W1', 'W2', 'W3']) {
    const trail = [...distinct.values()]
      .filter((p) => from <= p.at && p.at <= to && lawfulAt(wearer, p.device, p.at))
      .map((p) => {
        const { s12 } = geodesic.Geodesic.WGS84.Inverse(
          p.latitude / 1e7,
          p.longitude / 1e7,
          crime.latitude,
          crime.longitude,
        )
        return { ...p, metres: s12 ?? Number.NaN }
      })
      .sort(
        (a, b) =>
          a.at - b.at ||
          (a.device < b.device ? -1 : a.device > b.device ? 1 : 0) ||
          a.latitude - b.latitude ||
          a.longitude - b.longitude ||
          (a.mechanism < b.mechanism ? -1 : 1),
      )
    const near = trail.filter((p) => p.metres <= (mode === 'near' ? 300 : 100))
    // Lawful time is piecewise constant; its pieces start at starts of intervals.
    const starts = [
      from,
      ...people.deviceActivations.map((a) => a.from),
      ...people.monitoringOrders.flatMap((o) => [o.from, ...o.conditions.map((c) => c.from)]),
    ]
    const comparable = starts.some(
      (at) =>
        from <= at &&
        at <= to &&
        lawfulAt(wearer, undefined, at) &&
        people.deviceActivations.some((a) => lawfulAt(wearer, a.deviceId, at)),
    )
    if (mode === 'all' ? !comparable : near.length === 0) continue
    const inRadius = trail.filter((p) => p.metres <= 100)
    const closest = Math.min(...trail.map((p) => p.metres))
    answers.push({
      wearer,
      positionsInWindow: trail.length,
      inRadius: inRadius.map((p) => [p.device, p.at, p.latitude, p.longitude]),
      closest: trail.length === 0 ? undefined : closest,
      devices: new Set(trail.map((p) => p.device)),
    })
  }
  return answers.sort((a, b) => (String(a['wearer']) < String(b['wearer']) ? -1 : 1))
}

/** Whether a position lies so close to a deciding radius that rounding may decide. */
function onTheEdge(positions: readonly Plain[], crime: CrimeVersion): boolean {
  return positions.some((p) => {
    const { s12 = 0 } = geodesic.Geodesic.WGS84.Inverse(
      p.latitude / 1e7,
      p.longitude / 1e7,
      crime.latitude,
      crime.longitude,
    )
    return Math.abs(s12 - 100) < 1e-4 || Math.abs(s12 - 300) < 1e-4
  })
}

describe('Matcher.match()', () => {
  it('answers as brute force does, at clock changes, on the radius, across longitude 0', () => {
    let compared = 0
    fc.assert(
      fc.property(caseOf, ({ positions, people, crime, pad, mode }) => {
        fc.pre(!onTheEdge(positions, crime))
        const arranged = arrangePositions(columnsOf(positions))
        const parameters = { ...defaultParameters, padMinutes: pad }
        const lawful = crimeMappingIntervals(people)
        const engine = EvidenceEngine.over(arranged, lawful, parameters.evidence)
        const matcher = new Matcher(arranged, lawful, parameters, engine)
        const { positions: p } = arranged
        const got = matcher.match(crime, mode).map(({ deviceWearerId, proximity }) => ({
          wearer: deviceWearerId,
          positionsInWindow: proximity.positionsInWindow,
          inRadius: proximity.inRadius.map(({ row }) => [
            p.deviceIds[p.device[row] ?? -1],
            p.capturedAt[row],
            p.latitude[row],
            p.longitude[row],
          ]),
          closest: proximity.closest?.distanceMetres,
          devices: new Set(proximity.devices.map((device) => p.deviceIds[device])),
        }))
        got.sort((a, b) => (a.wearer < b.wearer ? -1 : 1))
        const expected = bruteForce(positions, people, crime, pad, mode)
        compared += expected.length
        expect(got.map((match) => ({ ...match, closest: undefined }))).toEqual(
          expected.map((match) => ({ ...match, closest: undefined })),
        )
        got.forEach((match, i) => {
          const metres = expected[i]?.['closest'] as number | undefined
          if (metres === undefined) expect(match.closest).toBeUndefined()
          else expect(Math.abs((match.closest ?? Number.NaN) - metres)).toBeLessThan(0.001)
        })
      }),
      { numRuns: 3000 },
    )
    expect(compared).toBeGreaterThan(500)
  })

  it('does not depend on the order or the repetition of positions', () => {
    fc.assert(
      fc.property(
        caseOf.chain((c) =>
          fc.record({
            case: fc.constant(c),
            shuffled: fc.shuffledSubarray([...c.positions, ...c.positions.slice(0, 20)], {
              minLength: c.positions.length + Math.min(20, c.positions.length),
            }),
          }),
        ),
        ({ case: { positions, people, crime, pad, mode }, shuffled }) => {
          const answer = (of: readonly Plain[]) => {
            const arranged = arrangePositions(columnsOf(of))
            const matcher = new Matcher(arranged, crimeMappingIntervals(people), {
              ...defaultParameters,
              padMinutes: pad,
            })
            return {
              repeats: arranged.repeats - of.length,
              conflicts: arranged.conflicts,
              accuracy: [...arranged.positions.accuracy],
              matches: matcher.match(crime, mode),
            }
          }
          expect(answer(shuffled)).toEqual(answer(positions))
        },
      ),
      { numRuns: 500 },
    )
  })
})
