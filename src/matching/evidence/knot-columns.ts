import type { DayKnots } from '../../domain/day-knots.ts'
import type { Knot } from './knots.ts'

/** Knots of one day as columns that grow: 23 bytes each. */
export class KnotColumns {
  length = 0
  /** Milliseconds into the day, and from start to end. */
  from = new Uint32Array(0)
  lasting = new Uint32Array(0)
  latitude = new Int32Array(0)
  longitude = new Int32Array(0)
  sigma = new Float32Array(0)
  kind = new Uint8Array(0)
  /** Index of what quoted circles are measured by. */
  circle = new Uint16Array(0)

  add(knot: Readonly<Knot>, day: number, circle: number): void {
    const at = this.length++
    if (at === this.from.length) this.#resize(Math.ceil(at * 1.4) + 4096)
    this.from[at] = knot.from - day
    this.lasting[at] = knot.to - knot.from
    this.latitude[at] = knot.latitude
    this.longitude[at] = knot.longitude
    this.sigma[at] = knot.sigma
    this.kind[at] = knot.kind
    this.circle[at] = circle
  }

  /** The columns, without the room that was kept for more; nothing must be added after. */
  columns(): Pick<
    DayKnots,
    'from' | 'lasting' | 'latitude' | 'longitude' | 'sigma' | 'kind' | 'circle'
  > {
    this.#resize(this.length)
    const { from, lasting, latitude, longitude, sigma, kind, circle } = this
    return { from, lasting, latitude, longitude, sigma, kind, circle }
  }

  #resize(length: number): void {
    this.from = resized(this.from, new Uint32Array(length))
    this.lasting = resized(this.lasting, new Uint32Array(length))
    this.latitude = resized(this.latitude, new Int32Array(length))
    this.longitude = resized(this.longitude, new Int32Array(length))
    this.sigma = resized(this.sigma, new Float32Array(length))
    this.kind = resized(this.kind, new Uint8Array(length))
    this.circle = resized(this.circle, new Uint16Array(length))
  }
}

function resized<
  T extends { length: number; set(values: T): void; subarray(a: number, b: number): T },
>(from: T, to: T): T {
  to.set(from.length > to.length ? from.subarray(0, to.length) : from)
  return to
}
