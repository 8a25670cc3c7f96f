import { localScale } from '../../geo/local-scale.ts'
import { Columns } from './columns.ts'
import { Gathered } from './gathered.ts'
import { COARSE, FINE_KINDS } from './knots.ts'
import { groupOf } from './population.ts'
import type { Timelines } from './timelines.ts'
import { PLOT, plotsOf, type WearerPlots } from './wearer-plots.ts'

const KINDS = COARSE + 1
/** Staying and on the move. */
const GROUPS = 2
/** A plot's knots lie together by group; those that are coarse have no group and come last. */
const SORTS = GROUPS + 1
/** Of a plot's finest cells, by group. */
const CELLS = 4

/** What wasm/places.ts sums; north and east are from the first knot, in degrees x 1e7. */
function sizesOf(knots: number, plots: number, blocks: number) {
  return {
    // Of knots that place somebody in a street, in each block: the middle, how many, and on the population's grid.
    blockNorth: ['f32', blocks],
    blockEast: ['f32', blocks],
    blockWeight: ['f32', blocks],
    blockRow: ['i32', blocks],
    blockColumn: ['i32', blocks],
    blockStaying: ['f32', blocks],
    blockMoving: ['f32', blocks],
    // Plots by block.
    plotStart: ['i32', blocks + 1],
    plotNorth: ['f32', plots],
    plotEast: ['f32', plots],
    plotWeight: ['f32', plots],
    // Their south-western corners, also on the population's finest grid, and the largest variance of a knot.
    plotSouth: ['f32', plots],
    plotWest: ['f32', plots],
    plotRow: ['i32', plots],
    plotColumn: ['i32', plots],
    plotWidest: ['f32', plots],
    // By group, then plot; by plot, group and finest cell.
    groupNorth: ['f32', GROUPS * plots],
    groupEast: ['f32', GROUPS * plots],
    groupVariance: ['f32', GROUPS * plots],
    groupWeight: ['f32', GROUPS * plots],
    cellKnots: ['f32', GROUPS * CELLS * plots],
    // By plot and sort, and of each by time: where they begin, and each knot; its number is from the first.
    knotStart: ['i32', SORTS * plots + 1],
    knotNorth: ['f32', knots],
    knotEast: ['f32', knots],
    knotVariance: ['f32', knots],
    knotNumber: ['i32', knots],
    // The kind in the lowest byte, the minute of the clock above it.
    knotKindAndClock: ['i32', knots],
    // By minute of the clock, weekdays first.
    clockNumber: ['i32', knots],
    clockMinute: ['u16', knots],
    clockKind: ['i32', knots],
    clockLasting: ['f32', knots],
    clockPlot: ['i32', knots],
    clockBlock: ['i32', knots],
    // Milliseconds spent, coarse positions' too.
    spentPlotNorth: ['f32', plots],
    spentPlotEast: ['f32', plots],
    spentPlotVariance: ['f32', plots],
    spentPlot: ['f64', plots],
    spentBlockNorth: ['f32', blocks],
    spentBlockEast: ['f32', blocks],
    spentBlockVariance: ['f32', blocks],
    spentBlock: ['f64', blocks],
    // What of all this is not history (apart-counts.ts).
    blockApart: ['f32', blocks],
    plotApart: ['f32', plots],
    groupApart: ['f32', GROUPS * plots],
    spentPlotApart: ['f64', plots],
    spentBlockApart: ['f64', blocks],
    // Room to count in.
    spentThen: ['f64', plots],
    kernelRow: ['i32', 3],
    kernelColumn: ['i32', 3],
    kernelByRow: ['f64', 21],
    kernelByColumn: ['f64', 21],
    sums: ['f64', 14],
  } as const
}

export type PlaceColumns = Columns<ReturnType<typeof sizesOf>>
export type PlaceViews = ReturnType<PlaceColumns['in']>

/**
 * Where one wearer's knots lie: in order of plots and blocks, and of the clock, so that what is far
 * away is taken together and what is near is read in one go. Some 70 bytes a knot, and 90 a plot.
 */
