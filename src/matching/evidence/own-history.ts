import type { Instant } from '../../domain/interval.ts'
import { londonClock } from '../../domain/london-clock.ts'
import { localScale } from '../../geo/local-scale.ts'
import { coarseDensity } from './coarse-density.ts'
import { gaussian } from './gaussian.ts'
import { COARSE, FINE_KINDS, MOVING } from './knots.ts'
import {
  centreOf,
  groupOf,
  POPULATION_KERNELS,
  type Population,
  STAYING,
  shareOfSum,
} from './population.ts'
import type { Timelines } from './timelines.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
/**
 * The day in question: so long before an instant and after it, nothing counts as history. A window is
 * at most twelve hours long, so none of it, nor the half day around it, is history of its own parts.
 */
const APART = 24 * HOUR
/** Hours of the day count as comparable within so many minutes, on the same kind of weekday. */
const COMPARABLE_MINUTES = 90
const BRIDGE = 5 * MINUTE
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
  readonly #minuteOfDay: Uint16Array
  readonly #weekend: Uint8Array
  /** Minutes until the next knot where that is known ground, else of the stay alone. */
  readonly #minutes: Float32Array
  readonly #populationShare: Float64Array
  /** How far before and after an instant history reaches. Milliseconds. */
  readonly #reach: number

  constructor(timelines: Timelines, population: Population, historyDays: number) {
    this.#timelines = timelines
    this.#reach = (historyDays + 0.5) * 24 * HOUR
    this.#population = population
    const { from, to, kind, start } = timelines
    const knots = from.length
    this.#minuteOfDay = new Uint16Array(knots)
    this.#weekend = new Uint8Array(knots)
    this.#minutes = new Float32Array(knots)
    this.#populationShare = new Float64Array(FINE_KINDS)
    for (let wearer = 0; wearer + 1 < start.length; wearer++) {
      for (let knot = start[wearer]!; knot < start[wearer + 1]!; knot++) {
        const clock = londonClock((from[knot]! + to[knot]!) / 2)
        this.#minuteOfDay[knot] = clock.minute
        this.#weekend[knot] = isWeekend(clock.weekday)
        const next = knot + 1 < start[wearer + 1]! ? from[knot + 1]! - to[knot]! : Infinity
        const after = next <= BRIDGE && kind[knot] === MOVING ? next : 0
        this.#minutes[knot] = (to[knot]! - from[knot]! + after) / MINUTE
        if (kind[knot] !== COARSE) this.#populationShare[kind[knot]!]! += this.#minutes[knot]!
      }
    }
    const all = this.#populationShare.reduce((sum, minutes) => sum + minutes, 0)
    for (let k = 0; k < FINE_KINDS; k++) {
      this.#populationShare[k] = (this.#populationShare[k]! + 1) / (all + FINE_KINDS)
    }
  }

  /**
   * What to expect of a wearer at a place and time, from their other days and from everybody.
   */
  expect(wearer: number, place: Place, kind: number, at: Instant): Expectation {
    const { from, to, latitude, longitude, sigma, kind: kinds, start } = this.#timelines
    const scale = localScale(place.latitude)
    const centre = centreOf(place.latitude, place.longitude)
    const clock = londonClock(at)
    const weekend = isWeekend(clock.weekday)
    const group = groupOf(kind)
    const earliest = at - APART
    const latest = at + APART
    const own = new Float64Array(6)
    const ownOfGroup: [number, number, number] = [0, 0, 0]
    const share = new Float64Array(FINE_KINDS)
    let knotsOfGroup = 0
    let sameKindThen = 0
    let sameKind = 0
    let stays = 0
    let others = 0
    let ofGroup = 0
    for (let knot = start[wearer]!; knot < start[wearer + 1]!; knot++) {
      const other = kinds[knot]!
      if (other === COARSE) continue
      const y = (latitude[knot]! - place.latitude) * scale.north
      const x = (longitude[knot]! - place.longitude) * scale.east
      const squared = x * x + y * y
      const inGroup = groupOf(other) === group
      if (inGroup) {
        knotsOfGroup++
        if (squared < 40e6) {
          for (let kernel = 0; kernel < POPULATION_KERNELS.length; kernel++) {
            if (squared > (7 * POPULATION_KERNELS[kernel]!) ** 2) continue
            ownOfGroup[kernel]! += shareOfSum(
              centre,
              scale,
              latitude[knot]!,
              longitude[knot]!,
              kernel,
            )
          }
        }
      }
      if (to[knot]! > earliest && from[knot]! < latest) continue
      if (Math.abs(from[knot]! - at) > this.#reach) continue
      const away = Math.abs(this.#minuteOfDay[knot]! - clock.minute)
      const then =
        this.#weekend[knot] === weekend && Math.min(away, 1440 - away) <= COMPARABLE_MINUTES
      if (then) share[other]! += this.#minutes[knot]!
      others++
      if (squared < 25e6) own[5]! += gaussian(squared, 1000 * 1000)
      if (squared < 1.6e6) own[4]! += gaussian(squared, 250 * 250)
      if (inGroup) ofGroup++
      const near = squared < 90_000
      if (inGroup && near) own[3]! += gaussian(squared, 2500 + place.sigma ** 2)
      const variance = 144 + place.sigma ** 2 + sigma[knot]! ** 2
      const exact = near ? gaussian(squared, variance) : 0
      if (other !== MOVING) {
        stays++
        own[2]! += exact
      }
      if (other === kind) {
        sameKind++
        own[1]! += exact
        if (then) {
          sameKindThen++
          own[0]! += exact
        }
      }
    }
    const around = this.#population.around(place.latitude, place.longitude, group)
    const everybody = around.knots - knotsOfGroup
    const beside = (kernel: number): number =>
      everybody > 0 ? Math.max(0, around.sums[kernel]! - ownOfGroup[kernel]!) / everybody : 0
    const [fine, middle, broad] = [beside(0), beside(1), beside(2)]
    const prior = 0.7 * broad + 0.3 * middle + ANYWHERE
    const counts = [sameKindThen, sameKind, stays, ofGroup, others, others]
    const components = new Float64Array(COMPONENTS.length)
    for (let i = 0; i < 6; i++) {
      components[i] = (own[i]! + PRIOR_KNOTS * prior) / (counts[i]! + PRIOR_KNOTS)
    }
    components[6] = components[4]! * Math.min(1000, (fine + ANYWHERE) / (middle + ANYWHERE))
    components[7] = components[5]! * Math.min(1000, (fine + ANYWHERE) / (broad + ANYWHERE))
    components[8] = fine
    components[9] = ANYWHERE
    const minutes = share.reduce((sum, value) => sum + value, 0)
    const usual = this.#populationShare[kind] ?? 0
    return {
      components,
      population: 0.5 * fine + 0.25 * middle + 0.25 * broad + ANYWHERE,
      share: ((share[kind] ?? 0) + PRIOR_MINUTES * usual) / (minutes + PRIOR_MINUTES),
    }
  }

  /**
   * How likely a position too coarse for a street comes of the wearer's ordinary whereabouts: their
   * other days' time, smeared by the position's own error. Per square metre.
   */
  expectCoarse(wearer: number, place: Place, at: Instant): { own: number; population: number } {
    const { from, to, latitude, longitude, kind, start } = this.#timelines
    const scale = localScale(place.latitude)
    const clock = londonClock(at)
    const weekend = isWeekend(clock.weekday)
    const earliest = at - APART
    const latest = at + APART
    let all = 0
    let allMinutes = 0
    let then = 0
    let thenMinutes = 0
    for (let knot = start[wearer]!; knot < start[wearer + 1]!; knot++) {
      if (to[knot]! > earliest && from[knot]! < latest) continue
      if (Math.abs(from[knot]! - at) > this.#reach) continue
      const y = (latitude[knot]! - place.latitude) * scale.north
      const x = (longitude[knot]! - place.longitude) * scale.east
      const minutes = kind[knot] === COARSE ? 3 : this.#minutes[knot]!
      const density = minutes * coarseDensity(x * x + y * y, place.sigma)
      all += density
      allMinutes += minutes
      const away = Math.abs(this.#minuteOfDay[knot]! - clock.minute)
      if (this.#weekend[knot] !== weekend || Math.min(away, 1440 - away) > COMPARABLE_MINUTES) {
        continue
      }
      then += density
      thenMinutes += minutes
    }
    const { sums, knots } = this.#population.around(place.latitude, place.longitude, STAYING)
    const population = (knots > 0 ? sums[2] / knots : 0) + ANYWHERE
    const prior = PRIOR_MINUTES * population
    const ownAll = (all + prior) / (allMinutes + PRIOR_MINUTES)
    const ownThen = (then + prior) / (thenMinutes + PRIOR_MINUTES)
    return { own: 0.55 * ownThen + 0.35 * ownAll + 0.1 * population, population }
  }
}

function isWeekend(weekday: number): 0 | 1 {
  return weekday === 0 || weekday === 6 ? 1 : 0
}
