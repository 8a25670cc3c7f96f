import { Columns } from './columns.ts'
import { FINE_KINDS } from './knots.ts'

/** A leg between two knots is looked at at so many instants. */
export const LEG_STEPS = 2
/** A scene's place may be wrong in at most so many ways. */
const MOST_ERRORS = 8
/** A window cuts at most four knots, and two ways. */
const MOST_CUTS = 4 + 2 * LEG_STEPS

/** What wasm/trails.ts works out and sums of one wearer's knots; north and east are from the first, in degrees x 1e7. */
function sizesOf(knots: number) {
  return {
    // As the timelines have them.
    trailFrom: ['f64', knots],
    trailTo: ['f64', knots],
    trailLatitude: ['i32', knots],
    trailLongitude: ['i32', knots],
    trailSigma: ['f32', knots],
    trailKind: ['u8', knots],
    seenAs: ['f64', FINE_KINDS],
    // Of each knot, where a window holds all of it.
    trailNorth: ['f32', knots],
    trailEast: ['f32', knots],
    trailVariance: ['f32', knots],
    trailFine: ['f32', knots],
    trailCoarse: ['f32', knots],
    trailSeen: ['f32', knots],
    // The step `s` of the way from a knot is at `LEG_STEPS * knot + s`.
    stepNorth: ['f32', LEG_STEPS * knots],
    stepEast: ['f32', LEG_STEPS * knots],
    stepVariance: ['f32', LEG_STEPS * knots],
    stepFine: ['f32', LEG_STEPS * knots],
    stepSeen: ['f32', LEG_STEPS * knots],
    // Of what a window cuts.
    cutNorth: ['f32', MOST_CUTS],
    cutEast: ['f32', MOST_CUTS],
    cutVariance: ['f32', MOST_CUTS],
    cutFine: ['f32', MOST_CUTS],
    cutCoarse: ['f32', MOST_CUTS],
    cutSeen: ['f32', MOST_CUTS],
    cutKnot: ['i32', MOST_CUTS],
    cutStep: ['i32', MOST_CUTS],
    // What was seen in all, what of stays may have hidden a call, the knots that are whole and how many cuts there are.
    told: ['f64', 5],
    // Of a scene.
    errorVariance: ['f32', MOST_ERRORS],
    errorShare: ['f32', MOST_ERRORS],
    errorTail: ['f32', MOST_ERRORS],
  } as const
}

export type TrailColumns = Columns<ReturnType<typeof sizesOf>>
export type TrailViews = ReturnType<TrailColumns['in']>

export function trailColumns(knots: number): TrailColumns {
  return new Columns(sizesOf(knots))
}
