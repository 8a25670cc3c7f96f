import type { Instant } from '../../domain/interval.ts'
import { localScale } from '../../geo/local-scale.ts'
import { coarseDensity } from './coarse-density.ts'
import { exponential, gaussian } from './gaussian.ts'
import { HistoryHours } from './history-hours.ts'
import { COARSE, FINE_KINDS, MOVING } from './knots.ts'
import { centreOf, groupOf, type Population, STAYING, shareOfSum } from './population.ts'
import type { Timelines } from './timelines.ts'
import { BLOCK, WearerPlaces } from './wearer-places.ts'

/** Squared metres within which a place counts as here, within hundreds of metres, and at all. */
const HERE = 300 ** 2
const AROUND = 1.6e6
const ABOUT = 25e6
/** Plots whose middle is so near may hold knots that are here; blocks, plots that are around. Metres, squared. */
const MAY_BE_HERE = 370 ** 2
const MAY_BE_AROUND = 1600 ** 2
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

/** Degrees x 1e7, and the standard deviation east and north in metres. */
export interface Place {
  readonly latitude: number
  readonly longitude: number
  readonly sigma: number
}

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
  /** By plot and block, what is not history at an instant; by plot, what is of comparable hours. */
  #apart = new Float64Array(1024)
  #apartOfBlock = new Float64Array(1024)
  #then = new Float64Array(1024)
  readonly #share = new Float64Array(FINE_KINDS)
  readonly #left = new Float64Array(FINE_KINDS)
  readonly #components = new Float64Array(COMPONENTS.length)
  constructor(timelines: Timelines, population: Population, historyDays: number) {
    this.#timelines = timelines
    this.#hours = new HistoryHours(timelines, historyDays)
    this.#population = population
    const { kind } = timelines
    this.#populationShare = new Float64Array(FINE_KINDS)
    this.#eachKnot((knot, end) => {
      if (kind[knot] === COARSE) return
      this.#populationShare[kind[knot]!]! += this.#hours.minutes(knot, end)
    })
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
    const { latitude, longitude, sigma, kind: kinds } = this.#timelines
    const places = this.#placesOf(wearer)
    const { first, plotStart, knotStart, byPlot, plots, blocks } = places
    const scale = localScale(place.latitude)
    const centre = centreOf(place.latitude, place.longitude)
    const group = groupOf(kind)
    const share = this.#share.fill(0)
    let [own0, own1, own2, own3, own4, own5] = [0, 0, 0, 0, 0, 0]
    let fineOwn = 0
    let middleOwn = 0
    let broadOwn = 0
    const ofGroupHere = places.groups[group]!
    const row = Math.floor(place.latitude / BLOCK.row)
    const column = Math.floor(place.longitude / BLOCK.column)
    const unstreet = 1 / (2500 + place.sigma ** 2)
    const unsure = 144 + place.sigma ** 2
    this.#hours.turnTo(wearer, at)
    const { before, after, from, to } = this.#hours
    const counts = this.#countApart(places)
    const sameKindThen = this.#shareThen(places, kind, share)
    for (let block = 0; block < blocks.weight.length; block++) {
      if (blocks.weight[block] === 0) continue
      const rows = Math.abs(places.blockRow[block]! - row)
      const columns = Math.abs(places.blockColumn[block]! - column)
      if (ofGroupHere[block]! > 0 && rows < 16 && columns < 16) {
        const south = (places.blockRow[block]! + 0.5) * BLOCK.row
        const west = (places.blockColumn[block]! + 0.5) * BLOCK.column
        const knots = ofGroupHere[block]!
        if (rows < 4 && columns < 4) {
          middleOwn += knots * shareOfSum(centre, scale, south, west, 1)
        }
        broadOwn += knots * shareOfSum(centre, scale, south, west, 2)
      }
      const y = (blocks.latitude[block]! - place.latitude) * scale.north
      const x = (blocks.longitude[block]! - place.longitude) * scale.east
      const squared = x * x + y * y
      if (squared > ABOUT) continue
      own5 += (blocks.weight[block]! - this.#apartOfBlock[block]!) * gaussian(squared, 1e6)
      if (squared > MAY_BE_AROUND) continue
      for (let plot = plotStart[block]!; plot < plotStart[block + 1]!; plot++) {
        if (plots.weight[plot] === 0) continue
        const north = (plots.latitude[plot]! - place.latitude) * scale.north
        const east = (plots.longitude[plot]! - place.longitude) * scale.east
        const away = north * north + east * east
        if (away > AROUND) continue
        own4 += (plots.weight[plot]! - this.#apart[plot]!) * gaussian(away, 62_500)
        if (away > MAY_BE_HERE) continue
        for (let i = knotStart[plot]!; i < knotStart[plot + 1]!; i++) {
          const knot = first + byPlot[i]!
          const other = kinds[knot]!
          if (other === COARSE) continue
          const up = (latitude[knot]! - place.latitude) * scale.north
          const across = (longitude[knot]! - place.longitude) * scale.east
          const near = up * up + across * across
          if (near > HERE) continue
          const inGroup = groupOf(other) === group
          if (inGroup && near < 20_000) {
            fineOwn += shareOfSum(centre, scale, latitude[knot]!, longitude[knot]!, 0)
          }
          if (knot < from || knot >= to || (knot >= before && knot < after)) continue
          if (inGroup) own3 += exponential(near * 0.5 * unstreet)
          const variance = unsure + sigma[knot]! ** 2
          // Nothing, to twelve digits of what is assumed anywhere.
          if (near > 70 * variance) continue
          const exact = gaussian(near, variance)
          if (other !== MOVING) own2 += exact
          if (other !== kind) continue
          own1 += exact
          if (this.#hours.isThen(knot)) own0 += exact
        }
      }
    }
    own3 *= unstreet / (2 * Math.PI)
    const around = this.#population.around(place.latitude, place.longitude, group)
    const everybody = around.knots - ofGroup(places.ofKind, group)
    const beside = (sum: number, less: number): number =>
      everybody > 0 ? Math.max(0, sum - less) / everybody : 0
    const fine = beside(around.sums[0], fineOwn)
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
    const own = [own0, own1, own2, own3, own4, own5]
    for (let i = 0; i < 6; i++) {
      components[i] = (own[i]! + PRIOR_KNOTS * prior) / (knots[i]! + PRIOR_KNOTS)
    }
    components[6] = components[4]! * Math.min(1000, (fine + ANYWHERE) / (middle + ANYWHERE))
    components[7] = components[5]! * Math.min(1000, (fine + ANYWHERE) / (broad + ANYWHERE))
    components[8] = fine
    components[9] = ANYWHERE
    const minutes = share[0]! + share[1]! + share[2]! + share[3]!
    const usual = this.#populationShare[kind] ?? 0
    return {
      components,
      population: 0.5 * fine + 0.25 * middle + 0.25 * broad + ANYWHERE,
      share: ((share[kind] ?? 0) + PRIOR_MINUTES * usual) / (minutes + PRIOR_MINUTES),
    }
  }

  /**
   * How likely a position too coarse for a street comes of the wearer's ordinary whereabouts: their
   * other days' time, smeared by the position's own error. Per square metre. Time counts where the
   * middle of its plot (some 45 m wide) is: half of answers are right to 0.5 %, nine in ten to 2 %.
   */
  expectCoarse(wearer: number, place: Place, at: Instant): { own: number; population: number } {
    const places = this.#placesOf(wearer)
    const { plotOf, first, minutes, blockOf } = places
    const scale = localScale(place.latitude)
    this.#hours.turnTo(wearer, at)
    this.#clear(places)
    let allMinutes = 0
    let thenMinutes = 0
    const end = first + places.count
    this.#hours.eachApart(places, (knot) => {
      this.#apart[plotOf[knot - first]!]! += this.#hours.minutes(knot, end)
    })
    this.#hours.eachThen(places, (knot) => {
      const spent = this.#hours.minutes(knot, end)
      this.#then[plotOf[knot - first]!]! += spent
      thenMinutes += spent
    })
    let all = 0
    let then = 0
    for (let plot = 0; plot < blockOf.length; plot++) {
      const spent = minutes.weight[plot]! - this.#apart[plot]!
      // What is left of a plot that is all apart is rounding.
      if (spent < 1e-6) continue
      allMinutes += spent
      const y = (minutes.latitude[plot]! - place.latitude) * scale.north
      const x = (minutes.longitude[plot]! - place.longitude) * scale.east
      const density = coarseDensity(x * x + y * y, place.sigma)
      all += spent * density
      then += this.#then[plot]! * density
    }
    const { sums, knots } = this.#population.around(place.latitude, place.longitude, STAYING)
    const population = (knots > 0 ? sums[2] / knots : 0) + ANYWHERE
    const prior = PRIOR_MINUTES * population
    const ownAll = (all + prior) / (allMinutes + PRIOR_MINUTES)
    const ownThen = (then + prior) / (thenMinutes + PRIOR_MINUTES)
    return { own: 0.55 * ownThen + 0.35 * ownAll + 0.1 * population, population }
  }

  #placesOf(wearer: number): WearerPlaces {
    let places = this.#places[wearer]
    if (!places) {
      const end = this.#timelines.start[wearer + 1]!
      places = new WearerPlaces(this.#timelines, wearer, this.#hours.clock, (knot) =>
        this.#hours.minutes(knot, end),
      )
      this.#places[wearer] = places
      if (places.blockOf.length > this.#apart.length) {
        this.#apart = new Float64Array(2 * places.blockOf.length)
        this.#apartOfBlock = new Float64Array(2 * places.blockOf.length)
        this.#then = new Float64Array(2 * places.blockOf.length)
      }
    }
    return places
  }

  #eachKnot(visit: (knot: number, end: number) => void): void {
    const { start } = this.#timelines
    for (let wearer = 0; wearer + 1 < start.length; wearer++) {
      for (let knot = start[wearer]!; knot < start[wearer + 1]!; knot++) {
        visit(knot, start[wearer + 1]!)
      }
    }
  }

  #clear({ blockOf, blocks }: WearerPlaces): void {
    this.#apart.fill(0, 0, blockOf.length)
    this.#then.fill(0, 0, blockOf.length)
    this.#apartOfBlock.fill(0, 0, blocks.weight.length)
  }

  /** Counts by plot and block what is not history; returns what is left of each kind. */
  #countApart(places: WearerPlaces): Float64Array {
    const { kind } = this.#timelines
    this.#clear(places)
    const left = this.#left
    for (let of = 0; of < FINE_KINDS; of++) left[of] = places.ofKind[of]!
    this.#hours.eachApart(places, (knot) => {
      if (kind[knot] === COARSE) return
      left[kind[knot]!]!--
      const plot = places.plotOf[knot - places.first]!
      this.#apart[plot]!++
      this.#apartOfBlock[places.blockOf[plot]!]!++
    })
    return left
  }

  /** Adds up the minutes of comparable hours by kind; returns how many knots are of one kind. */
  #shareThen(places: WearerPlaces, kind: number, share: Float64Array): number {
    const { kind: kinds } = this.#timelines
    const end = places.first + places.count
    let same = 0
    this.#hours.eachThen(places, (knot) => {
      const other = kinds[knot]!
      if (other === COARSE) return
      share[other]! += this.#hours.minutes(knot, end)
      if (other === kind) same++
    })
    return same
  }
}

function ofGroup(counts: { readonly [kind: number]: number }, group: number): number {
  let sum = 0
  for (let kind = 0; kind < FINE_KINDS; kind++) if (groupOf(kind) === group) sum += counts[kind]!
  return sum
}
