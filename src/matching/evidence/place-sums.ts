import type { LocalScale } from '../../geo/local-scale.ts'
import { ApartCounts } from './apart-counts.ts'
import type { HistoryHours } from './history-hours.ts'
import type { Place } from './place.ts'
import type { KernelWeights } from './population.ts'
import { Sums } from './sums.ts'
import type { Timelines } from './timelines.ts'
import type { PlaceViews, WearerPlaces } from './wearer-places.ts'

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

const sums = new Sums()

/** Adds up one wearer's other days around a place. */
export class PlaceSums {
  readonly #hours: HistoryHours
  readonly #weights: KernelWeights
  readonly apart: ApartCounts
  #places: WearerPlaces | undefined
  #views: PlaceViews | undefined

  constructor(timelines: Timelines, hours: HistoryHours, weights: KernelWeights) {
    this.#hours = hours
    this.#weights = weights
    this.apart = new ApartCounts(timelines, hours)
  }

  /** Turns to a wearer's history at the instant that the hours are turned to. */
  turnTo(places: WearerPlaces): void {
    if (places !== this.#places || !sums.holds(places.columns)) this.#take(places)
    this.apart.count()
    const { first } = places
    const { from, before, after, to, earliest, latest, earliestOfRest, latestOfRest } = this.#hours
    sums.of.turnTo(
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

  #take(places: WearerPlaces): void {
    const { plots } = places
    const views = sums.put(places.columns, places.bytes)
    sums.set('knots', places.count)
    sums.set('plots', plots.south.length)
    sums.set('blocks', plots.blockRow.length)
    this.apart.turnTo(places, views)
    this.#places = places
    this.#views = views
  }

  /**
   * Sums over the knots that place the wearer in a street, as {@link SUM} says; densities per square metre. Overwritten by
   * the next.
   */
  around(place: Place, scale: LocalScale, kind: number): Float64Array {
    const views = this.#views!
    this.#weights.turnTo(place.latitude, place.longitude)
    this.#weights.copyTo(views)
    const { latitude, longitude } = this.#places!.origin
    sums.of.expect(
      place.latitude - latitude,
      place.longitude - longitude,
      scale.north,
      scale.east,
      place.sigma * place.sigma,
      kind,
    )
    return views.sums
  }

  /** Milliseconds spent, and milliseconds times the density of a coarse position where they were spent. */
  spent(place: Place, scale: LocalScale): TimeSpent {
    const { latitude, longitude } = this.#places!.origin
    sums.of.spend(
      place.latitude - latitude,
      place.longitude - longitude,
      scale.north,
      scale.east,
      place.sigma * place.sigma,
      Number(place.sigma >= BROAD),
    )
    const [allHere = 0, allLasting = 0, thenHere = 0, thenLasting = 0] = this.#views!.sums
    return { allHere, allLasting, thenHere, thenLasting }
  }
}
