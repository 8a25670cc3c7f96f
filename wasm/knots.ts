// One wearer's knots as they are, by time: columns that wearer-columns.ts has filled.

export let knots: i32 = 0
/** Milliseconds. */
export let knotFrom: usize = 0
export let knotTo: usize = 0
/** Degrees x 1e7. */
export let knotLatitude: usize = 0
export let knotLongitude: usize = 0
/** Metres. */
export let knotSigma: usize = 0
export let knotKind: usize = 0
/** For how long each counts as history, milliseconds; and its minute of the clock, weekends after weekdays. */
export let knotLasting: usize = 0
export let knotClock: usize = 0

// Kinds of knots.ts.
export const MOVING: i32 = 0
export const BRIEF: i32 = 1
export const SHORT: i32 = 2
export const LONG: i32 = 3
export const COARSE: i32 = 4

/** Where nothing lies: no way round the earth is as long. Degrees x 1e7. */
export const OUT_OF_REACH: f32 = 8e9
