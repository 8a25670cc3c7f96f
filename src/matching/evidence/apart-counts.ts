import type { HistoryHours } from './history-hours.ts'
import { COARSE } from './knots.ts'
import { groupOf } from './population.ts'
import type { Timelines } from './timelines.ts'
import type { PlaceViews, WearerPlaces } from './wearer-places.ts'

/**
 * How much of a wearer's places is not history at an instant. From one instant to another of the same
 * wearer only what changes is counted; counts are whole numbers, so how they came about is forgotten.
 */
export class ApartCounts {
  readonly #timelines: Timelines
  readonly #hours: HistoryHours
  #places: WearerPlaces | undefined
  #views: PlaceViews | undefined
  #from = 0
  #before = 0
  #after = 0
  #to = 0
  /** Knots of each kind. */
  readonly ofKind = new Float64Array(COARSE + 1)

  constructor(timelines: Timelines, hours: HistoryHours) {
    this.#timelines = timelines
    this.#hours = hours
  }

  /** Turns to a wearer, all of whose places are history to begin with, and to the columns that they are counted in. */
  turnTo(places: WearerPlaces, views: PlaceViews): void {
    this.#places = places
    this.#views = views
    this.ofKind.fill(0)
    this.#from = places.first
    this.#before = this.#hours.before
    this.#after = this.#before
    this.#to = places.first + places.count
  }

  /** Counts what is not history at the instant that the hours are turned to. */
  count(): void {
    const { from, before, after, to } = this.#hours
    this.#move(this.#from, from, 1)
    this.#move(this.#before, before, -1)
    this.#move(this.#after, after, 1)
    this.#move(this.#to, to, -1)
    this.#from = from
    this.#before = before
    this.#after = after
    this.#to = to
  }

  /** A bound of what is apart moves; knots that it passes going up count so often, going down less. */
  #move(was: number, is: number, up: number): void {
    if (was === is) return
    const { kind } = this.#timelines
    const { first, count, plots } = this.#places!
    const { plotOf, blockOf, south } = plots
    const { plotApart, blockApart, groupApart, spentPlotApart, spentBlockApart } = this.#views!
    const one = is > was ? up : -up
    const last = Math.max(was, is)
    for (let knot = Math.min(was, is); knot < last; knot++) {
      const of = kind[knot]!
      const plot = plotOf[knot - first]!
      const block = blockOf[plot]!
      const lasting = one * this.#hours.lasting(knot, first + count)
      spentPlotApart[plot]! += lasting
      spentBlockApart[block]! += lasting
      if (of === COARSE) continue
      this.ofKind[of]! += one
      plotApart[plot]! += one
      blockApart[block]! += one
      groupApart[groupOf(of) * south.length + plot]! += one
    }
  }
}
