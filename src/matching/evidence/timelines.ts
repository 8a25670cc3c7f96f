import type { DayKnots } from '../../domain/day-knots.ts'
import { capturedAt, type HeldPositions } from '../../domain/held-positions.ts'
import type { Instant } from '../../domain/interval.ts'
import type { LawfulIntervals } from '../../domain/lawful-intervals.ts'
import {
  sharedFloat32s,
  sharedFloat64s,
  sharedInt32s,
  sharedUint8s,
  sharedUint32s,
} from '../../domain/shared-memory.ts'
import type { ArrangedPositions } from '../arrange-positions.ts'
import { type CircleError, CircleErrors, PRIOR_INFLATION, RADIUS_BANDS } from './position-error.ts'
import { tieDay } from './tie-day.ts'

const DAY = 86_400_000
const LEAST_SIGMA = 2

/** Knots of all wearers, in shared memory: wearer `w`'s, by time, are `[start[w], start[w + 1])`. */
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

/** Gathers timelines a day (UTC) at a time, in any order of days. */
export class TimelinesBuilder {
  readonly #lawful: LawfulIntervals
  readonly #errors = new CircleErrors()
  #days: DayKnots[] = []

  constructor(lawful: LawfulIntervals) {
    this.#lawful = lawful
  }

  /**
   * Adds the days that the positions touch; no day may be split over two calls.
   *
   * @param wanted which days, by their first instants: all unless said otherwise.
   */
  add(arranged: ArrangedPositions, wanted: (day: Instant) => boolean = () => true): void {
    for (const day of daysOf(arranged.positions)) {
      if (wanted(day)) this.addDay(tieDay(arranged, this.#lawful, day))
    }
  }

  /** Adds a day that was tied through the same lawful intervals. */
  addDay(knots: DayKnots): void {
    this.#errors.addTallies(knots.circleTallies)
    this.#days.push(knots)
  }

  /**
   * The timelines of all days; the builder is empty after.
   *
   * @param circleErrors measured elsewhere, where the days are of too few wearers to tell.
   */
  build(circleErrors: readonly CircleError[] = this.#errors.errors()): Timelines {
    const days = this.#days.sort((a, b) => a.day - b.day)
    this.#days = []
    const ids = this.#lawful.deviceWearerIds
    const numbers = new Map(ids.map((id, number) => [id, number]))
    const start = sharedUint32s(ids.length + 1)
    for (const day of days) {
      day.deviceWearerIds.forEach((id, of) => {
        start[numbers.get(id)! + 1]! += day.start[of + 1]! - day.start[of]!
      })
    }
    for (let wearer = 0; wearer < ids.length; wearer++) start[wearer + 1]! += start[wearer]!
    const count = start.at(-1) ?? 0
    const timelines = {
      deviceWearerIds: ids,
      start,
      from: sharedFloat64s(count),
      to: sharedFloat64s(count),
      latitude: sharedInt32s(count),
      longitude: sharedInt32s(count),
      sigma: sharedFloat32s(count),
      kind: sharedUint8s(count),
      circleErrors,
    }
    const next = start.slice()
    for (let day = days.shift(); day; day = days.shift()) {
      const growth = growthOf(day.mechanisms, circleErrors)
      day.deviceWearerIds.forEach((id, of) => {
        const wearer = numbers.get(id)!
        let at = next[wearer]!
        for (let knot = day.start[of]!; knot < day.start[of + 1]!; knot++, at++) {
          timelines.from[at] = day.day + day.from[knot]!
          timelines.to[at] = timelines.from[at]! + day.lasting[knot]!
          timelines.latitude[at] = day.latitude[knot]!
          timelines.longitude[at] = day.longitude[knot]!
          const grown = day.sigma[knot]! * growth[day.circle[knot]!]!
          timelines.sigma[at] = Math.max(LEAST_SIGMA, grown)
          timelines.kind[at] = day.kind[knot]!
        }
        next[wearer] = at
      })
    }
    return timelines
  }
}

/** How much larger than believed before the circles of each mechanism and band are. */
function growthOf(mechanisms: readonly string[], errors: readonly CircleError[]): number[] {
  return mechanisms.flatMap((mechanism) =>
    RADIUS_BANDS.map((radiusTo) => {
      const error = errors.find((e) => e.mechanism === mechanism && e.radiusTo === radiusTo)
      return (error?.inflation ?? PRIOR_INFLATION) / PRIOR_INFLATION
    }),
  )
}

/** The UTC days that hold any position, in order. */
function daysOf(positions: HeldPositions): Instant[] {
  const days = new Set<number>()
  let last = Number.NaN
  for (let row = 0; row < positions.length; row++) {
    const day = Math.floor(capturedAt(positions, row) / DAY)
    if (day !== last) days.add(day)
    last = day
  }
  return [...days].sort((a, b) => a - b).map((day) => day * DAY)
}
