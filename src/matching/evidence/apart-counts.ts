import type { HistoryHours } from './history-hours.ts'
import { COARSE } from './knots.ts'
import { groupOf } from './population.ts'
import type { Timelines } from './timelines.ts'
import { wearerMemory } from './wearer-memory.ts'

/**
 * How much of a wearer's places is not history at an instant. From one instant to another of the same
 * wearer only what changes is counted; counts are whole numbers, so how they came about is forgotten.
 */
export class ApartCounts {
  readonly #timelines: Timelines
  readonly #hours: HistoryHours
  #first = 0
  #plots = 0
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

  /** Turns to a wearer, all of whose places were just laid out, in so many plots, and are history to begin with. */
  turnTo(wearer: number, plots: number): void {
    const { start } = this.#timelines
    this.ofKind.fill(0)
    this.#first = start[wearer]!
    this.#plots = plots
    this.#from = this.#first
    this.#before = this.#hours.before
    this.#after = this.#before
    this.#to = start[wearer + 1]!
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
    const { knotPlot, knotLasting, plotBlock } = wearerMemory.views
    const { plotApart, blockApart, groupApart, spentPlotApart, spentBlockApart } =
      wearerMemory.views
    const one = is > was ? up : -up
    const last = Math.max(was, is)
    for (let knot = Math.min(was, is); knot < last; knot++) {
      const of = kind[knot]!
      const plot = knotPlot[knot - this.#first]!
      const block = plotBlock[plot]!
      const lasting = one * knotLasting[knot - this.#first]!
      spentPlotApart[plot]! += lasting
      spentBlockApart[block]! += lasting
      if (of === COARSE) continue
      this.ofKind[of]! += one
      plotApart[plot]! += one
      blockApart[block]! += one
      groupApart[groupOf(of) * this.#plots + plot]! += one
    }
  }
}
