import type { Instant } from '../../domain/interval.ts'
import { COARSE, FINE_KINDS, MOVING } from './knots.ts'
import { COMPONENTS, type Expectation, type OwnHistory, type Place } from './own-history.ts'
import type { Timelines } from './timelines.ts'

const SAMPLE = 1500
const ROUNDS = 40
const LEAST_WEIGHT = 0.002

/** Weights of {@link COMPONENTS} for each kind of knot: how this run's wearers use places. */
export type ComponentWeights = readonly (readonly number[])[]

/**
 * Fits, for each kind of knot, in what mixture of ways places come about: expectation-maximisation on
 * knots held out with the day they belong to (Dempster, Laird, Rubin 1977). The knots are spread
 * evenly over all wearers and days, so the same positions give the same weights.
 */
export function fitComponentWeights(timelines: Timelines, history: OwnHistory): ComponentWeights {
  const byKind: number[][] = Array.from({ length: FINE_KINDS }, () => [])
  const wearerOf = wearersOfKnots(timelines)
  for (let knot = 0; knot < timelines.kind.length; knot++) {
    if (timelines.kind[knot] !== COARSE) byKind[timelines.kind[knot]!]!.push(knot)
  }
  return byKind.map((knots) => {
    const step = Math.max(1, knots.length / SAMPLE)
    const sample: Float64Array[] = []
    for (let i = 0; i < knots.length; i += step) {
      const knot = knots[Math.floor(i)]!
      sample.push(expectKnot(timelines, history, wearerOf[knot]!, knot).components)
    }
    return mixtureOf(sample)
  })
}

/** Where, how and when ordinary business puts a wearer: per square metre of place and share of time. */
export interface Ordinary {
  readonly own: number
  readonly population: number
}

/** The densities that a run's positions and history give its wearers' knots, worked out once each. */
export class WhereaboutsModel {
  readonly #timelines: Timelines
  readonly #history: OwnHistory
  readonly #weights: ComponentWeights
  readonly #own: Float64Array
  readonly #population: Float64Array

  constructor(timelines: Timelines, history: OwnHistory, weights: ComponentWeights) {
    this.#timelines = timelines
    this.#history = history
    this.#weights = weights
    this.#own = new Float64Array(timelines.kind.length)
    this.#population = new Float64Array(timelines.kind.length)
  }

  /** Of a wearer's knot as it stands. */
  ofKnot(wearer: number, knot: number): Ordinary {
    const own = this.#own[knot]!
    if (own > 0) return { own, population: this.#population[knot]! }
    const { latitude, longitude, sigma, from, to, kind } = this.#timelines
    const place = { latitude: latitude[knot]!, longitude: longitude[knot]!, sigma: sigma[knot]! }
    const at = (from[knot]! + to[knot]!) / 2
    const ordinary =
      kind[knot] === COARSE
        ? this.#history.expectCoarse(wearer, place, at)
        : this.#ordinary(wearer, place, kind[knot]!, at)
    this.#own[knot] = ordinary.own
    this.#population[knot] = ordinary.population
    return ordinary
  }

  /** Of a wearer on the move anywhere, at any time. */
  onTheWay(wearer: number, place: Place, at: Instant): Ordinary {
    return this.#ordinary(wearer, place, MOVING, at)
  }

  #ordinary(wearer: number, place: Place, kind: number, at: Instant): Ordinary {
    const expected = this.#history.expect(wearer, place, kind, at)
    return {
      own: expected.share * mixed(expected, this.#weights[kind] ?? []),
      population: expected.share * expected.population,
    }
  }
}

/** The density that the fitted mixture gives an expectation, per square metre. */
function mixed(expectation: Expectation, weights: readonly number[]): number {
  let density = 0
  for (let i = 0; i < weights.length; i++) density += weights[i]! * expectation.components[i]!
  return density
}

function expectKnot(
  timelines: Timelines,
  history: OwnHistory,
  wearer: number,
  knot: number,
): Expectation {
  const place = {
    latitude: timelines.latitude[knot]!,
    longitude: timelines.longitude[knot]!,
    sigma: timelines.sigma[knot]!,
  }
  const at = (timelines.from[knot]! + timelines.to[knot]!) / 2
  return history.expect(wearer, place, timelines.kind[knot]!, at)
}

function mixtureOf(sample: readonly Float64Array[]): number[] {
  const count = COMPONENTS.length
  let weights = Array.from({ length: count }, () => 1 / count)
  for (let round = 0; round < ROUNDS; round++) {
    const sums = new Float64Array(count)
    for (const components of sample) {
      let all = 0
      for (let i = 0; i < count; i++) all += weights[i]! * components[i]!
      if (all > 0) for (let i = 0; i < count; i++) sums[i]! += (weights[i]! * components[i]!) / all
    }
    const total = sums.reduce((sum, value) => sum + value, 0)
    if (total === 0) break
    weights = Array.from(sums, (value) => value / total)
  }
  const kept = weights.map((weight) => Math.max(LEAST_WEIGHT, weight))
  const total = kept.reduce((sum, weight) => sum + weight, 0)
  return kept.map((weight) => weight / total)
}

function wearersOfKnots({ start, kind }: Timelines): Uint32Array {
  const wearers = new Uint32Array(kind.length)
  for (let wearer = 0; wearer + 1 < start.length; wearer++) {
    wearers.fill(wearer, start[wearer], start[wearer + 1])
  }
  return wearers
}
