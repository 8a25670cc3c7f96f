import type { PatternSettings } from './pattern-settings.ts'
import { metresBetween, type Spot, type TrailPoint } from './trail-points.ts'

const MINUTE = 60_000
/** A middle is known well from so many positions; of more every other one, or every tenth, is as good. */
const MEDIAN_OF = 300
/** Radius that holds 95 of 100 of a round normal error, over its deviation. */
const RADIUS_95 = 2.4477
/** Positions of a mechanism further apart may be the first and last, of somebody who comes and goes. */
const STEADY_MS = 15 * MINUTE
/** What such positions are worth of the place itself. */
const PASSERS_BY = 0.1

/** What the positions of one mechanism say of a gathering's middle. */
interface Witness {
  readonly mechanism: string
  readonly forgottenMs: number
  count: number
  /** Sums of weights (one over the variance), and of degrees from the first position, weighted. */
  weight: number
  latitude: number
  longitude: number
  latest: number
  /** How many positions they would be whose errors have nothing to do with one another. */
  apart: number
  /** The same, of those that were heard one after another. */
  steady: number
}

/** Positions that one place explains, as they are gathered. */
export class Gathering {
  readonly members: TrailPoint[] = []
  /** Degrees: the weighted mean. */
  latitude = 0
  longitude = 0
  /** Standard deviation of the middle, in metres. */
  sigma = 0
  readonly #settings: PatternSettings
  readonly #witnesses: Witness[] = []

  constructor(first: TrailPoint, settings: PatternSettings) {
    this.#settings = settings
    this.add(first)
  }

  get first(): TrailPoint {
    return this.members[0] as TrailPoint
  }

  get last(): TrailPoint {
    return this.members.at(-1) as TrailPoint
  }

  /** Adds positions by time. Those that come soon after one another of a mechanism share most of their error. */
  add(point: TrailPoint): void {
    this.members.push(point)
    const witness = this.#witness(point)
    const since = point.at - witness.latest
    const weight = 1 / (point.sigma * point.sigma)
    const apart = Math.min(1, since / witness.forgottenMs)
    witness.apart += witness.count === 0 ? 1 : apart
    witness.steady += since < STEADY_MS ? apart : 0
    witness.count++
    witness.latest = point.at
    witness.weight += weight
    witness.latitude += weight * (point.latitude - this.first.latitude)
    witness.longitude += weight * (point.longitude - this.first.longitude)
    this.#weigh()
  }

  /** Whether a position with that error can be of somebody who is here. */
  explains(point: Spot, sigma: number): boolean {
    const { stayMetres, sigmas } = this.#settings
    const reach = Math.max(stayMetres, sigmas * Math.hypot(sigma, this.sigma))
    return metresBetween(this, point) <= reach
  }

  /** So near, in metres, the true middle is, 95 times in 100: positions of somebody who comes or goes are not of the place itself. */
  radiusMetres(): number {
    let sum = 0
    for (const { steady, count, weight } of this.#witnesses)
      sum += ((steady + PASSERS_BY) / count) * weight
    return RADIUS_95 / Math.sqrt(sum)
  }

  /** With all of another that came later. */
  join(later: Gathering): void {
    for (const point of later.members) this.add(point)
  }

  /** The weighted median, east and north: some positions nowhere near do not move it. */
  median(): Spot {
    const share = (mechanism: string): number => {
      const witness = this.#witnesses.find((one) => one.mechanism === mechanism)
      return witness ? witness.apart / witness.count : 0
    }
    const step = Math.ceil(this.members.length / MEDIAN_OF)
    const sample = this.members.filter((_, index) => index % step === 0)
    const weights = sample.map(({ mechanism, sigma }) => share(mechanism) / sigma ** 2)
    return {
      latitude: weightedMedian(
        Float64Array.from(sample, (one) => one.latitude),
        weights,
      ),
      longitude: weightedMedian(
        Float64Array.from(sample, (one) => one.longitude),
        weights,
      ),
    }
  }

  #witness({ mechanism, at }: TrailPoint): Witness {
    for (const witness of this.#witnesses) if (witness.mechanism === mechanism) return witness
    const { errorMinutes } = this.#settings
    const forgottenMs = (errorMinutes[mechanism] ?? errorMinutes[''] ?? 0) * MINUTE
    const none = { count: 0, weight: 0, latitude: 0, longitude: 0, apart: 0, steady: 0 }
    const witness = { mechanism, forgottenMs, latest: at, ...none }
    this.#witnesses.push(witness)
    return witness
  }

  #weigh(): void {
    let [sum, latitude, longitude] = [0, 0, 0]
    for (const witness of this.#witnesses) {
      const share = witness.apart / witness.count
      sum += share * witness.weight
      latitude += share * witness.latitude
      longitude += share * witness.longitude
    }
    this.latitude = this.first.latitude + latitude / sum
    this.longitude = this.first.longitude + longitude / sum
    this.sigma = 1 / Math.sqrt(sum)
  }
}

function weightedMedian(values: Float64Array, weights: readonly number[]): number {
  const order = Array.from(values, (_, index) => index)
  order.sort((a, b) => (values[a] ?? 0) - (values[b] ?? 0))
  let left = weights.reduce((sum, weight) => sum + weight, 0) / 2
  const middle = order.find((index) => {
    left -= weights[index] ?? 0
    return left <= 0
  })
  return values[middle ?? order.at(-1) ?? 0] ?? 0
}
