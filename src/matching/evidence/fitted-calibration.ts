import type { Calibration } from './calibration.ts'

/** Fitted by `npm run validate -- --write` on towns that its report does not use. */
export const fittedCalibration: Calibration = {
  intercept: 0.631,
  slopeFor: 0.987,
  slopeAgainst: 0.975,
}

/**
 * The share of innocent pairs of those towns whose log10 LR was at least so high, in order.
 */
export const fittedInnocentExceedance: readonly (readonly [log10Lr: number, share: number])[] = [
  [0, 0.0738],
  [0.5, 0.0182],
  [1, 0.00464],
  [1.5, 0.00186],
  [2, 0.000822],
  [2.5, 0.000344],
  [3, 0.00012],
  [3.5, 0.0000479],
  [4, 0.0000177],
  [4.5, 0.00000326],
  [5, 9.31e-7],
  [5.5, 4.65e-7],
  [6, 4.65e-7],
]
