import type { LocalScale } from '../../geo/local-scale.ts'
import type { ApartCounts } from './apart-counts.ts'
import { gaussian } from './gaussian.ts'
import type { Place } from './place.ts'
import type { KernelWeights } from './population.ts'
import type { WearerPlaces } from './wearer-places.ts'

/** Squared metres within which a place counts as within hundreds of metres, and at all. */
const AROUND = 1.6e6
const ABOUT = 25e6
/** Plots whose middle is so near may hold knots that are here; blocks, plots that are around. Metres, squared. */
const MAY_BE_HERE = 370 ** 2
const MAY_BE_AROUND = 1600 ** 2
/** Blocks a side of the broadest cell of the population's grids, as a power of 2. */
const BROAD_BITS = 2

/** Sums over a wearer's plots and blocks, and which plots are near enough to be looked at knot by knot. */
export class FarSums {
  readonly #weights: KernelWeights
  readonly #apart: ApartCounts
  #blocks = new Uint32Array(1024)
  #blockCount = 0
  /** Of plots and blocks: squared metres and knots of history. */
  #squared = new Float64Array(1024)
  #knots = new Float64Array(1024)
  /** What is within hundreds of metres, and within a kilometre or two. Per square metre. */
  around = 0
  about = 0
  /** What the wearer adds to everybody's sums of the middle and the broad kernel. */
  middle = 0
  broad = 0
  /** The plots that may hold knots that are here, so many of them. */
  plots = new Uint32Array(1024)
  plotCount = 0

  constructor(weights: KernelWeights, apart: ApartCounts) {
    this.#weights = weights
    this.#apart = apart
  }

  addUp(places: WearerPlaces, place: Place, scale: LocalScale, group: number): void {
    const plots = places.plots.south.length
    if (this.plots.length < plots) {
      this.#blocks = new Uint32Array(2 * plots)
      this.plots = new Uint32Array(2 * plots)
      this.#squared = new Float64Array(2 * plots)
      this.#knots = new Float64Array(2 * plots)
    }
    this.#addOwn(places, group)
    this.about = this.#density(this.#lookAtBlocks(places, place, scale), 1e6)
    this.around = this.#density(this.#lookAtPlots(places, place, scale), 62_500)
  }

  #addOwn({ plots, groups }: WearerPlaces, group: number): void {
    const { blockRow, blockColumn } = plots
    const ofGroup = groups[group]!
    const weights = this.#weights
    let middle = 0
    let broad = 0
    for (let block = 0; block < ofGroup.length; block++) {
      const knots = ofGroup[block]!
      if (knots === 0) continue
      const row = blockRow[block]!
      const column = blockColumn[block]!
      middle += knots * weights.share(1, row, column)
      broad += knots * weights.share(2, row >> BROAD_BITS, column >> BROAD_BITS)
    }
    this.middle = middle
    this.broad = broad
  }

  /** Lists the blocks that may hold plots that are around; returns how many count as about. */
  #lookAtBlocks({ ofBlocks }: WearerPlaces, place: Place, scale: LocalScale): number {
    const { weight, latitude, longitude } = ofBlocks
    const apart = this.#apart.blocks
    const squares = this.#squared
    const knots = this.#knots
    const blocks = this.#blocks
    let count = 0
    let listed = 0
    for (let block = 0; block < weight.length; block++) {
      if (weight[block] === 0) continue
      const y = (latitude[block]! - place.latitude) * scale.north
      const x = (longitude[block]! - place.longitude) * scale.east
      const squared = x * x + y * y
      if (squared > ABOUT) continue
      squares[count] = squared
      knots[count++] = weight[block]! - apart[block]!
      if (squared <= MAY_BE_AROUND) blocks[listed++] = block
    }
    this.#blockCount = listed
    return count
  }

  /** Lists the plots that may hold knots that are here; returns how many count as around. */
  #lookAtPlots(places: WearerPlaces, place: Place, scale: LocalScale): number {
    const { weight, latitude, longitude } = places.ofPlots
    const { plotStart } = places.plots
    const apart = this.#apart.plots
    const squares = this.#squared
    const knots = this.#knots
    const blocks = this.#blocks
    const plots = this.plots
    let count = 0
    let listed = 0
    for (let b = 0; b < this.#blockCount; b++) {
      const end = plotStart[blocks[b]! + 1]!
      for (let plot = plotStart[blocks[b]!]!; plot < end; plot++) {
        if (weight[plot] === 0) continue
        const y = (latitude[plot]! - place.latitude) * scale.north
        const x = (longitude[plot]! - place.longitude) * scale.east
        const squared = x * x + y * y
        if (squared > AROUND) continue
        squares[count] = squared
        knots[count++] = weight[plot]! - apart[plot]!
        if (squared <= MAY_BE_HERE) plots[listed++] = plot
      }
    }
    this.plotCount = listed
    return count
  }

  #density(count: number, variance: number): number {
    const squares = this.#squared
    const knots = this.#knots
    let sum = 0
    for (let i = 0; i < count; i++) sum += knots[i]! * gaussian(squares[i]!, variance)
    return sum
  }
}
