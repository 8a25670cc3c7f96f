import fc from 'fast-check'
import { expect, it } from 'vitest'
import { MOVING } from './knots.ts'
import type { Timelines } from './timelines.ts'
import { UnknownStretches } from './unknown-stretches.ts'

const SECOND = 1000
const MINUTE = 60 * SECOND
const BRIDGE_MINUTES = 5

/** Trails of two wearers: seconds between knots, and seconds that each lasts. */
const trail = fc.array(
  fc.tuple(fc.integer({ min: 1, max: 900 }), fc.integer({ max: 1200, min: 0 })),
  {
    maxLength: 8,
  },
)

it('says how much of a window lies in no stay, no bridged way and not beside a gap', () => {
  fc.assert(
    fc.property(
      trail,
      trail,
      fc.integer({ min: -600, max: 9000 }),
      fc.integer({ min: 0, max: 5000 }),
      (one, other, opens, length) => {
        const timelines = timelinesOf([one, other])
        const stretches = new UnknownStretches(timelines, BRIDGE_MINUTES)
        const from = opens * SECOND
        const to = from + length * SECOND
        for (const wearer of [0, 1]) {
          let unknown = 0
          const last = length === 0 ? from : to - SECOND
          for (let at = from; at <= last; at += SECOND) {
            if (!isKnown(timelines, wearer, at)) unknown += length === 0 ? 1 : SECOND
          }
          expect(stretches.within(wearer, from, to)).toBe(unknown)
        }
      },
    ),
  )
})

/** Whether the second from an instant on is known; all instants are whole seconds. */
function isKnown({ start, from, to }: Timelines, wearer: number, at: number): boolean {
  const first = start[wearer]!
  const end = start[wearer + 1]!
  for (let knot = first; knot < end; knot++) {
    if (from[knot]! - MINUTE <= at && at < from[knot]! && !isBridged(knot)) return true
    if (from[knot]! <= at && at < to[knot]!) return true
    const next = knot + 1 < end && from[knot + 1]! - to[knot]! <= BRIDGE_MINUTES * MINUTE
    if (to[knot]! <= at && at < (next ? from[knot + 1]! : to[knot]! + MINUTE)) return true
  }
  return false

  function isBridged(knot: number): boolean {
    return knot > first && from[knot]! - to[knot - 1]! <= BRIDGE_MINUTES * MINUTE
  }
}

function timelinesOf(trails: readonly (readonly (readonly [number, number])[])[]): Timelines {
  const from: number[] = []
  const to: number[] = []
  const start = [0]
  for (const knots of trails) {
    let at = 0
    for (const [after, lasts] of knots) {
      from.push(at + after * SECOND)
      at += (after + lasts) * SECOND
      to.push(at)
    }
    start.push(from.length)
  }
  return {
    deviceWearerIds: trails.map((_, number) => `W${number}`),
    start: Uint32Array.from(start),
    from: Float64Array.from(from),
    to: Float64Array.from(to),
    latitude: new Int32Array(from.length),
    longitude: new Int32Array(from.length),
    sigma: new Float32Array(from.length),
    kind: new Uint8Array(from.length).fill(MOVING),
    circleErrors: [],
  }
}
