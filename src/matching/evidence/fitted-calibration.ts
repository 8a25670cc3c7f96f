import type { Calibration } from './calibration.ts'

/** Fitted by `npm run validate -- --write` on towns that its report does not use. */
export const fittedCalibration: Calibration = {
  intercept: -0.169,
  slopeFor: 1.469,
  slopeAgainst: 0.875,
  slopeBeyond: 0.95,
}

/**
 * The share of innocent pairs of those towns whose log10 LR was at least so high, in order.
 */
export const fittedInnocentExceedance: readonly (readonly [log10Lr: number, share: number])[] = [
  [0, 0.0617],
  [0.5, 0.0156],
  [1, 0.0051],
  [1.5, 0.00203],
  [2, 0.000926],
  [2.5, 0.000305],
  [3, 0.0000903],
  [3.5, 0.0000293],
  [4, 0.00000931],
]
