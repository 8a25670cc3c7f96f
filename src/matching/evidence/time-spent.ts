import type { LocalScale } from '../../geo/local-scale.ts'
import type { ApartCounts } from './apart-counts.ts'
import { coarseDensity } from './coarse-density.ts'
import type { HistoryHours } from './history-hours.ts'
import type { Numbers } from './numbers.ts'
import type { Place } from './place.ts'
import type { Centroids, WearerPlaces } from './wearer-places.ts'

/** A position so coarse is looked up by blocks of 220 m, any other by plots of 45 m. Metres. */
const BROAD = 250

/** How long a wearer's other days spent near a coarse position, at any hour and at comparable ones. */
export class TimeSpent {
  readonly #hours: HistoryHours
  readonly #apart: ApartCounts
  /** By plot or block: milliseconds of comparable hours. */
  #then = new Float64Array(1024)
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
    const { inPlots, inBlocks, clockPlot, clockBlock } = places
    const most = inPlots.weight.length
    if (this.#then.length < most) this.#then = new Float64Array(2 * most)
    const broad = place.sigma >= BROAD
    const spent = broad ? inBlocks : inPlots
    const apart = broad ? this.#apart.inBlocks : this.#apart.inPlots
    this.#addThen(places, broad ? clockBlock : clockPlot, spent.weight.length)
    this.#addDensities(spent, apart, place, scale)
  }

  #addThen({ clockLasting }: WearerPlaces, where: Numbers, length: number): void {
    const then = this.#then.fill(0, 0, length)
    const { comparable, comparableCount } = this.#hours
    let sum = 0
    for (let i = 0; i < comparableCount; i++) {
      const spent = clockLasting[comparable[i]!]!
      then[where[comparable[i]!]!]! += spent
      sum += spent
    }
    this.thenLasting = sum
  }

  /** What is spent in one of them counts as spread about its middle. */
  #addDensities(
    { weight, latitude, longitude, variance }: Centroids,
    apart: Float64Array,
    place: Place,
    scale: LocalScale,
  ): void {
    const spentThen = this.#then
    const own = place.sigma * place.sigma
    let sum = 0
    let all = 0
    let then = 0
    for (let of = 0; of < weight.length; of++) {
      const spent = weight[of]! - apart[of]!
      const y = (latitude[of]! - place.latitude) * scale.north
      const x = (longitude[of]! - place.longitude) * scale.east
      const density = coarseDensity(x * x + y * y, own + variance[of]!)
      sum += spent
      all += spent * density
      then += spentThen[of]! * density
    }
    this.allLasting = sum
    this.allHere = all
    this.thenHere = then
  }
}
