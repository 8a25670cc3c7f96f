import { COARSE } from './knots.ts'
import type { NegligibleDistance } from './negligible-distance.ts'
import type { ScenePlace } from './scene.ts'
import type { Timelines } from './timelines.ts'
import { coarseVariance } from './walk-window.ts'
import { WayBetween } from './way-between.ts'

const MINUTE = 60_000
/** Knots in a box, as a power of 2. */
const BITS = 4

/** Boxes around stretches of trails, so that a stretch far away is passed over in one. */
export class TrailBoxes {
  readonly bridgeMinutes: number
  readonly #west: Int32Array
  readonly #east: Int32Array
  readonly #south: Int32Array
  readonly #north: Int32Array
  /** The most of any place in the box, and the least of a coarse one. */
  readonly #variance: Float64Array
  readonly #coarse: Float64Array

  constructor(timelines: Timelines, bridgeMinutes: number) {
    const { latitude, longitude, sigma, kind, from, to } = timelines
    this.bridgeMinutes = bridgeMinutes
    const boxes = Math.ceil(kind.length / (1 << BITS))
    this.#west = new Int32Array(boxes).fill(0x7fff_ffff)
    this.#east = new Int32Array(boxes).fill(-0x8000_0000)
    this.#south = new Int32Array(boxes).fill(0x7fff_ffff)
    this.#north = new Int32Array(boxes).fill(-0x8000_0000)
    this.#variance = new Float64Array(boxes)
    this.#coarse = new Float64Array(boxes).fill(Infinity)
    const way = new WayBetween()
    for (let knot = 0; knot < kind.length; knot++) {
      const box = knot >> BITS
      this.#extend(box, latitude[knot]!, longitude[knot]!)
      if (kind[knot] === COARSE) {
        this.#coarse[box] = Math.min(this.#coarse[box]!, coarseVariance(sigma[knot]!))
      } else this.#variance[box] = Math.max(this.#variance[box]!, sigma[knot]! ** 2)
      if (knot === this.last(knot) || knot + 1 === kind.length) continue
      // Boxes know no wearers: one too large does no harm.
      const gap = from[knot + 1]! - to[knot]!
      if (gap < 0 || gap > bridgeMinutes * MINUTE) continue
      if (kind[knot] === COARSE || kind[knot + 1] === COARSE) continue
      way.take(timelines, knot, knot + 1)
      this.#variance[box] = Math.max(this.#variance[box]!, way.mostVariance())
    }
  }

  /** The last knot of a knot's box. */
  last(knot: number): number {
    return knot | ((1 << BITS) - 1)
  }

  /** Whether a knot's box, and the ways within it, count for little. */
  isBeyond(knot: number, scene: ScenePlace, far: NegligibleDistance): boolean {
    const box = knot >> BITS
    if (!far.coarseIsLittle(this.#coarse[box]!)) return false
    const squared = scene.squaredMetresToBox(
      this.#south[box]!,
      this.#north[box]!,
      this.#west[box]!,
      this.#east[box]!,
    )
    return squared > far.squared(this.#variance[box]!)
  }

  #extend(box: number, latitude: number, longitude: number): void {
    this.#west[box] = Math.min(this.#west[box]!, longitude)
    this.#east[box] = Math.max(this.#east[box]!, longitude)
    this.#south[box] = Math.min(this.#south[box]!, latitude)
    this.#north[box] = Math.max(this.#north[box]!, latitude)
  }
}
