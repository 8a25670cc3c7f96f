import type { Instant } from '../../domain/interval.ts'
import { localScale } from '../../geo/local-scale.ts'
import { HistoryHours } from './history-hours.ts'
import { FINE_KINDS, MOVING } from './knots.ts'
import { minutesByKind } from './minutes-by-kind.ts'
import type { Place } from './place.ts'
import { PlaceSums, SUM } from './place-sums.ts'
import { groupOf, type Population, STAYING } from './population.ts'
import type { Timelines } from './timelines.ts'

const MINUTE = 60_000
/** How many knots, and minutes, of everybody's weigh as much as the wearer's own. */
const PRIOR_KNOTS = 5
const PRIOR_MINUTES = 120

/** Ways in which a place can be expected of a wearer; their mixture is fitted on held-out days. */
export const COMPONENTS = [
  'the same kind of thing, here, at such hours',
  'the same kind of thing, here',
  'a stay, here',
  'within some fifty metres of something like it',
  'within some hundreds of metres of where they go',
  'within a kilometre or two of where they go',
  'where others stop or pass, hundreds of metres from where they go',
  'where others stop or pass, a kilometre or two from where they go',
  'where others stop or pass, anywhere',
  'anywhere',
] as const

/** Any place of a large town, per square metre. */
const ANYWHERE = 2e-9

/** How likely a wearer's ordinary business puts them at a place. */
export interface Expectation {
  /** Density by component of {@link COMPONENTS}, per square metre. */
  readonly components: Float64Array
  /** Density of all other wearers there, per square metre. */
  readonly population: number
  /** The share of comparable time that the wearer spends so (moving, brief, short, long). */
  readonly share: number
}

/** Looks up wearers' own other days, and everybody's. */
export class OwnHistory {
  readonly population: Population
  /** How long everybody spends on the move and in brief, short and long stays. */
  readonly minutesByKind: readonly number[]
  readonly #hours: HistoryHours
  readonly #populationShare: Float64Array
  readonly #sums: PlaceSums
  readonly #left = new Float64Array(FINE_KINDS)
  readonly #components = new Float64Array(COMPONENTS.length)

  /**
   * @param population of everybody.
   * @param minutes how long everybody spends by kind: of these timelines, unless they are of a few alone.
   */
  constructor(
    timelines: Timelines,
    population: Population,
    historyDays: number,
    minutes?: readonly number[],
  ) {
    this.#hours = new HistoryHours(timelines, historyDays)
    this.population = population
    this.#sums = new PlaceSums(timelines, this.#hours, population.weights)
    this.minutesByKind = minutes ?? minutesByKind(timelines, this.#hours)
    this.#populationShare = Float64Array.from(this.minutesByKind)
    const all = this.#populationShare.reduce((sum, minutes) => sum + minutes, 0)
    for (let k = 0; k < FINE_KINDS; k++) {
      this.#populationShare[k] = (this.#populationShare[k]! + 1) / (all + FINE_KINDS)
    }
  }

  /**
   * What to expect of a wearer at a place and time, from their other days and from everybody. The
   * components are overwritten by the next.
   *
   * Knots within 300 m count where they are, but for what lies in a street; that, and what lies further, counts where the middle of its
   * plot (some 45 m wide) or block (220 m) of the wearer's knots is, which changes the densities by
   * less than a hundredth where they matter.
   */
  expect(wearer: number, place: Place, kind: number, at: Instant): Expectation {
    const scale = localScale(place.latitude)
    const group = groupOf(kind)
    this.#hours.turnTo(wearer, at)
    this.#sums.turnTo(wearer)
    const sums = this.#sums.around(place, scale, kind)
    const { apart, ofKind } = this.#sums
    const counts = this.#left
    for (let of = 0; of < FINE_KINDS; of++) counts[of] = ofKind[of]! - apart.ofKind[of]!
    const around = this.population.around(place.latitude, place.longitude, group)
    const everybody = around.knots - ofGroup(ofKind, group)
    const beside = (sum: number, less: number): number =>
      everybody > 0 ? Math.max(0, sum - less) / everybody : 0
    const fine = beside(around.sums[0], sums[SUM.fine]!)
    const middle = beside(around.sums[1], sums[SUM.middle]!)
    const broad = beside(around.sums[2], sums[SUM.broad]!)
    const prior = 0.7 * broad + 0.3 * middle + ANYWHERE
    const others = counts[0]! + counts[1]! + counts[2]! + counts[3]!
    const knots = [
      sums[SUM.comparable]!,
      counts[kind] ?? 0,
      others - counts[MOVING]!,
      ofGroup(counts, group),
      others,
      others,
    ]
    const components = this.#components
    for (let i = 0; i < 6; i++) {
      components[i] = (sums[SUM.own + i]! + PRIOR_KNOTS * prior) / (knots[i]! + PRIOR_KNOTS)
    }
    components[6] = components[4]! * Math.min(1000, (fine + ANYWHERE) / (middle + ANYWHERE))
    components[7] = components[5]! * Math.min(1000, (fine + ANYWHERE) / (broad + ANYWHERE))
    components[8] = fine
    components[9] = ANYWHERE
    let lasting = 0
    for (let of = 0; of < FINE_KINDS; of++) lasting += sums[SUM.lasting + of]!
    const spentSo = kind < FINE_KINDS ? sums[SUM.lasting + kind]! : 0
    const usual = this.#populationShare[kind] ?? 0
    return {
      components,
      population: 0.5 * fine + 0.25 * middle + 0.25 * broad + ANYWHERE,
      share: (spentSo / MINUTE + PRIOR_MINUTES * usual) / (lasting / MINUTE + PRIOR_MINUTES),
    }
  }

  /**
   * How likely a position too coarse for a street comes of the wearer's ordinary whereabouts: their
   * other days' time, smeared by the position's own error. Per square metre. Time counts where the
   * middle of its plot (some 45 m wide) is: half of answers are right to 0.5 %, nine in ten to 2 %.
   */
  expectCoarse(wearer: number, place: Place, at: Instant): { own: number; population: number } {
    this.#hours.turnTo(wearer, at)
    this.#sums.turnTo(wearer)
    const { allHere, allLasting, thenHere, thenLasting } = this.#sums.spent(
      place,
      localScale(place.latitude),
    )
    const { sums, knots } = this.population.around(place.latitude, place.longitude, STAYING)
    const population = (knots > 0 ? sums[2] / knots : 0) + ANYWHERE
    const prior = PRIOR_MINUTES * MINUTE
    const ownAll = (allHere + prior * population) / (allLasting + prior)
    const ownThen = (thenHere + prior * population) / (thenLasting + prior)
    return { own: 0.55 * ownThen + 0.35 * ownAll + 0.1 * population, population }
  }
}

function ofGroup(counts: { readonly [kind: number]: number }, group: number): number {
  let sum = 0
  for (let kind = 0; kind < FINE_KINDS; kind++) if (groupOf(kind) === group) sum += counts[kind]!
  return sum
}
