import type { LocalScale } from '../../geo/local-scale.ts'
import type { ApartCounts } from './apart-counts.ts'
import { gaussian } from './gaussian.ts'
import type { HistoryHours } from './history-hours.ts'
import type { Place } from './place.ts'
import { groupOf, type KernelWeights, ON_THE_MOVE, STAYING } from './population.ts'
import { CELLS, GROUPS, SORTS, type WearerPlaces } from './wearer-places.ts'
import { PLOT } from './wearer-plots.ts'

const NO_KIND = -1
/** Squared metres within which a place counts as here. */
const HERE = 300 ** 2
/** So many variances away, squared, a density is nothing beside that of what is here. */
const FAR_VARIANCES = 50
/** A street, beside a place's own error. Square metres. */
const STREET = 2500
/** Doors and pavements, beside both places' errors. Square metres. */
const BESIDE = 144

/**
 * Sums over those of a wearer's knots that are here. They are listed first, as columns, and added up after: small loops
 * over columns are what the processor is quick at.
 */
export class NearSums {
  readonly #hours: HistoryHours
  readonly #apart: ApartCounts
  readonly #weights: KernelWeights
  /** Of the knots listed: squared metres, both places' variance (later their density), the minute of the clock. */
  #squared = new Float64Array(1024)
  #about = new Float64Array(1024)
  #clock = new Uint16Array(1024)
  #count = 0
  /** Of plots: their numbers, metres to their south-western corners. */
  #plots = new Uint32Array(256)
  #up = new Float64Array(256)
  #across = new Float64Array(256)
  #plotCount = 0
  /** The same kind at such hours, the same kind, stays, something like it. Per square metre. */
  readonly own = new Float64Array(4)
  /** What the wearer adds to everybody's sum of the finest kernel. */
  fine = 0

  constructor(hours: HistoryHours, apart: ApartCounts, weights: KernelWeights) {
    this.#hours = hours
    this.#apart = apart
    this.#weights = weights
  }

  /** Adds up what lies in the first `count` of some of a wearer's plots. */
  addUp(
    places: WearerPlaces,
    plots: Uint32Array,
    count: number,
    place: Place,
    scale: LocalScale,
    kind: number,
  ): void {
    if (this.#clock.length < places.count) {
      this.#squared = new Float64Array(2 * places.count)
      this.#about = new Float64Array(2 * places.count)
      this.#clock = new Uint16Array(2 * places.count)
    }
    if (this.#plots.length < count) {
      this.#plots = new Uint32Array(2 * count)
      this.#up = new Float64Array(2 * count)
      this.#across = new Float64Array(2 * count)
    }
    const group = groupOf(kind)
    const moving = group === ON_THE_MOVE
    const unsure = BESIDE + place.sigma * place.sigma
    this.#count = 0
    this.#choosePlots(places, plots, count, place, scale, unsure)
    this.#list(places, scale, unsure, group, kind, NO_KIND)
    const alike = this.#count
    this.#list(places, scale, unsure, STAYING, NO_KIND, kind)
    this.own[3] = this.#street(places, plots, count, place, scale, group)
    this.own[1] = this.#exact(0, alike)
    const others = this.#exact(alike, this.#count)
    this.own[2] = moving ? others : this.own[1]! + others
    this.own[0] = this.#then(alike)
    this.#addFine(places, plots, count, group)
  }

