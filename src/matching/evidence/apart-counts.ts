import type { HistoryHours } from './history-hours.ts'
import { COARSE } from './knots.ts'
import { groupOf } from './population.ts'
import type { Timelines } from './timelines.ts'
import { GROUPS, KINDS, type WearerPlaces } from './wearer-places.ts'

/**
 * How much of a wearer's places is not history at an instant. From one instant to another of the same
 * wearer only what changes is counted; counts are whole numbers, so how they came about is forgotten.
 */
export class ApartCounts {
  readonly #timelines: Timelines
  readonly #hours: HistoryHours
  #places: WearerPlaces | undefined
  #from = 0
  #before = 0
  #after = 0
  #to = 0
  /** Knots of a street by plot and block, and of each kind. */
  plots = new Float64Array(1024)
  blocks = new Float64Array(1024)
  readonly ofKind = new Float64Array(KINDS)
  /** Knots of each group by plot, as {@link WearerPlaces.ofGroups}. */
  groups = new Float64Array(1024 * GROUPS)
  /** Milliseconds by plot and block. */
  inPlots = new Float64Array(1024)
  inBlocks = new Float64Array(1024)

  constructor(timelines: Timelines, hours: HistoryHours) {
    this.#timelines = timelines
    this.#hours = hours
  }

  /** Counts what is not history at the instant that the hours are turned to. */
  count(places: WearerPlaces): void {
    const { from, before, after, to } = this.#hours
    if (places !== this.#places) this.#forget(places)
    this.#move(places, this.#from, from, 1)
    this.#move(places, this.#before, before, -1)
    this.#move(places, this.#after, after, 1)
    this.#move(places, this.#to, to, -1)
    this.#from = from
    this.#before = before
    this.#after = after
    this.#to = to
  }

  /** All is history to begin with. */
  #forget(places: WearerPlaces): void {
    const plots = places.plots.south.length
    if (plots > this.plots.length) {
      this.plots = new Float64Array(2 * plots)
      this.blocks = new Float64Array(2 * plots)
      this.inPlots = new Float64Array(2 * plots)
      this.inBlocks = new Float64Array(2 * plots)
      this.groups = new Float64Array(2 * plots * GROUPS)
    }
    this.plots.fill(0, 0, plots)
    this.blocks.fill(0, 0, places.ofBlocks.weight.length)
    this.inPlots.fill(0, 0, plots)
    this.inBlocks.fill(0, 0, places.ofBlocks.weight.length)
    this.groups.fill(0, 0, plots * GROUPS)
    this.ofKind.fill(0)
    this.#places = places
    this.#from = places.first
    this.#before = this.#hours.before
    this.#after = this.#before
    this.#to = places.first + places.count
  }

  /** A bound of what is apart moves; knots that it passes going up count so often, going down less. */
  #move(places: WearerPlaces, was: number, is: number, up: number): void {
    const { kind } = this.#timelines
    const {
      first,
      count,
      plots: { plotOf, blockOf },
    } = places
    const one = is > was ? up : -up
    const last = Math.max(was, is)
    for (let knot = Math.min(was, is); knot < last; knot++) {
      const of = kind[knot]!
      const plot = plotOf[knot - first]!
      const block = blockOf[plot]!
      const lasting = one * this.#hours.lasting(knot, first + count)
      this.inPlots[plot]! += lasting
      this.inBlocks[block]! += lasting
      if (of === COARSE) continue
      this.ofKind[of]! += one
      this.plots[plot]! += one
      this.groups[plot * GROUPS + groupOf(of)]! += one
      this.blocks[block]! += one
    }
  }
}
