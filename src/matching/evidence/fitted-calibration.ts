import type { Calibration } from './calibration.ts'

/** Fitted by `npm run validate -- --write` on towns that its report does not use. */
export const fittedCalibration: Calibration = {
  intercept: 0.425,
  slopeFor: 1.15,
  slopeAgainst: 0.938,
}

/**
 * The share of innocent pairs of those towns whose log10 LR was at least so high, in order.
 */
export const fittedInnocentExceedance: readonly (readonly [log10Lr: number, share: number])[] = [
  [0, 0.0681],
  [0.5, 0.0148],
  [1, 0.00435],
  [1.5, 0.00187],
  [2, 0.000898],
  [2.5, 0.000418],
  [3, 0.000161],
  [3.5, 0.0000628],
  [4, 0.0000261],
  [4.5, 0.0000107],
]
