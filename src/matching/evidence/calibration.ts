import type { EvidenceParameters } from './parameters.ts'

/** Below this, further decades of the raw ratio speak of errors nobody has measured. */
const BEND = -2.5

/**
 * log10 of a likelihood ratio as validation found it to be, from the raw ratio of the model: first
 * the chance that the record itself is wrong is mixed in, then intercept and slopes are applied.
 * Strictly increasing, so nothing ties that did not.
 */
export function calibrated(
  ratio: number,
  { calibration, recordError }: EvidenceParameters,
): number {
  const raw = Math.log10(Math.max(ratio, 1e-12))
  const mixed = Math.log10((1 - recordError) * 10 ** raw + recordError)
  // The error's floor would make what lies below it one and the same.
  const score = mixed + (raw < BEND ? 0.02 * (raw - BEND) : 0)
  const { intercept, slopeFor, slopeAgainst } = calibration
  return intercept + (score > 0 ? slopeFor : slopeAgainst) * score
}
