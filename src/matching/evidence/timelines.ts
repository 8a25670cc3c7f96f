import type { Interval } from '../../domain/interval.ts'
import type { LawfulIntervals } from '../../domain/lawful-intervals.ts'
import type { ArrangedPositions } from '../arrange-positions.ts'
import { trailInWindow } from '../trail-in-window.ts'
import { type Knot, tieKnots } from './knots.ts'
import { type CircleError, CircleErrors, PRIOR_INFLATION, RADIUS_BANDS } from './position-error.ts'

const DAY = 86_400_000
const LEAST_SIGMA = 2

/** Knots of all wearers: wearer `w`'s, by time, are `[start[w], start[w + 1])`. */
export interface Timelines {
  readonly deviceWearerIds: readonly string[]
  readonly start: Uint32Array
  /** Milliseconds. */
  readonly from: Float64Array
  readonly to: Float64Array
  /** Degrees x 1e7. */
  readonly latitude: Int32Array
  readonly longitude: Int32Array
  /** Standard deviation, east and north, as measured. Metres. */
  readonly sigma: Float32Array
  readonly kind: Uint8Array
  /** What the positions themselves told of quoted circles. */
  readonly circleErrors: readonly CircleError[]
}

/**
 * Gathers timelines a day (UTC) at a time, in order of days: a day's knots depend on that day's
 * positions and nothing else, so that a store may keep them.
 */
export class TimelinesBuilder {
  readonly #lawful: LawfulIntervals
  readonly #errors = new CircleErrors()
  readonly #knots: Knot[][]
  readonly #mechanisms: string[] = []

  constructor(lawful: LawfulIntervals) {
    this.#lawful = lawful
    this.#knots = lawful.deviceWearerIds.map(() => [])
  }

  /** Adds every day that the positions touch; no day may be split over two calls. */
  add(arranged: ArrangedPositions): void {
    const { positions } = arranged
    const numbers = new Map(positions.deviceIds.map((id, number) => [id, number]))
    const mechanisms = positions.mechanisms.map((name) => this.#mechanism(name))
    for (const day of daysOf(positions.capturedAt)) {
      const window = { from: day.from, to: day.to - 1 }
      this.#lawful.deviceWearerIds.forEach((id, wearer) => {
        const rows = trailInWindow(arranged, this.#lawful.ofWearer(id), window, (device) =>
          numbers.get(device),
        )
        if (rows.length === 0) return
        this.#errors.addDay(positions, rows)
        const knots = this.#knots[wearer]!
        tieKnots(positions, rows, (knot) => {
          knots.push({ ...knot, mechanism: mechanisms[knot.mechanism]! })
        })
      })
    }
  }

  build(): Timelines {
    const circleErrors = this.#errors.errors()
    const growth = this.#mechanisms.map((mechanism) =>
      RADIUS_BANDS.map((radiusTo) => {
        const error = circleErrors.find((e) => e.mechanism === mechanism && e.radiusTo === radiusTo)
        return (error?.inflation ?? PRIOR_INFLATION) / PRIOR_INFLATION
      }),
    )
    const start = new Uint32Array(this.#knots.length + 1)
    this.#knots.forEach((knots, wearer) => {
      start[wearer + 1] = start[wearer]! + knots.length
    })
    const count = start.at(-1) ?? 0
    const timelines = {
      deviceWearerIds: this.#lawful.deviceWearerIds,
      start,
      from: new Float64Array(count),
      to: new Float64Array(count),
      latitude: new Int32Array(count),
      longitude: new Int32Array(count),
      sigma: new Float32Array(count),
      kind: new Uint8Array(count),
      circleErrors,
    }
    let at = 0
    for (const knots of this.#knots) {
      for (const knot of knots) {
        timelines.from[at] = knot.from
        timelines.to[at] = knot.to
        timelines.latitude[at] = knot.latitude
        timelines.longitude[at] = knot.longitude
        const grown = knot.sigma * (growth[knot.mechanism]?.[knot.band] ?? 1)
        timelines.sigma[at] = Math.max(LEAST_SIGMA, grown)
        timelines.kind[at++] = knot.kind
      }
    }
    return timelines
  }

  #mechanism(name: string): number {
    const known = this.#mechanisms.indexOf(name)
    return known >= 0 ? known : this.#mechanisms.push(name) - 1
  }
}

/** The UTC days that hold any position, in order. */
function daysOf(capturedAt: Float64Array): Interval[] {
  const days = new Set<number>()
  let last = Number.NaN
  for (let row = 0; row < capturedAt.length; row++) {
    const day = Math.floor(capturedAt[row]! / DAY)
    if (day !== last) days.add(day)
    last = day
  }
  return [...days].sort((a, b) => a - b).map((day) => ({ from: day * DAY, to: (day + 1) * DAY }))
}
