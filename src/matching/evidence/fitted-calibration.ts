import type { Calibration } from './calibration.ts'

/** Fitted by `npm run validate -- --write` on towns that its report does not use. */
export const fittedCalibration: Calibration = {
  intercept: 0.61875,
  slopeFor: 0.9687499999999999,
  slopeAgainst: 0.975,
}

/**
 * The share of innocent pairs of those towns whose log10 LR was at least so high, in order.
 */
export const fittedInnocentExceedance: readonly (readonly [log10Lr: number, share: number])[] = []
