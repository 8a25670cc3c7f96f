import { type LocalScale, localScale } from '../../geo/local-scale.ts'
import { ApartCounts } from './apart-counts.ts'
import type { HistoryHours } from './history-hours.ts'
import type { Place } from './place.ts'
import type { KernelWeights } from './population.ts'
import type { Timelines } from './timelines.ts'
import { wearerMemory } from './wearer-memory.ts'

/** A position so coarse is looked up by blocks of 220 m, any other by plots of 45 m. Metres. */
const BROAD = 250

/** Where {@link PlaceSums.around} has what: as wasm/places.ts stores it. */
export const SUM = {
  /** Densities of the same kind at such hours, the same kind, stays, something like it, hundreds of metres, kilometres. */
  own: 0,
  around: 4,
  about: 5,
  /** What the wearer adds to everybody's sums, by kernel. */
  fine: 6,
  middle: 7,
  broad: 8,
  /** How many knots of the kind are of comparable hours, and from here on how many milliseconds of those hours by kind. */
  comparable: 9,
  lasting: 10,
} as const

/** Milliseconds, and milliseconds times a density where they were spent: of all history, and of comparable hours. */
interface TimeSpent {
  readonly allHere: number
  readonly allLasting: number
  readonly thenHere: number
  readonly thenLasting: number
}

/** Adds up one wearer's other days around a place. */
export class PlaceSums {
  readonly #timelines: Timelines
  readonly #hours: HistoryHours
  readonly #weights: KernelWeights
  readonly apart: ApartCounts
  #latitude = 0
  #longitude = 0

  constructor(timelines: Timelines, hours: HistoryHours, weights: KernelWeights) {
    this.#timelines = timelines
    this.#hours = hours
    this.#weights = weights
    this.apart = new ApartCounts(timelines, hours)
  }

  /** Turns to a wearer's history at the instant that the hours are turned to. */
  turnTo(wearer: number): void {
    wearerMemory.turnTo(this.#timelines, wearer)
    if (wearerMemory.placesBy !== this) this.#layOut(wearer)
    this.apart.count()
    const first = this.#timelines.start[wearer]!
    const { from, before, after, to, earliest, latest, earliestOfRest, latestOfRest } = this.#hours
    wearerMemory.of.turnTo(
      from - first,
      before - first,
      after - first,
      to - first,
      earliest,
      latest,
      earliestOfRest,
      latestOfRest,
    )
  }

  /** How many of the wearer's knots there are, by kind. */
  get ofKind(): Float64Array {
    return wearerMemory.views.ofKind
  }

  #layOut(wearer: number): void {
    const { start, latitude, longitude } = this.#timelines
    const first = start[wearer]!
    const end = start[wearer + 1]!
    const { knotLasting, knotClock } = wearerMemory.views
    this.#hours.clockOf(wearer, knotClock)
    for (let knot = first; knot < end; knot++) {
      knotLasting[knot - first] = this.#hours.lasting(knot, end)
    }
    this.#latitude = latitude[first] ?? 0
    this.#longitude = longitude[first] ?? 0
    // What is taken together lies near together: the scale of one place is right for each.
    const scale = localScale(this.#latitude)
    const plots = wearerMemory.of.layOutPlaces(scale.north, scale.east)
    wearerMemory.placesBy = this
    this.apart.turnTo(wearer, plots)
  }

  /**
   * Sums over the knots that place the wearer in a street, as {@link SUM} says; densities per square metre. Overwritten by
   * the next.
   */
  around(place: Place, scale: LocalScale, kind: number): Float64Array {
    const { views } = wearerMemory
    this.#weights.turnTo(place.latitude, place.longitude)
    this.#weights.copyTo(views)
    wearerMemory.of.expect(
      place.latitude - this.#latitude,
      place.longitude - this.#longitude,
      scale.north,
      scale.east,
      place.sigma * place.sigma,
      kind,
    )
    return views.sums
  }

  /** Milliseconds spent, and milliseconds times the density of a coarse position where they were spent. */
  spent(place: Place, scale: LocalScale): TimeSpent {
    wearerMemory.of.spend(
      place.latitude - this.#latitude,
      place.longitude - this.#longitude,
      scale.north,
      scale.east,
      place.sigma * place.sigma,
      Number(place.sigma >= BROAD),
    )
    const [allHere = 0, allLasting = 0, thenHere = 0, thenLasting = 0] = wearerMemory.views.sums
    return { allHere, allLasting, thenHere, thenLasting }
  }
}
