import { atOnce, type InPieces } from '../../domain/in-pieces.ts'
import type { Instant } from '../../domain/interval.ts'
import { COARSE, FINE_KINDS, MOVING } from './knots.ts'
import { KnownDays } from './known-days.ts'
import { COMPONENTS, type Expectation, type OwnHistory } from './own-history.ts'
import type { EvidenceParameters } from './parameters.ts'
import type { Place } from './place.ts'
import type { PlaceOnTheWay } from './seen-trail.ts'
import type { Timelines } from './timelines.ts'

const SAMPLE = 1500
const ROUNDS = 40
/** Knots of a kind that are looked up between two pauses: some milliseconds. */
const PAUSE_AFTER = 5
const LEAST_WEIGHT = 0.002

/** Weights of {@link COMPONENTS} for each kind of knot: how this run's wearers use places. */
export type ComponentWeights = readonly (readonly number[])[]

/**
 * Fits, for each kind of knot, in what mixture of ways places come about: expectation-maximisation on
 * knots held out with the day they belong to (Dempster, Laird, Rubin 1977). The knots are spread
 * evenly over all wearers and days, so the same positions give the same weights. It takes long, so it pauses every few
 * knots for whoever has others waiting.
 */
export function* fittingComponentWeights(
  timelines: Timelines,
  history: OwnHistory,
): InPieces<ComponentWeights> {
  const { kind, start } = timelines
  const counts = new Float64Array(FINE_KINDS + 1)
  for (let knot = 0; knot < kind.length; knot++) counts[kind[knot]!]!++
  const steps = counts.map((count) => Math.max(1, count / SAMPLE))
  const samples: Float64Array[][] = Array.from({ length: FINE_KINDS }, () => [])
  const met = new Float64Array(FINE_KINDS + 1)
  for (let wearer = 0; wearer + 1 < start.length; wearer++) {
    for (let knot = start[wearer]!; knot < start[wearer + 1]!; knot++) {
      const of = kind[knot]!
      const sample = samples[of]
      const number = met[of]!++
      if (sample === undefined || number !== Math.floor(sample.length * steps[of]!)) continue
      sample.push(expectKnot(timelines, history, wearer, knot).components.slice())
      if (sample.length % PAUSE_AFTER === 0) yield
    }
  }
  const weights: number[][] = []
  for (const sample of samples) {
    weights.push(mixtureOf(sample))
    yield
  }
  return weights
}

/** All of {@link fittingComponentWeights} at once. */
export function fitComponentWeights(timelines: Timelines, history: OwnHistory): ComponentWeights {
  return atOnce(fittingComponentWeights(timelines, history))
}

/** Where, how and when ordinary business puts a wearer: per square metre of place and share of time. */
export interface Ordinary {
  readonly own: number
  readonly population: number
}

/** Knots' densities are kept for so many knots at once: of few wearers and days any are asked. */
const PAGE = 64
/** Of each knot its own two densities, and two of the way to the next. */
const SLOTS = 4
const OF_KNOT = 0
const OF_WAY = 1

/** The densities that a run's positions and history give its wearers' knots, worked out once each. */
export class WhereaboutsModel {
  readonly #timelines: Timelines
  readonly #history: OwnHistory
  readonly #weights: ComponentWeights
  readonly #days: KnownDays
  readonly #populationPower: number
  readonly #pages = new Map<number, Float32Array>()

  constructor(
    timelines: Timelines,
    history: OwnHistory,
    weights: ComponentWeights,
    { historyDays, populationPower }: Pick<EvidenceParameters, 'historyDays' | 'populationPower'>,
  ) {
    this.#days = new KnownDays(timelines, historyDays)
    this.#populationPower = populationPower
    this.#timelines = timelines
    this.#history = history
    this.#weights = weights
  }

  /** The chance that the wearer is often at a place all the same, though no other day tells of it. */
  unseenHaunt(wearer: number, at: Instant): number {
    return this.#days.unseenHaunt(wearer, at)
  }

  /** Of a wearer's knot as it stands. */
  ofKnot(wearer: number, knot: number): Ordinary {
    return this.#kept(knot, OF_KNOT) ?? this.#keep(knot, OF_KNOT, this.#ofKnot(wearer, knot))
  }

  /** Of a wearer on the way between two knots. */
  onTheWay(wearer: number, place: PlaceOnTheWay, at: Instant): Ordinary {
    if (place.leg < 0) return this.#ordinary(wearer, place, MOVING, at)
    return (
      this.#kept(place.leg, OF_WAY) ??
      this.#keep(place.leg, OF_WAY, this.#ordinary(wearer, place, MOVING, at))
    )
  }

  /** Lets go of what was worked out of a wearer. */
  forget(wearer: number): void {
    const { start } = this.#timelines
    const last = Math.floor((start[wearer + 1]! - 1) / PAGE)
    for (let page = Math.floor(start[wearer]! / PAGE); page <= last; page++)
      this.#pages.delete(page)
  }

  #kept(knot: number, slot: number): Ordinary | undefined {
    const page = this.#pages.get(Math.floor(knot / PAGE))
    if (!page) return undefined
    const at = (knot % PAGE) * SLOTS + 2 * slot
    return page[at] === 0 ? undefined : { own: page[at]!, population: page[at + 1]! }
  }

  /** @returns what was kept, to its precision: the same the first time as any other. */
  #keep(knot: number, slot: number, { own, population }: Ordinary): Ordinary {
    const number = Math.floor(knot / PAGE)
    let page = this.#pages.get(number)
    if (!page) {
      page = new Float32Array(PAGE * SLOTS)
      this.#pages.set(number, page)
    }
    const at = (knot % PAGE) * SLOTS + 2 * slot
    page[at] = own
    page[at + 1] = population
    return { own: page[at]!, population: page[at + 1]! }
  }

  #ofKnot(wearer: number, knot: number): Ordinary {
    const { latitude, longitude, sigma, from, to, kind } = this.#timelines
    const place = { latitude: latitude[knot]!, longitude: longitude[knot]!, sigma: sigma[knot]! }
    const at = (from[knot]! + to[knot]!) / 2
    return kind[knot] === COARSE
      ? this.#drawn(this.#history.expectCoarse(wearer, place, at))
      : this.#ordinary(wearer, place, kind[knot]!, at)
  }

  #ordinary(wearer: number, place: Place, kind: number, at: Instant): Ordinary {
    const expected = this.#history.expect(wearer, place, kind, at)
    return this.#drawn({
      own: expected.share * mixed(expected, this.#weights[kind] ?? []),
      population: expected.share * expected.population,
    })
  }

  /** The wearer's own, drawn towards everybody's. */
  #drawn({ own, population }: Ordinary): Ordinary {
    return { own: own * (population / own) ** this.#populationPower, population }
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