export class WearerPlaces {
  readonly first: number
  readonly count: number
  /** Degrees x 1e7. */
  readonly origin: { readonly latitude: number; readonly longitude: number }
  readonly plots: WearerPlots
  readonly columns: PlaceColumns
  readonly bytes: ArrayBuffer
  /** How many knots of each kind there are. */
  readonly ofKind = new Uint32Array(KINDS)

  /**
   * @param clock minutes of the clock of the wearer's knots, weekends after weekdays.
   * @param lastingOf how many milliseconds a knot stands for.
   */
  constructor(
    timelines: Timelines,
    wearer: number,
    clock: Uint16Array,
    lastingOf: (knot: number) => number,
  ) {
    const { start, latitude, longitude } = timelines
    const first = start[wearer]!
    const count = start[wearer + 1]! - first
    this.first = first
    this.count = count
    this.origin = { latitude: latitude[first]!, longitude: longitude[first]! }
    this.plots = plotsOf(timelines, first, count)
    this.columns = new Columns(sizesOf(count, this.plots.south.length, this.plots.blockRow.length))
    this.bytes = new ArrayBuffer(this.columns.byteLength)
    const views = this.columns.in(this.bytes)
    const lasting = new Float64Array(count)
    for (let i = 0; i < count; i++) lasting[i] = lastingOf(first + i)
    this.#layOutPlots(views)
    this.#layOutClock(views, timelines, clock, lasting)
    this.#layOutKnots(views, timelines, clock, lasting)
  }

