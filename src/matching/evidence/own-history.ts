import type { Instant } from '../../domain/interval.ts'
import { localScale } from '../../geo/local-scale.ts'
import { ApartCounts } from './apart-counts.ts'
import { coarseDensity } from './coarse-density.ts'
import { gaussian } from './gaussian.ts'
import { HistoryHours } from './history-hours.ts'
import { COARSE, FINE_KINDS, MOVING } from './knots.ts'
import { minutesByKind } from './minutes-by-kind.ts'
import { NearSums } from './near-sums.ts'
import type { Place } from './place.ts'
import { groupOf, KernelWeights, type Population, STAYING } from './population.ts'
import type { Timelines } from './timelines.ts'
import { WearerPlaces } from './wearer-places.ts'

const MINUTE = 60_000
/** Squared metres within which a place counts as within hundreds of metres, and at all. */
const AROUND = 1.6e6
const ABOUT = 25e6
/** Plots whose middle is so near may hold knots that are here; blocks, plots that are around. Metres, squared. */
const MAY_BE_HERE = 370 ** 2
const MAY_BE_AROUND = 1600 ** 2
/** Blocks a side of the broadest cell of the population's grids, as a power of 2. */
const BROAD_BITS = 2
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
  readonly #population: Population
  readonly #hours: HistoryHours
  readonly #populationShare: Float64Array
  readonly #places: (WearerPlaces | undefined)[] = []
  readonly #apart: ApartCounts
  readonly #weights = new KernelWeights()
  readonly #near: NearSums
  /** By plot, milliseconds of comparable hours. */
  #then = new Float64Array(1024)
  readonly #share = new Float64Array(FINE_KINDS)
  readonly #left = new Float64Array(FINE_KINDS)
  readonly #components = new Float64Array(COMPONENTS.length)

  /** @param minutes how long everybody spends by kind: of these timelines, unless they are of a few alone. */
  constructor(
    timelines: Timelines,
    population: Population,
    historyDays: number,
    minutes?: readonly number[],
  ) {
    this.#timelines = timelines
    this.#hours = new HistoryHours(timelines, historyDays)
    this.#population = population
    this.#apart = new ApartCounts(timelines, this.#hours)
    this.#near = new NearSums(this.#hours, this.#weights)
    this.#populationShare = Float64Array.from(minutes ?? minutesByKind(timelines, this.#hours))
    const all = this.#populationShare.reduce((sum, minutes) => sum + minutes, 0)
    for (let k = 0; k < FINE_KINDS; k++) {
      this.#populationShare[k] = (this.#populationShare[k]! + 1) / (all + FINE_KINDS)
    }
  }

  /**
   * What to expect of a wearer at a place and time, from their other days and from everybody. The
   * components are overwritten by the next.
   *
   * Knots within 300 m count where they are; what lies further counts where the middle of its plot
   * (some 45 m wide) or block (220 m) of the wearer's knots is, which changes the densities by
   * less than a hundredth where they matter.
   */
  expect(wearer: number, place: Place, kind: number, at: Instant): Expectation {
    const places = this.#placesOf(wearer)
    const { plots, ofPlots, ofBlocks } = places
    const scale = localScale(place.latitude)
    const group = groupOf(kind)
    const share = this.#share.fill(0)
    const [weights, near, apart] = [this.#weights, this.#near, this.#apart]
    let [own4, own5, middleOwn, broadOwn] = [0, 0, 0, 0]
    const ofGroupHere = places.groups[group]!
    weights.turnTo(place.latitude, place.longitude)
    this.#hours.turnTo(wearer, at)
    apart.count(places)
    near.begin(place, scale, kind)
    const counts = this.#left
    for (let of = 0; of < FINE_KINDS; of++) counts[of] = places.ofKind[of]! - apart.ofKind[of]!
    const sameKindThen = this.#shareThen(places, kind, share)
    for (let block = 0; block < ofBlocks.weight.length; block++) {
      if (ofBlocks.weight[block] === 0) continue
      const knots = ofGroupHere[block]!
      if (knots > 0) {
        const row = plots.blockRow[block]!
        const column = plots.blockColumn[block]!
        middleOwn += knots * weights.share(1, row, column)
        broadOwn += knots * weights.share(2, row >> BROAD_BITS, column >> BROAD_BITS)
      }
      const y = (ofBlocks.latitude[block]! - place.latitude) * scale.north
      const x = (ofBlocks.longitude[block]! - place.longitude) * scale.east
      const squared = x * x + y * y
      if (squared > ABOUT) continue
      own5 += (ofBlocks.weight[block]! - apart.blocks[block]!) * gaussian(squared, 1e6)
      if (squared > MAY_BE_AROUND) continue
      for (let plot = plots.plotStart[block]!; plot < plots.plotStart[block + 1]!; plot++) {
        if (ofPlots.weight[plot] === 0) continue
        const north = (ofPlots.latitude[plot]! - place.latitude) * scale.north
        const east = (ofPlots.longitude[plot]! - place.longitude) * scale.east
        const away = north * north + east * east
        if (away > AROUND) continue
        own4 += (ofPlots.weight[plot]! - apart.plots[plot]!) * gaussian(away, 62_500)
        if (away <= MAY_BE_HERE) near.addPlot(places, plot)
      }
    }
    const around = this.#population.around(place.latitude, place.longitude, group)
    const everybody = around.knots - ofGroup(places.ofKind, group)
    const beside = (sum: number, less: number): number =>
      everybody > 0 ? Math.max(0, sum - less) / everybody : 0
    const fine = beside(around.sums[0], near.fine)
    const middle = beside(around.sums[1], middleOwn)
    const broad = beside(around.sums[2], broadOwn)
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
      const own = i < 4 ? near.own[i]! : i === 4 ? own4 : own5
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
    const { lasting, byClock, clockLasting } = places
    const { plotOf, blockOf } = places.plots
    const scale = localScale(place.latitude)
    const variance = place.sigma ** 2
    this.#hours.turnTo(wearer, at)
    this.#apart.count(places)
    this.#hours.listComparable(places)
    const thenOf = this.#then.fill(0, 0, blockOf.length)
    const { comparable: listed, comparableCount } = this.#hours
    let [all, allLasting, then, thenLasting] = [0, 0, 0, 0]
    for (let i = 0; i < comparableCount; i++) {
      const spent = clockLasting[listed[i]!]!
      thenOf[plotOf[byClock[listed[i]!]!]!]! += spent
      thenLasting += spent
    }
    for (let plot = 0; plot < blockOf.length; plot++) {
      const spent = lasting.weight[plot]! - this.#apart.lasting[plot]!
      if (spent === 0) continue
      allLasting += spent
      const y = (lasting.latitude[plot]! - place.latitude) * scale.north
      const x = (lasting.longitude[plot]! - place.longitude) * scale.east
      const density = coarseDensity(x * x + y * y, variance)
      all += spent * density
      then += thenOf[plot]! * density
    }
    const { sums, knots } = this.#population.around(place.latitude, place.longitude, STAYING)
    const population = (knots > 0 ? sums[2] / knots : 0) + ANYWHERE
    const prior = PRIOR_MINUTES * MINUTE
    const ownAll = (all + prior * population) / (allLasting + prior)
    const ownThen = (then + prior * population) / (thenLasting + prior)
    return { own: 0.55 * ownThen + 0.35 * ownAll + 0.1 * population, population }
  }

  #placesOf(wearer: number): WearerPlaces {
    let places = this.#places[wearer]
    if (!places) {
      const end = this.#timelines.start[wearer + 1]!
      places = new WearerPlaces(this.#timelines, wearer, this.#hours.clock, (knot) =>
        this.#hours.lasting(knot, end),
      )
      this.#places[wearer] = places
      if (places.plots.blockOf.length > this.#then.length) {
        this.#then = new Float64Array(2 * places.plots.blockOf.length)
      }
    }
    return places
  }

  /** Adds up the milliseconds of comparable hours by kind; returns how many knots are of one kind. */
  #shareThen(places: WearerPlaces, kind: number, share: Float64Array): number {
    const { clockKind, clockLasting } = places
    this.#hours.listComparable(places)
    const { comparable, comparableCount } = this.#hours
    let same = 0
    for (let i = 0; i < comparableCount; i++) {
      const other = clockKind[comparable[i]!]!
      if (other === COARSE) continue
      share[other]! += clockLasting[comparable[i]!]!
      if (other === kind) same++
    }
    return same
  }
}

function ofGroup(counts: { readonly [kind: number]: number }, group: number): number {
  let sum = 0
  for (let kind = 0; kind < FINE_KINDS; kind++) if (groupOf(kind) === group) sum += counts[kind]!
  return sum
}
