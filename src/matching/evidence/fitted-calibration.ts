import type { Calibration } from './calibration.ts'

/** Fitted by `npm run validate -- --write` on towns that its report does not use. */
export const fittedCalibration: Calibration = {
  intercept: 0.625,
  slopeFor: 0.975,
  slopeAgainst: 0.981,
}

/**
 * The share of innocent pairs of those towns whose log10 LR was at least so high, in order.
 */
export const fittedInnocentExceedance: readonly (readonly [log10Lr: number, share: number])[] = [
  [0, 0.0737],
  [0.5, 0.0181],
  [1, 0.00468],
  [1.5, 0.00186],
  [2, 0.000812],
  [2.5, 0.000341],
  [3, 0.000118],
  [3.5, 0.0000442],
  [4, 0.0000163],
  [4.5, 0.00000372],
  [5, 9.31e-7],
  [5.5, 9.31e-7],
  [6, 4.65e-7],
]
