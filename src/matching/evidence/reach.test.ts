import fc from 'fast-check'
import { expect, it } from 'vitest'
import { COARSE, LONG, MOVING } from './knots.ts'
import { defaultEvidence } from './parameters.ts'
import { reachOf } from './reach.ts'
import { ScenePlace } from './scene.ts'
import type { Timelines } from './timelines.ts'

const SECOND = 1000
const SIGMA = 5
const scene = new ScenePlace(
  { latitude: 53.8, longitude: -4.4, crimeType: 'BIAD' },
  defaultEvidence,
)

/** Positions in order, metres north of the scene, up to 40 minutes apart. */
const trail = fc
  .array(fc.tuple(fc.integer({ min: 1, max: 2400 }), fc.integer({ min: -20_000, max: 20_000 })), {
    minLength: 1,
    maxLength: 6,
  })
  .map((steps) => {
    let at = 0
    return steps.map(([seconds, north]) => {
      at += seconds
      return { at, north }
    })
  })

it('is what trying every second says', () => {
  fc.assert(
    fc.property(
      trail,
      fc.integer({ min: 0, max: 9000 }),
      fc.integer({ min: 0, max: 3000 }),
      (positions, from, length) => {
        const window = { from: from * SECOND, to: (from + length) * SECOND }
        const found = reachOf(timelinesOf(positions), 0, scene, window, defaultEvidence)
        const slow = (topSpeed: number, bySecond: number) => {
          for (let t = from; t <= from + length; t += bySecond) {
            if (positions.every((p) => away(p.north) <= topSpeed * Math.abs(p.at - t))) return true
          }
          return false
        }
        // A second's travel is what trying only whole seconds leaves open.
        if (slow(defaultEvidence.topSpeed, 1)) expect(found.reachable).toBe(true)
        if (!slow(defaultEvidence.topSpeed * 1.001, 0.1)) expect(found.reachable).toBe(false)
      },
    ),
    { numRuns: 60 },
  )

  /** What must at least be travelled between a position and somewhere that counts as the scene. */
  function away(north: number): number {
    const metres = scene.squaredMetres(538_000_000 + north * 90, -44_000_000) ** 0.5
    return Math.max(0, metres - 3 * SIGMA - defaultEvidence.absenceMarginMetres)
  }
})

it('takes a gap for one only where it is longer than the bridge', () => {
  const near = { at: 0, north: 3000 }
  const window = { from: 0, to: 600 * SECOND }
  const gap = (seconds: number) =>
    reachOf(timelinesOf([near, { at: seconds, north: 3000 }]), 0, scene, window, defaultEvidence)
  expect(gap(290)).toMatchObject({ reachable: true, reachableInGap: true })
  const inside = { from: 10 * SECOND, to: 280 * SECOND }
  const bridged = reachOf(
    timelinesOf([near, { at: 290, north: 3000 }]),
    0,
    scene,
    inside,
    defaultEvidence,
  )
  expect(bridged).toMatchObject({ reachable: true, reachableInGap: false })
  expect(bridged.clearMetres).toBeGreaterThan(2900)
})

it('adds errors of a trail and of the reported place as squares, but those of cell towers as they are', () => {
  const margin = defaultEvidence.absenceMarginMetres
  const withinErrors = (north: number, sigma: number, kind: number) => {
    const timelines = timelinesOf([{ at: 60, north }])
    timelines.sigma[0] = sigma
    timelines.kind[0] = kind
    const window = { from: 60 * SECOND, to: 60 * SECOND }
    return reachOf(timelines, 0, scene, window, defaultEvidence).withinErrors
  }
  fc.assert(
    fc.property(
      fc.integer({ min: 400, max: 2000 }),
      fc.integer({ min: 3, max: 80 }),
      (n, sigma) => {
        const metres = scene.squaredMetres(538_000_000 + n * 90, -44_000_000) ** 0.5
        const squares = Math.hypot(margin, 3 * Math.fround(sigma))
        expect(withinErrors(n, sigma, LONG)).toBe(metres <= squares)
        expect(withinErrors(n, sigma, COARSE)).toBe(metres - 3 * sigma <= margin)
      },
    ),
    { numRuns: 200 },
  )
})

it('takes the way between two positions for less certain in its middle', () => {
  const window = { from: 0, to: 240 * SECOND }
  const past = (north: number) =>
    reachOf(
      timelinesOf([
        { at: 0, north, east: -1800 },
        { at: 240, north, east: 1800 },
      ]),
      0,
      scene,
      window,
      defaultEvidence,
    )
  expect(past(500)).toMatchObject({ withinErrors: true })
  expect(past(500).trailMetres).toBeGreaterThan(490)
  expect(past(700)).toMatchObject({ withinErrors: false })
})

function timelinesOf(
  positions: readonly { at: number; north: number; east?: number }[],
): Timelines {
  const count = positions.length
  return {
    deviceWearerIds: ['W'],
    start: Uint32Array.of(0, count),
    from: Float64Array.from(positions, ({ at }) => at * SECOND),
    to: Float64Array.from(positions, ({ at }) => at * SECOND),
    latitude: Int32Array.from(positions, ({ north }) => 538_000_000 + north * 90),
    longitude: Int32Array.from(positions, ({ east = 0 }) => -44_000_000 + east * 152),
    sigma: new Float32Array(count).fill(SIGMA),
    kind: new Uint8Array(count).fill(MOVING),
    circleErrors: [],
  }
}
