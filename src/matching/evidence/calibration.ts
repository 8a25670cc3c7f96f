import type { EvidenceParameters } from './parameters.ts'

/** Below this, further decades of the raw ratio speak of errors nobody has measured. */
const BEND = -2.5

/**
 * log10 of a likelihood ratio as validation found it to be. What positions tell is calibrated: the
 * chance that the record itself is wrong is mixed in, then intercept and slopes are applied. What gaps
 * leave possible is added as it is, as it rests on no model of where people go.
 *
 * Strictly increasing in `known`, so nothing ties that did not.
 *
 * @param known sum over the share of the window of which positions tell.
 * @param possible sum over the rest.
 */
export function calibrated(
  known: number,
  knownShare: number,
  possible: number,
  { calibration, recordError }: EvidenceParameters,
): number {
  if (knownShare <= 0) return Math.log10(Math.max(possible, 1e-12))
  const raw = Math.log10(Math.max(known / knownShare, 1e-12))
  const mixed = Math.log10((1 - recordError) * 10 ** raw + recordError)
  // The error's floor would make what lies below it one and the same.
  const score = mixed + (raw < BEND ? 0.02 * (raw - BEND) : 0)
  const { intercept, slopeFor, slopeAgainst } = calibration
  const told = intercept + (score > 0 ? slopeFor : slopeAgainst) * score
  return Math.log10(knownShare * 10 ** told + possible)
}
