import type { Instant } from '../../domain/interval.ts'
import { localScale } from '../../geo/local-scale.ts'
import { ApartCounts } from './apart-counts.ts'
import { FarSums } from './far-sums.ts'
import { HistoryHours } from './history-hours.ts'
import { FINE_KINDS, MOVING } from './knots.ts'
import { minutesByKind } from './minutes-by-kind.ts'
import { NearSums } from './near-sums.ts'
import type { Place } from './place.ts'
import { groupOf, KernelWeights, type Population, STAYING } from './population.ts'
import { TimeSpent } from './time-spent.ts'
import type { Timelines } from './timelines.ts'
import { WearerPlaces } from './wearer-places.ts'

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
  readonly #timelines: Timelines
  readonly population: Population
  /** How long everybody spends on the move and in brief, short and long stays. */
  readonly minutesByKind: readonly number[]
  readonly #hours: HistoryHours
  readonly #populationShare: Float64Array
  readonly #places = new Map<number, WearerPlaces>()
  readonly #apart: ApartCounts
  readonly #weights = new KernelWeights()
  readonly #near: NearSums
  readonly #far: FarSums
  readonly #spent: TimeSpent
  readonly #share = new Float64Array(FINE_KINDS)
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
    this.#timelines = timelines
    this.#hours = new HistoryHours(timelines, historyDays)
    this.population = population
    this.#apart = new ApartCounts(timelines, this.#hours)
    this.#near = new NearSums(this.#hours, this.#apart, this.#weights)
    this.#far = new FarSums(this.#weights, this.#apart)
    this.#spent = new TimeSpent(this.#hours, this.#apart)
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
    const places = this.#placesOf(wearer)
    const scale = localScale(place.latitude)
    const group = groupOf(kind)
    const share = this.#share.fill(0)
    const near = this.#near
    const far = this.#far
    this.#weights.turnTo(place.latitude, place.longitude)
    this.#hours.turnTo(wearer, at)
    this.#apart.count(places)
    const counts = this.#left
    for (let of = 0; of < FINE_KINDS; of++) {
      counts[of] = places.ofKind[of]! - this.#apart.ofKind[of]!
    }
    const sameKindThen = this.#hours.addComparable(places, share, kind)
    far.addUp(places, place, scale, group)
    near.addUp(places, far.plots, far.plotCount, place, scale, kind)
    const around = this.population.around(place.latitude, place.longitude, group)
    const everybody = around.knots - ofGroup(places.ofKind, group)
    const beside = (sum: number, less: number): number =>
      everybody > 0 ? Math.max(0, sum - less) / everybody : 0
    const fine = beside(around.sums[0], near.fine)
    const middle = beside(around.sums[1], far.middle)
    const broad = beside(around.sums[2], far.broad)
    const prior = 0.7 * broad + 0.3 * middle + ANYWHERE
    const others = counts[0]! + counts[1]! + counts[2]! + counts[3]!
    const knots = [
      sameKindThen,
      counts[kind] ?? 0,
      others - counts[MOVING]!,
      ofGroup(counts, group),
      others,
      others,
    ]
    const components = this.#components
    for (let i = 0; i < 6; i++) {
      const own = i < 4 ? near.own[i]! : i === 4 ? far.around : far.about
      components[i] = (own + PRIOR_KNOTS * prior) / (knots[i]! + PRIOR_KNOTS)
    }
    components[6] = components[4]! * Math.min(1000, (fine + ANYWHERE) / (middle + ANYWHERE))
    components[7] = components[5]! * Math.min(1000, (fine + ANYWHERE) / (broad + ANYWHERE))
    components[8] = fine
    components[9] = ANYWHERE
    const minutes = (share[0]! + share[1]! + share[2]! + share[3]!) / MINUTE
    const usual = this.#populationShare[kind] ?? 0
    return {
      components,
      population: 0.5 * fine + 0.25 * middle + 0.25 * broad + ANYWHERE,
      share: ((share[kind] ?? 0) / MINUTE + PRIOR_MINUTES * usual) / (minutes + PRIOR_MINUTES),
    }
  }

  /**
   * How likely a position too coarse for a street comes of the wearer's ordinary whereabouts: their
   * other days' time, smeared by the position's own error. Per square metre. Time counts where the
   * middle of its plot (some 45 m wide) is: half of answers are right to 0.5 %, nine in ten to 2 %.
   */
  expectCoarse(wearer: number, place: Place, at: Instant): { own: number; population: number } {
    const places = this.#placesOf(wearer)
    this.#hours.turnTo(wearer, at)
    this.#apart.count(places)
    this.#hours.listComparable(places)
    this.#spent.addUp(places, place, localScale(place.latitude))
    const { allHere, allLasting, thenHere, thenLasting } = this.#spent
    const { sums, knots } = this.population.around(place.latitude, place.longitude, STAYING)
    const population = (knots > 0 ? sums[2] / knots : 0) + ANYWHERE
    const prior = PRIOR_MINUTES * MINUTE
    const ownAll = (allHere + prior * population) / (allLasting + prior)
    const ownThen = (thenHere + prior * population) / (thenLasting + prior)
    return { own: 0.55 * ownThen + 0.35 * ownAll + 0.1 * population, population }
  }

  /** Lets go of what was worked out of a wearer. */
  forget(wearer: number): void {
    this.#places.delete(wearer)
  }

  #placesOf(wearer: number): WearerPlaces {
    let places = this.#places.get(wearer)
    if (!places) {
      const end = this.#timelines.start[wearer + 1]!
      places = new WearerPlaces(this.#timelines, wearer, this.#hours.clockOf(wearer), (knot) =>
        this.#hours.lasting(knot, end),
      )
      this.#places.set(wearer, places)
    }
    return places
  }
}

function ofGroup(counts: { readonly [kind: number]: number }, group: number): number {
  let sum = 0
  for (let kind = 0; kind < FINE_KINDS; kind++) if (groupOf(kind) === group) sum += counts[kind]!
  return sum
}
