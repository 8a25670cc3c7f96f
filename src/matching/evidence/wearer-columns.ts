import { COARSE, FINE_KINDS } from './knots.ts'

/** A leg between two knots is looked at at so many instants. */
export const LEG_STEPS = 2
/** A scene's place may be wrong in at most so many ways. */
const MOST_ERRORS = 8
/** A window cuts at most four knots, and two ways. */
const MOST_CUTS = 4 + 2 * LEG_STEPS
/** Staying and on the move; and those that are coarse. */
const GROUPS = 2
const SORTS = GROUPS + 1
/** Of a plot's finest cells, by group. */
const CELLS = 4
/** A weight, its sums north and east, and of their squares. */
const GATHERED = 5
const CLOCK_MINUTES = 2 * 1440

/**
 * What wasm/ works out and sums of one wearer's knots, where at most so many are; they lie in as many plots and blocks at
 * most. Each column is explained where wasm/ declares it: some 680 bytes a knot, of which most are never touched.
 */
export function wearerColumns(knots: number) {
  return {
    // wasm/knots.ts
    knotFrom: ['f64', knots],
    knotTo: ['f64', knots],
    knotLatitude: ['i32', knots],
    knotLongitude: ['i32', knots],
    knotSigma: ['f32', knots],
    knotKind: ['u8', knots],
    knotLasting: ['f64', knots],
    knotClock: ['u16', knots],
    // wasm/laid-places.ts
    blockNorth: ['f32', knots],
    blockEast: ['f32', knots],
    blockWeight: ['f32', knots],
    blockRow: ['i32', knots],
    blockColumn: ['i32', knots],
    blockStaying: ['f32', knots],
    blockMoving: ['f32', knots],
    plotStart: ['i32', knots + 1],
    plotBlock: ['i32', knots],
    plotNorth: ['f32', knots],
    plotEast: ['f32', knots],
    plotWeight: ['f32', knots],
    plotSouth: ['f32', knots],
    plotWest: ['f32', knots],
    plotRow: ['i32', knots],
    plotColumn: ['i32', knots],
    plotWidest: ['f32', knots],
    groupNorth: ['f32', GROUPS * knots],
    groupEast: ['f32', GROUPS * knots],
    groupVariance: ['f32', GROUPS * knots],
    groupWeight: ['f32', GROUPS * knots],
    cellKnots: ['f32', GROUPS * CELLS * knots],
    knotPlot: ['i32', knots],
    inPlotStart: ['i32', SORTS * knots + 1],
    inPlotNorth: ['f32', knots],
    inPlotEast: ['f32', knots],
    inPlotVariance: ['f32', knots],
    inPlotNumber: ['i32', knots],
    inPlotKindAndClock: ['i32', knots],
    clockNumber: ['i32', knots],
    clockMinute: ['u16', knots],
    clockKind: ['i32', knots],
    clockLasting: ['f32', knots],
    clockPlot: ['i32', knots],
    clockBlock: ['i32', knots],
    spentPlotNorth: ['f32', knots],
    spentPlotEast: ['f32', knots],
    spentPlotVariance: ['f32', knots],
    spentPlot: ['f64', knots],
    spentBlockNorth: ['f32', knots],
    spentBlockEast: ['f32', knots],
    spentBlockVariance: ['f32', knots],
    spentBlock: ['f64', knots],
    blockApart: ['f32', knots],
    plotApart: ['f32', knots],
    groupApart: ['f32', GROUPS * knots],
    spentPlotApart: ['f64', knots],
    spentBlockApart: ['f64', knots],
    ofKind: ['f64', COARSE + 1],
    metPlots: ['i32', 4 * (knots + 1)],
    metBlocks: ['i32', 4 * (knots + 1)],
    metRow: ['i32', knots],
    metColumn: ['i32', knots],
    metBlock: ['i32', knots],
    places: ['i32', SORTS * knots + CLOCK_MINUTES + 1],
    order: ['i32', knots],
    gatheredGroup: ['f64', GROUPS * GATHERED * knots],
    gatheredPlot: ['f64', GATHERED * knots],
    gatheredBlock: ['f64', GATHERED * knots],
    gatheredSpentPlot: ['f64', GATHERED * knots],
    gatheredSpentBlock: ['f64', GATHERED * knots],
    // wasm/places.ts
    spentThen: ['f64', knots],
    kernelRow: ['i32', 3],
    kernelColumn: ['i32', 3],
    kernelByRow: ['f64', 21],
    kernelByColumn: ['f64', 21],
    sums: ['f64', 14],
    // wasm/trails.ts
    seenAs: ['f64', FINE_KINDS],
    trailNorth: ['f32', knots],
    trailEast: ['f32', knots],
    trailVariance: ['f32', knots],
    trailLasting: ['f32', knots],
    trailLooks: ['f32', knots],
    trailSeen: ['f32', knots],
    stepNorth: ['f32', LEG_STEPS * knots],
    stepEast: ['f32', LEG_STEPS * knots],
    stepVariance: ['f32', LEG_STEPS * knots],
    stepLasting: ['f32', LEG_STEPS * knots],
    stepLooks: ['f32', LEG_STEPS * knots],
    stepSeen: ['f32', LEG_STEPS * knots],
    cutNorth: ['f32', MOST_CUTS],
    cutEast: ['f32', MOST_CUTS],
    cutVariance: ['f32', MOST_CUTS],
    cutLasting: ['f32', MOST_CUTS],
    cutLooks: ['f32', MOST_CUTS],
    cutSeen: ['f32', MOST_CUTS],
    cutKnot: ['i32', MOST_CUTS],
    cutStep: ['i32', MOST_CUTS],
    told: ['f64', 5],
    errorVariance: ['f32', MOST_ERRORS],
    errorShare: ['f32', MOST_ERRORS],
    errorTail: ['f32', MOST_ERRORS],
  } as const
}

const ARRAYS = {
  u8: Uint8Array<ArrayBuffer>,
  u16: Uint16Array<ArrayBuffer>,
  i32: Int32Array<ArrayBuffer>,
  f32: Float32Array<ArrayBuffer>,
  f64: Float64Array<ArrayBuffer>,
}
type Sizes = ReturnType<typeof wearerColumns>
export type WearerViews = {
  readonly [Name in keyof Sizes]: InstanceType<(typeof ARRAYS)[Sizes[Name][0]]>
}

/** Columns begin at whole multiples, and four numbers may be read wherever one is. Bytes. */
const ALIGNED = 16

/** Where columns begin beside each other in one piece of memory, and how much of it they take. Bytes. */
export function placesOf(
  sizes: Sizes,
  first: number,
): { at: Map<keyof Sizes, number>; end: number } {
  const at = new Map<keyof Sizes, number>()
  let end = first
  for (const [name, [kind, length]] of Object.entries(sizes)) {
    at.set(name as keyof Sizes, end)
    const whole = length * ARRAYS[kind].BYTES_PER_ELEMENT + ALIGNED
    end += Math.ceil(whole / ALIGNED) * ALIGNED
  }
  return { at, end }
}

/** The columns as they lie in some memory. */
export function viewsOf(
  sizes: Sizes,
  at: ReadonlyMap<keyof Sizes, number>,
  buffer: ArrayBuffer,
): WearerViews {
  const views = Object.entries(sizes).map(([name, [kind, length]]) => [
    name,
    new ARRAYS[kind](buffer, at.get(name as keyof Sizes)!, length),
  ])
  return Object.fromEntries(views) as WearerViews
}
