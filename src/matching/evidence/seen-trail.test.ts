import { expect, it } from 'vitest'
import type { ClosedWindow, Instant } from '../../domain/interval.ts'
import { DEGREES_PER_UNIT } from '../../domain/position-columns.ts'
import { gapsOf } from './gaps.ts'
import { normalTail } from './gaussian.ts'
import { LONG, SHORT } from './knots.ts'
import { NegligibleDistance } from './negligible-distance.ts'
import { defaultEvidence } from './parameters.ts'
import { ScenePlace } from './scene.ts'
import { type PlaceOnTheWay, SeenTrail } from './seen-trail.ts'
import { smallTown } from './small-town.fixture.ts'
import type { Timelines } from './timelines.ts'
import { walkWindow } from './walk-window.fixture.ts'

const HOUR = 3_600_000
const MINUTE = 60_000
const END = Date.UTC(2026, 2, 19, 10)

it('sees what walking through the window meets, each knot and place for as long', () => {
  const timelines = smallTown()
  const trail = new SeenTrail(timelines, defaultEvidence)
  let [knots, wholeWays, cutWays, hidden] = [0, 0, 0, 0]
  eachLook(timelines, ({ wearer, scene, window, length }) => {
    const walked = walk(timelines, wearer, scene, window)
    trail.turnTo(wearer, scene)
    const met = new Map<string, Met>()
    const { seen, ...rest } = trail.see(window.from, window.to, 0, {
      knot: (knot, lasting, here) => {
        const { weight = 0 } = met.get(`knot ${knot}`) ?? {}
        met.set(`knot ${knot}`, { weight: weight + lasting, here, sigma: 0 })
        knots++
      },
      way: (place, at, lasting, here) => {
        if (place.leg >= 0) wholeWays++
        else cutWays++
        met.set(keyOf(place, at), { weight: lasting, here, sigma: place.sigma })
      },
    })
    let [added, lasted] = [0, 0]
    for (const [key, { weight: lasting, here, sigma }] of met) {
      const { weight, here: density, sigma: its } = walked.met.get(key) ?? NOTHING
      expect(sigma, key).toBeCloseTo(its, 4)
      expect(lasting / length, key).toBeCloseTo(weight, 6)
      expect(Math.abs(here - density), key).toBeLessThanOrEqual(2e-5 * density)
      added += lasting * here
      lasted += lasting / length
    }
    for (const [key, { here }] of walked.met) {
      if (here > 1e-20) expect(met.has(key), key).toBe(true)
    }
    expect(Math.abs(seen - added)).toBeLessThanOrEqual(1e-5 * seen)
    expect(Math.abs(rest.hidden / length - walked.hidden)).toBeLessThanOrEqual(
      1e-5 * walked.hidden + 1e-12,
    )
    if (walked.hidden > 0.01) hidden++
    const gaps = gapsOf(trail, window, defaultEvidence)
    expect(gaps.share).toBeCloseTo(walked.gapShare, 9)
    expect(gaps.possible).toBeCloseTo(walked.possible, 9)
    expect(lasted + gaps.share).toBeLessThan(1 + 1e-6)
    expect(walked.share).toBeCloseTo(1, 9)
  })
  expect(knots).toBeGreaterThan(1000)
  expect(wholeWays).toBeGreaterThan(50)
  expect(cutWays).toBeGreaterThan(50)
  expect(hidden).toBeGreaterThan(10)
})

it('adds up as much, leaves out no more than it is told to, and stops where it is enough', () => {
  const timelines = smallTown()
  const trail = new SeenTrail(timelines, defaultEvidence)
  let leftOut = 0
  let stopped = 0
  eachLook(timelines, ({ wearer, scene, window, length }) => {
    trail.turnTo(wearer, scene)
    const nobody = { knot: () => {}, way: () => {} }
    const { seen } = trail.see(window.from, window.to, 0, nobody)
    const within = (far: NegligibleDistance, enough: number) =>
      trail.closeness(window.from, window.to, far, enough)
    const { nothing } = NegligibleDistance
    expect(within(nothing, Infinity)).toBe(seen)
    expect(within(nothing, seen)).toBe(seen)
    const little = seen / 100
    const near = within(NegligibleDistance.of(scene, little / length, defaultEvidence), Infinity)
    expect(near).toBeLessThanOrEqual(seen)
    expect(near).toBeGreaterThanOrEqual(seen - 1.00001 * little)
    if (near < seen) leftOut++
    const half = within(nothing, seen / 2)
    expect(half).toBeGreaterThanOrEqual(seen / 2)
    if (half < seen) stopped++
  })
  expect(leftOut).toBeGreaterThan(10)
  expect(stopped).toBeGreaterThan(10)
})

