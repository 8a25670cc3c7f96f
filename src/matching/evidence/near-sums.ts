import type { LocalScale } from '../../geo/local-scale.ts'
import { exponential, gaussian } from './gaussian.ts'
import type { HistoryHours } from './history-hours.ts'
import { BRIEF, COARSE, MOVING } from './knots.ts'
import type { Place } from './place.ts'
import { groupOf, type KernelWeights } from './population.ts'
import { CELLS, KINDS, type WearerPlaces } from './wearer-places.ts'
import { PLOT } from './wearer-plots.ts'

/** Squared metres within which a place counts as here. */
const HERE = 300 ** 2
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
  readonly #weights: KernelWeights
  /** Of the knots listed: squared metres, both places' variance (later their density), the minute of the clock. */
  #squared = new Float64Array(1024)
  #about = new Float64Array(1024)
  #clock = new Uint16Array(1024)
  #count = 0
  /** The same kind at such hours, the same kind, stays, something like it. Per square metre. */
  readonly own = new Float64Array(4)
  /** What the wearer adds to everybody's sum of the finest kernel. */
  fine = 0

  constructor(hours: HistoryHours, weights: KernelWeights) {
    this.#hours = hours
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
    const list = (from: number, to: number): void => {
      if (from < to) this.#list(places, plots, count, place, scale, from, to)
    }
    const moving = kind === MOVING
    this.#count = 0
    list(kind, kind + 1)
    const alike = this.#count
    list(BRIEF, moving ? COARSE : kind)
    if (!moving) list(kind + 1, COARSE)
    const street = STREET + place.sigma * place.sigma
    this.own[3] = this.#street(moving ? alike : this.#count, street)
    this.own[1] = this.#exact(0, alike)
    const others = this.#exact(alike, this.#count)
    this.own[2] = moving ? others : this.own[1]! + others
    this.own[0] = this.#then(alike)
    this.#addFine(places, plots, count, groupOf(kind))
  }

  /** Lists what is history and here of the kinds from one to before another: of a kind, a plot's knots are by time. */
  #list(
    places: WearerPlaces,
    plots: Uint32Array,
    plotCount: number,
    place: Place,
    scale: LocalScale,
    fromKind: number,
    toKind: number,
  ): void {
    const { first, byPlot, knotStart } = places
    const { south, west } = places.plots
    const from = this.#hours.from - first
    const before = this.#hours.before - first
    const after = this.#hours.after - first
    const to = this.#hours.to - first
    const unsure = BESIDE + place.sigma * place.sigma
    for (let p = 0; p < plotCount; p++) {
      const plot = plots[p]!
      const lastKind = plot * KINDS + toKind
      if (knotStart[plot * KINDS + fromKind] === knotStart[lastKind]) continue
      const y = (south[plot]! - place.latitude) * scale.north
      const x = (west[plot]! - place.longitude) * scale.east
      for (let kind = plot * KINDS + fromKind; kind < lastKind; kind++) {
        let i = knotStart[kind]!
        let end = knotStart[kind + 1]!
        while (i < end && byPlot[end - 1]! >= to) end--
        while (i < end && byPlot[i]! < from) i++
        let apart = end
        while (i < apart && byPlot[apart - 1]! >= before) apart--
        if (i < apart) this.#listRun(places, i, apart, y, x, scale, unsure)
        while (apart < end && byPlot[apart]! < after) apart++
        if (apart < end) this.#listRun(places, apart, end, y, x, scale, unsure)
      }
    }
  }

  #listRun(
    { north, east, variance, clock }: WearerPlaces,
    from: number,
    to: number,
    up: number,
    across: number,
    scale: LocalScale,
    unsure: number,
  ): void {
    const squares = this.#squared
    const about = this.#about
    const clocks = this.#clock
    let count = this.#count
    for (let i = from; i < to; i++) {
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

  #street(count: number, variance: number): number {
    const squares = this.#squared
    const precision = 1 / variance
    let sum = 0
    for (let i = 0; i < count; i++) sum += exponential(squares[i]! * 0.5 * precision)
    return (sum * precision) / (2 * Math.PI)
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
    const hours = this.#hours
    let sum = 0
    for (let i = 0; i < count; i++) if (hours.isThen(clocks[i]!)) sum += densities[i]!
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
