import type { LocalScale } from '../../geo/local-scale.ts'
import type { ApartCounts } from './apart-counts.ts'
import { coarseDensity } from './coarse-density.ts'
import type { HistoryHours } from './history-hours.ts'
import type { Place } from './place.ts'
import type { WearerPlaces } from './wearer-places.ts'

/** How long a wearer's other days spent near a coarse position, at any hour and at comparable ones. */
export class TimeSpent {
  readonly #hours: HistoryHours
  readonly #apart: ApartCounts
  /** By plot: milliseconds of history and of comparable hours, and the density of the position. */
  #all = new Float64Array(1024)
  #then = new Float64Array(1024)
  #density = new Float64Array(1024)
  /** Milliseconds, and milliseconds times the density of the position where they were spent. */
  allLasting = 0
  thenLasting = 0
  allHere = 0
  thenHere = 0

  constructor(hours: HistoryHours, apart: ApartCounts) {
    this.#hours = hours
    this.#apart = apart
  }

  addUp(places: WearerPlaces, place: Place, scale: LocalScale): void {
    const plots = places.plots.blockOf.length
    if (this.#then.length < plots) {
      this.#all = new Float64Array(2 * plots)
      this.#then = new Float64Array(2 * plots)
      this.#density = new Float64Array(2 * plots)
    }
    this.#addThen(places)
    this.#lookAtPlots(places, place, scale)
    this.#addDensities(plots, place.sigma ** 2)
  }

  #addThen({ byClock, clockLasting, plots: { plotOf, blockOf } }: WearerPlaces): void {
    const then = this.#then.fill(0, 0, blockOf.length)
    const { comparable, comparableCount } = this.#hours
    let sum = 0
    for (let i = 0; i < comparableCount; i++) {
      const spent = clockLasting[comparable[i]!]!
      then[plotOf[byClock[comparable[i]!]!]!]! += spent
      sum += spent
    }
    this.thenLasting = sum
  }

  #lookAtPlots({ lasting }: WearerPlaces, place: Place, scale: LocalScale): void {
    const { weight, latitude, longitude } = lasting
    const apart = this.#apart.lasting
    const all = this.#all
    const squared = this.#density
    let sum = 0
    for (let plot = 0; plot < weight.length; plot++) {
      const spent = weight[plot]! - apart[plot]!
      const y = (latitude[plot]! - place.latitude) * scale.north
      const x = (longitude[plot]! - place.longitude) * scale.east
      all[plot] = spent
      squared[plot] = x * x + y * y
      sum += spent
    }
    this.allLasting = sum
  }

  #addDensities(plots: number, variance: number): void {
    const squared = this.#density
    const spent = this.#all
    const spentThen = this.#then
    let all = 0
    let then = 0
    for (let plot = 0; plot < plots; plot++) {
      const density = coarseDensity(squared[plot]!, variance)
      all += spent[plot]! * density
      then += spentThen[plot]! * density
    }
    this.allHere = all
    this.thenHere = then
  }
}