it('draws no way from where one wearer’s trail ends to where the next one’s begins', () => {
  const timelines = twoWearers(4 * MINUTE)
  const scene = new ScenePlace({ latitude: 51.5, longitude: 0, crimeType: 'RB' }, defaultEvidence)
  const trail = new SeenTrail(timelines, defaultEvidence)
  const after = (minutes: number) => END + minutes * MINUTE
  const { nothing } = NegligibleDistance
  trail.turnTo(0, scene)
  expect(trail.closeness(after(1), after(3), nothing, Infinity)).toBe(0)
  trail.turnTo(1, scene)
  expect(trail.closeness(after(1), after(5), nothing, Infinity)).toBeGreaterThan(0)
})

interface Look {
  readonly wearer: number
  readonly scene: ScenePlace
  readonly window: ClosedWindow
  /** Milliseconds; 1 of a window without length. */
  readonly length: number
}

/** Windows around every so many knots, seen from where the knot is or kilometres off. */
function eachLook(timelines: Timelines, visit: (look: Look) => void): void {
  const { start, from, latitude, longitude } = timelines
  for (let wearer = 0; wearer + 1 < start.length; wearer++) {
    for (let knot = start[wearer]! + 3; knot < start[wearer + 1]!; knot += 37) {
      const place = {
        latitude: (latitude[knot]! + (knot % 3) * 30_000) * DEGREES_PER_UNIT,
        longitude: longitude[knot]! * DEGREES_PER_UNIT,
        crimeType: 'AB' as const,
      }
      const isInstant = knot % 5 === 0
      const window = {
        from: from[knot]! - (isInstant ? 0 : HOUR),
        to: from[knot]! + (isInstant ? 0 : (knot % 4) * HOUR),
      }
      const length = Math.max(1, window.to - window.from)
      visit({ wearer, scene: new ScenePlace(place, defaultEvidence), window, length })
    }
  }
}

/** Of a knot or a place on a way: milliseconds or a share of the window, and its density. */
interface Met {
  readonly weight: number
  readonly here: number
  readonly sigma: number
}
const NOTHING: Met = { weight: 0, here: 0, sigma: 0 }

function keyOf({ leg, latitude, longitude }: PlaceOnTheWay, at: Instant): string {
  return `way ${leg} ${latitude} ${longitude} ${at}`
}

/** What walking meets: of each knot and place its share of the window and its density. */
function walk(timelines: Timelines, wearer: number, scene: ScenePlace, window: ClosedWindow) {
  const met = new Map<string, Met>()
  let [share, gapShare, possible, hidden] = [0, 0, 0, 0]
  const { kind, latitude, longitude } = timelines
  const { median, spread } = defaultEvidence.gapSpeed
  walkWindow(timelines, wearer, scene, window, defaultEvidence, {
    knot: (knot, weight, here) => {
      const { weight: before = 0 } = met.get(`knot ${knot}`) ?? {}
      met.set(`knot ${knot}`, { weight: before + weight, here, sigma: 0 })
      share += weight
      if (kind[knot] !== SHORT && kind[knot] !== LONG) return
      hidden += weight * hiddenInStay(scene.squaredMetres(latitude[knot]!, longitude[knot]!))
    },
    way: (place, at, weight, here) => {
      met.set(keyOf(place, at), { weight, here, sigma: place.sigma })
      share += weight
    },
    gap: (weight, speed) => {
      share += weight
      gapShare += weight
      possible += weight * normalTail(speed > 0 ? Math.log(speed / median) / spread : -Infinity)
    },
  })
  return { met, share, gapShare, possible, hidden }
}

/** Of matching-method.md: a call at the scene leaves no trace 4 times in 10, waning with 40 m and the place's own error. */
function hiddenInStay(squaredMetres: number): number {
  const { share, metres } = defaultEvidence.hiddenInStay
  const { sigmaMetres, shares } = defaultEvidence.placeError
  let chance = 0
  sigmaMetres.forEach((sigma, i) => {
    const variance = metres ** 2 + sigma ** 2 + 64
    chance += (shares.AB[i]! * metres ** 2 * Math.exp(-squaredMetres / (2 * variance))) / variance
  })
  return share * chance
}

it('says so where a visitor turns to another trail, rather than going on with its numbers', () => {
  const timelines = twoWearers(4 * MINUTE)
  const scene = new ScenePlace({ latitude: 51.5, longitude: 0, crimeType: 'RB' }, defaultEvidence)
  const trail = new SeenTrail(timelines, defaultEvidence)
  const other = new SeenTrail(timelines, defaultEvidence)
  trail.turnTo(0, scene)
  const turns = { knot: () => other.turnTo(1, scene), way: () => {} }
  expect(() => trail.see(END - MINUTE, END, 0, turns)).toThrow(
    'its visitor put others in its place',
  )
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