  #layOutPlots(views: PlaceViews): void {
    const { south, west, plotStart, blockRow, blockColumn } = this.plots
    const { origin } = this
    const { plotSouth, plotWest, plotRow, plotColumn } = views
    for (let plot = 0; plot < south.length; plot++) {
      plotSouth[plot] = south[plot]! - origin.latitude
      plotWest[plot] = west[plot]! - origin.longitude
      plotRow[plot] = Math.floor(south[plot]! / PLOT.row) * 2
      plotColumn[plot] = Math.floor(west[plot]! / PLOT.column) * 2
    }
    views.plotStart.set(plotStart)
    views.blockRow.set(blockRow)
    views.blockColumn.set(blockColumn)
  }

  #layOutClock(
    views: PlaceViews,
    { kind }: Timelines,
    clock: Uint16Array,
    lasting: Float64Array,
  ): void {
    const { plotOf, blockOf } = this.plots
    const { clockNumber, clockMinute, clockKind, clockLasting, clockPlot, clockBlock } = views
    const { order } = sortedBy(clock, 2 * 1440)
    for (let at = 0; at < this.count; at++) {
      const i = order[at]!
      const plot = plotOf[i]!
      clockNumber[at] = i
      clockMinute[at] = clock[i]!
      clockKind[at] = kind[this.first + i]!
      clockLasting[at] = lasting[i]!
      clockPlot[at] = plot
      clockBlock[at] = blockOf[plot]!
    }
  }

  #layOutKnots(
    views: PlaceViews,
    { latitude, longitude, kind, sigma }: Timelines,
    clock: Uint16Array,
    lasting: Float64Array,
  ): void {
    const { first, count, origin } = this
    const { plotOf, south, west } = this.plots
    const plots = south.length
    const { knotNorth, knotEast, knotVariance, knotNumber, knotKindAndClock } = views
    const { plotWidest, cellKnots } = views
    const bySort = new Int32Array(count)
    for (let i = 0; i < count; i++) {
      const of = kind[first + i]!
      bySort[i] = plotOf[i]! * SORTS + (of === COARSE ? GROUPS : groupOf(of))
    }
    const { order, starts } = sortedBy(bySort, plots * SORTS)
    views.knotStart.set(starts)
    const spent = new Gathered(plots)
    const groups = new Gathered(GROUPS * plots)
    for (let at = 0; at < count; at++) {
      const i = order[at]!
      const plot = plotOf[i]!
      const of = kind[first + i]!
      const variance = sigma[first + i]! * sigma[first + i]!
      const north = latitude[first + i]! - south[plot]!
      const east = longitude[first + i]! - west[plot]!
      knotNorth[at] = latitude[first + i]! - origin.latitude
      knotEast[at] = longitude[first + i]! - origin.longitude
      knotVariance[at] = variance
      knotNumber[at] = i
      knotKindAndClock[at] = of | (clock[i]! << 8)
      this.ofKind[of]!++
      spent.add(plot, lasting[i]!, north, east)
      if (of >= FINE_KINDS) continue
      if (variance > plotWidest[plot]!) plotWidest[plot] = variance
      const group = groupOf(of)
      const cell = (north < PLOT.row / 2 ? 0 : 2) + (east < PLOT.column / 2 ? 0 : 1)
      cellKnots[(plot * GROUPS + group) * CELLS + cell]!++
      groups.add(group * plots + plot, 1, north, east)
    }
    this.#layOutMiddles(views, spent, groups)
  }

  /** The middles of what was gathered by plot, and of plots by block. */
  #layOutMiddles(views: PlaceViews, spent: Gathered, groups: Gathered): void {
    const { blockOf, south, west, blockRow } = this.plots
    const { origin } = this
    const plots = south.length
    const blocks = blockRow.length
    const inBlocks = new Gathered(blocks)
    const ofPlots = new Gathered(plots)
    const ofBlocks = new Gathered(blocks)
    // What is taken together lies near together: the scale of one place is right for each.
    const scale = localScale(origin.latitude)
    const corner = { latitude: 0, longitude: 0 }
    for (let plot = 0; plot < plots; plot++) {
      const block = blockOf[plot]!
      const firstPlot = this.plots.plotStart[block]!
      const north = south[plot]! - south[firstPlot]!
      const east = west[plot]! - west[firstPlot]!
      inBlocks.addAll(block, spent, plot, north, east)
      for (let group = 0; group < GROUPS; group++) {
        const at = group * plots + plot
        ofPlots.addAll(plot, groups, at, 0, 0)
        const knots = groups.weight[at]!
        if (group === 0) views.blockStaying[block]! += knots
        else views.blockMoving[block]! += knots
      }
      ofBlocks.addAll(block, ofPlots, plot, north, east)
    }
    for (let at = 0; at < GROUPS * plots; at++) {
      const plot = at % plots
      corner.latitude = south[plot]! - origin.latitude
      corner.longitude = west[plot]! - origin.longitude
      views.groupWeight[at] = groups.weight[at]!
      views.groupNorth[at] = groups.northOf(at, corner.latitude)
      views.groupEast[at] = groups.eastOf(at, corner.longitude)
      views.groupVariance[at] = groups.varianceOf(at, scale)
      if (at >= plots) continue
      views.plotWeight[plot] = ofPlots.weight[plot]!
      views.plotNorth[plot] = ofPlots.northOf(plot, corner.latitude)
      views.plotEast[plot] = ofPlots.eastOf(plot, corner.longitude)
      views.spentPlot[plot] = spent.weight[plot]!
      views.spentPlotNorth[plot] = spent.northOf(plot, corner.latitude)
      views.spentPlotEast[plot] = spent.eastOf(plot, corner.longitude)
      views.spentPlotVariance[plot] = spent.varianceOf(plot, scale)
    }
    for (let block = 0; block < blocks; block++) {
      const firstPlot = this.plots.plotStart[block]!
      corner.latitude = south[firstPlot]! - origin.latitude
      corner.longitude = west[firstPlot]! - origin.longitude
      views.blockWeight[block] = ofBlocks.weight[block]!
      views.blockNorth[block] = ofBlocks.northOf(block, corner.latitude)
      views.blockEast[block] = ofBlocks.eastOf(block, corner.longitude)
      views.spentBlock[block] = inBlocks.weight[block]!
      views.spentBlockNorth[block] = inBlocks.northOf(block, corner.latitude)
      views.spentBlockEast[block] = inBlocks.eastOf(block, corner.longitude)
      views.spentBlockVariance[block] = inBlocks.varianceOf(block, scale)
    }
  }
}

/** A stable counting sort of the numbers 0, 1, 2 … by their values, which are below `below`. */
function sortedBy(values: ArrayLike<number>, below: number) {
  const starts = new Int32Array(below + 1)
  for (let i = 0; i < values.length; i++) starts[values[i]! + 1]!++
  for (let value = 0; value < below; value++) starts[value + 1]! += starts[value]!
  const next = starts.slice()
  const order = new Int32Array(values.length)
  for (let i = 0; i < values.length; i++) order[next[values[i]!]!++] = i
  return { order, starts }
}
