import fc from 'fast-check'
import { expect, it } from 'vitest'
import { BRIEF, COARSE, LONG, MOVING, SHORT } from './knots.ts'
import {
  columnOf,
  groupOf,
  KernelWeights,
  ON_THE_MOVE,
  Population,
  rowOf,
  STAYING,
} from './population.ts'
import type { Timelines } from './timelines.ts'

const knots = fc.array(
  fc.record({
    // Either side of Greenwich, within some 3 km.
    latitude: fc.integer({ min: 514_800_000, max: 515_100_000 }),
    longitude: fc.integer({ min: -200_000, max: 200_000 }),
    kind: fc.constantFrom(MOVING, BRIEF, SHORT, LONG, COARSE),
  }),
  { minLength: 1, maxLength: 40 },
)

it('is the sum of its knots: without everybody nothing is left, and never less', () => {
  fc.assert(
    fc.property(knots, fc.constantFrom(STAYING, ON_THE_MOVE), (all, group) => {
      const population = new Population(timelinesOf(all))
      for (const { latitude, longitude } of all.slice(0, 5)) {
        const around = population.around(latitude, longitude, group)
        const weights = new KernelWeights()
        weights.turnTo(latitude, longitude)
        const ofGroup = all.filter(({ kind }) => kind !== COARSE && groupOf(kind) === group)
        expect(around.knots).toBe(ofGroup.length)
        for (const kernel of [0, 1, 2] as const) {
          const own = ofGroup.reduce(
            (sum, knot) =>
              sum +
              weights.share(kernel, rowOf(knot.latitude, kernel), columnOf(knot.longitude, kernel)),
            0,
          )
          expect(Math.abs(around.sums[kernel] - own)).toBeLessThan(1e-12 * (own + 1e-9))
        }
      }
    }),
  )
})

function timelinesOf(
  all: readonly { latitude: number; longitude: number; kind: number }[],
): Timelines {
  return {
    deviceWearerIds: ['W'],
    start: Uint32Array.of(0, all.length),
    from: new Float64Array(all.length),
    to: new Float64Array(all.length),
    latitude: Int32Array.from(all, ({ latitude }) => latitude),
    longitude: Int32Array.from(all, ({ longitude }) => longitude),
    sigma: new Float32Array(all.length).fill(8),
    kind: Uint8Array.from(all, ({ kind }) => kind),
    circleErrors: [],
  }
}