  /** Lists the plots whose knots may have a density here, with how far north and east their corners are. */
  #choosePlots(
    { plots: { south, west }, widest }: WearerPlaces,
    plots: Uint32Array,
    count: number,
    place: Place,
    scale: LocalScale,
    unsure: number,
  ): void {
    const height = PLOT.row * scale.north
    const width = PLOT.column * scale.east
    let chosen = 0
    for (let p = 0; p < count; p++) {
      const plot = plots[p]!
      const y = (south[plot]! - place.latitude) * scale.north
      const x = (west[plot]! - place.longitude) * scale.east
      const up = Math.max(y, -(y + height), 0)
      const across = Math.max(x, -(x + width), 0)
      if (across * across + up * up > FAR_VARIANCES * (unsure + widest[plot]!)) continue
      this.#plots[chosen] = plot
      this.#up[chosen] = y
      this.#across[chosen++] = x
    }
    this.#plotCount = chosen
  }

  /** Lists what is history and here of a group, of one kind only or of all but one: a plot's knots are by time. */
  #list(
    places: WearerPlaces,
    scale: LocalScale,
    unsure: number,
    group: number,
    only: number,
    but: number,
  ): void {
    const { first, byPlot, knotStart } = places
    const from = this.#hours.from - first
    const before = this.#hours.before - first
    const after = this.#hours.after - first
    const to = this.#hours.to - first
    for (let p = 0; p < this.#plotCount; p++) {
      const sort = this.#plots[p]! * SORTS + group
      let i = knotStart[sort]!
      let end = knotStart[sort + 1]!
      if (i === end) continue
      const y = this.#up[p]!
      const x = this.#across[p]!
      while (i < end && byPlot[end - 1]! >= to) end--
      while (i < end && byPlot[i]! < from) i++
      let apart = end
      while (i < apart && byPlot[apart - 1]! >= before) apart--
      if (i < apart) this.#listRun(places, i, apart, y, x, scale, unsure, only, but)
      while (apart < end && byPlot[apart]! < after) apart++
      if (apart < end) this.#listRun(places, apart, end, y, x, scale, unsure, only, but)
    }
  }

  #listRun(
    { north, east, variance, clock, kinds }: WearerPlaces,
    from: number,
    to: number,
    up: number,
    across: number,
    scale: LocalScale,
    unsure: number,
    only: number,
    but: number,
  ): void {
    const squares = this.#squared
    const about = this.#about
    const clocks = this.#clock
    let count = this.#count
    for (let i = from; i < to; i++) {
      if (kinds[i] === but || (only !== NO_KIND && kinds[i] !== only)) continue
      const y = up + north[i]! * scale.north
      const x = across + east[i]! * scale.east
      const squared = x * x + y * y
      if (squared > HERE) continue
      squares[count] = squared
      about[count] = unsure + variance[i]!
      clocks[count++] = clock[i]!
    }
    this.#count = count
  }

  /** Plots are as narrow as a street is wide: what lies in one counts as spread about its middle. */
  #street(
    { ofGroups }: WearerPlaces,
    plots: Uint32Array,
    count: number,
    place: Place,
    scale: LocalScale,
    group: number,
  ): number {
    const { weight, latitude, longitude, variance } = ofGroups
    const apart = this.#apart.groups
    const street = STREET + place.sigma * place.sigma
    let sum = 0
    for (let p = 0; p < count; p++) {
      const of = plots[p]! * GROUPS + group
      const knots = weight[of]! - apart[of]!
      if (knots === 0) continue
      const y = (latitude[of]! - place.latitude) * scale.north
      const x = (longitude[of]! - place.longitude) * scale.east
      const squared = x * x + y * y
      if (squared <= HERE) sum += knots * gaussian(squared, street + variance[of]!)
    }
    return sum
  }

  /** Adds up the densities of what was listed from one place to before another, and keeps each. */
  #exact(from: number, to: number): number {
    const squares = this.#squared
    const about = this.#about
    let sum = 0
    for (let i = from; i < to; i++) {
      const density = gaussian(squares[i]!, about[i]!)
      about[i] = density
      sum += density
    }
    return sum
  }

  #then(count: number): number {
    const densities = this.#about
    const clocks = this.#clock
    let sum = 0
    for (const [low, high] of this.#hours.comparableMinutes()) {
      for (let i = 0; i < count; i++) {
        if (clocks[i]! >= low && clocks[i]! <= high) sum += densities[i]!
      }
    }
    return sum
  }

  #addFine(places: WearerPlaces, plots: Uint32Array, count: number, group: number): void {
    const { inCells } = places
    const { south, west } = places.plots
    const weights = this.#weights
    let fine = 0
    for (let p = 0; p < count; p++) {
      const plot = plots[p]!
      const row = Math.floor(south[plot]! / PLOT.row) * 2
      const column = Math.floor(west[plot]! / PLOT.column) * 2
      if (!weights.touches(0, row, column, 2)) continue
      const cells = (plot * 2 + group) * CELLS
      for (let cell = 0; cell < CELLS; cell++) {
        const knots = inCells[cells + cell]!
        if (knots > 0) fine += knots * weights.share(0, row + (cell >> 1), column + (cell & 1))
      }
    }
    this.fine = fine
  }
}
