import type { LocalScale } from '../../geo/local-scale.ts'
import { exponential, gaussian } from './gaussian.ts'
import type { HistoryHours } from './history-hours.ts'
import { COARSE, MOVING } from './knots.ts'
import type { Place } from './place.ts'
import { groupOf, type KernelWeights, STAYING } from './population.ts'
import { CELLS, KINDS, type WearerPlaces } from './wearer-places.ts'
import { PLOT } from './wearer-plots.ts'

/** Squared metres within which a place counts as here. */
const HERE = 300 ** 2
/** A street, beside a place's own error. Square metres. */
const STREET = 2500
/** Doors and pavements, beside both places' errors. Square metres. */
const BESIDE = 144

/** Sums over those of a wearer's knots that are here, plot by plot. */
export class NearSums {
  readonly #hours: HistoryHours
  readonly #weights: KernelWeights
  #place: Place = { latitude: 0, longitude: 0, sigma: 0 }
  #scale: LocalScale = { east: 0, north: 0 }
  #kind = 0
  /** The same kind at such hours, the same kind, stays, something like it. Per square metre. */
  readonly own = new Float64Array(4)
  /** What the wearer adds to everybody's sum of the finest kernel. */
  fine = 0

  constructor(hours: HistoryHours, weights: KernelWeights) {
    this.#hours = hours
    this.#weights = weights
  }

  begin(place: Place, scale: LocalScale, kind: number): void {
    this.#place = place
    this.#scale = scale
    this.#kind = kind
    this.own.fill(0)
    this.fine = 0
  }

  addPlot(places: WearerPlaces, plot: number): void {
    const { knotStart } = places
    const moves = plot * KINDS + MOVING
    if (this.#kind === MOVING) this.#addKnots(places, plot, moves, moves + 1)
    this.#addKnots(places, plot, moves + 1, plot * KINDS + COARSE)
    const group = groupOf(this.#kind)
    const south = Math.floor(places.plots.south[plot]! / PLOT.row) * 2
    const west = Math.floor(places.plots.west[plot]! / PLOT.column) * 2
    const cells = (plot * 2 + group) * CELLS
    if (knotStart[plot * KINDS] === knotStart[plot * KINDS + COARSE]) return
    for (let cell = 0; cell < CELLS; cell++) {
      const knots = places.inCells[cells + cell]!
      if (knots > 0) {
        this.fine += knots * this.#weights.share(0, south + (cell >> 1), west + (cell & 1))
      }
    }
  }

  /** Knots of a plot's kinds, stays or what moves. */
  #addKnots(places: WearerPlaces, plot: number, fromKind: number, toKind: number): void {
    const { first, byPlot, knotStart, north, east, variance } = places
    const end = knotStart[toKind]!
    let i = knotStart[fromKind]!
    if (i === end) return
    const { latitude, longitude, sigma } = this.#place
    const { from, before, after, to } = this.#hours
    const stay = fromKind > plot * KINDS + MOVING
    const inGroup = stay === (groupOf(this.#kind) === STAYING)
    const same = plot * KINDS + this.#kind
    const [sameFrom, sameTo] = [knotStart[same]!, knotStart[same + 1]!]
    const scale = this.#scale
    const up = (places.plots.south[plot]! - latitude) * scale.north
    const across = (places.plots.west[plot]! - longitude) * scale.east
    const unsure = BESIDE + sigma * sigma
    const unstreet = 1 / (STREET + sigma * sigma)
    let [then, alike, stays, streets] = [0, 0, 0, 0]
    for (; i < end; i++) {
      const y = up + north[i]! * scale.north
      const x = across + east[i]! * scale.east
      const squared = x * x + y * y
      if (squared > HERE) continue
      const knot = first + byPlot[i]!
      if (knot < from || knot >= to || (knot >= before && knot < after)) continue
      if (inGroup) streets += exponential(squared * 0.5 * unstreet)
      const about = unsure + variance[i]!
      // Nothing, to twelve digits of what is assumed anywhere.
      if (squared > 70 * about) continue
      const exact = gaussian(squared, about)
      if (stay) stays += exact
      if (i < sameFrom || i >= sameTo) continue
      alike += exact
      if (this.#hours.isThen(knot)) then += exact
    }
    this.own[0]! += then
    this.own[1]! += alike
    this.own[2]! += stays
    this.own[3]! += (streets * unstreet) / (2 * Math.PI)
  }
}
