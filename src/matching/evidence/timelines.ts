import type { Interval } from '../../domain/interval.ts'
import type { LawfulIntervals } from '../../domain/lawful-intervals.ts'
import type { ArrangedPositions } from '../arrange-positions.ts'
import { trailInWindow } from '../trail-in-window.ts'
import { KnotColumns } from './knot-columns.ts'
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

/** One day's knots, wearer by wearer: wearer `w`'s are `[start[w], start[w + 1])`. */
interface Day {
  readonly from: number
  readonly start: Uint32Array
  readonly knots: KnotColumns
}

/**
 * Gathers timelines a day (UTC) at a time, in order of days: a day's knots depend on that day's
 * positions and nothing else, so that a store may keep them.
 */
export class TimelinesBuilder {
  readonly #lawful: LawfulIntervals
  readonly #errors = new CircleErrors()
  #days: Day[] = []
  readonly #mechanisms: string[] = []

  constructor(lawful: LawfulIntervals) {
    this.#lawful = lawful
  }

  /** Adds every day that the positions touch; no day may be split over two calls. */
  add(arranged: ArrangedPositions): void {
    const { positions } = arranged
    const numbers = new Map(positions.deviceIds.map((id, number) => [id, number]))
    const mechanisms = positions.mechanisms.map((name) => this.#mechanism(name))
    const ids = this.#lawful.deviceWearerIds
    for (const day of daysOf(positions.capturedAt)) {
      const window = { from: day.from, to: day.to - 1 }
      const knots = new KnotColumns()
      const start = new Uint32Array(ids.length + 1)
      const add = (knot: Readonly<Knot>): void => {
        const circle = mechanisms[knot.mechanism]! * RADIUS_BANDS.length + knot.band
        knots.add(knot, day.from, circle)
      }
      ids.forEach((id, wearer) => {
        const rows = trailInWindow(arranged, this.#lawful.ofWearer(id), window, (device) =>
          numbers.get(device),
        )
        if (rows.length > 0) {
          this.#errors.addDay(positions, rows)
          tieKnots(positions, rows, add)
        }
        start[wearer + 1] = knots.length
      })
      knots.trim()
      this.#days.push({ from: day.from, start, knots })
    }
  }

  /** The timelines of all days; the builder is empty after. */
  build(): Timelines {
    const circleErrors = this.#errors.errors()
    const growth = this.#mechanisms.flatMap((mechanism) =>
      RADIUS_BANDS.map((radiusTo) => {
        const error = circleErrors.find((e) => e.mechanism === mechanism && e.radiusTo === radiusTo)
        return (error?.inflation ?? PRIOR_INFLATION) / PRIOR_INFLATION
      }),
    )
    const days = this.#days.sort((a, b) => a.from - b.from)
    this.#days = []
    const ids = this.#lawful.deviceWearerIds
    const start = new Uint32Array(ids.length + 1)
    for (let wearer = 0; wearer < ids.length; wearer++) {
      let knots = 0
      for (const day of days) knots += day.start[wearer + 1]! - day.start[wearer]!
      start[wearer + 1] = start[wearer]! + knots
    }
    const count = start.at(-1) ?? 0
    const timelines = {
      deviceWearerIds: ids,
      start,
      from: new Float64Array(count),
      to: new Float64Array(count),
      latitude: new Int32Array(count),
      longitude: new Int32Array(count),
      sigma: new Float32Array(count),
      kind: new Uint8Array(count),
      circleErrors,
    }
    const next = start.slice()
    for (let day = days.shift(); day; day = days.shift()) {
      const { knots } = day
      for (let wearer = 0; wearer < ids.length; wearer++) {
        let at = next[wearer]!
        for (let knot = day.start[wearer]!; knot < day.start[wearer + 1]!; knot++, at++) {
          timelines.from[at] = day.from + knots.from[knot]!
          timelines.to[at] = timelines.from[at]! + knots.lasting[knot]!
          timelines.latitude[at] = knots.latitude[knot]!
          timelines.longitude[at] = knots.longitude[knot]!
          const grown = knots.sigma[knot]! * (growth[knots.circle[knot]!] ?? 1)
          timelines.sigma[at] = Math.max(LEAST_SIGMA, grown)
          timelines.kind[at] = knots.kind[knot]!
        }
        next[wearer] = at
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
