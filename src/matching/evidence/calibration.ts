/** Below this, further decades of the raw ratio speak of errors nobody has measured. */
const BEND = -2.5

export interface Calibration {
  readonly intercept: number
  /** Slopes of what speaks for presence (a score above 0) and of what speaks against it. */
  readonly slopeFor: number
  readonly slopeAgainst: number
}

/**
 * The score that calibration starts from: log10 of the raw ratio with the chance that the record
 * itself is wrong mixed in. Strictly increasing in `known`, so nothing ties that did not.
 *
 * @param known sum of ratios over the share of the window of which positions tell, which is over 0.
 */
export function scoreOf(known: number, knownShare: number, recordError: number): number {
  const raw = Math.log10(Math.max(known / knownShare, 1e-12))
  const mixed = Math.log10((1 - recordError) * 10 ** raw + recordError)
  // The error's floor would make what lies below it one and the same.
  return mixed + (raw < BEND ? 0.02 * (raw - BEND) : 0)
}

/**
 * log10 of a likelihood ratio as validation found it to be: what positions tell is calibrated, what
 * gaps leave possible is added as it is, as it rests on no model of where people go.
 *
 * @param score of {@link scoreOf}; whatever it is where nothing is known.
 * @param possible sum over the rest of the window.
 * @param unseen the chance of an unseen haunt, 1/2 without any history: what was learned of towns with
 *   weeks of it is not added to what has none.
 */
export function calibratedLog10Lr(
  score: number,
  knownShare: number,
  possible: number,
  { intercept, slopeFor, slopeAgainst }: Calibration,
  unseen = 0,
): number {
  const told = (1 - 2 * unseen) * intercept + (score > 0 ? slopeFor : slopeAgainst) * score
  const known = knownShare > 0 ? knownShare * 10 ** told : 0
  return Math.log10(Math.max(known + possible, 1e-12))
}

/** {@link calibratedLog10Lr} of sums over a window, by a parameter set. */
export function calibrated(
  known: number,
  knownShare: number,
  possible: number,
  { calibration, recordError }: { calibration: Calibration; recordError: number },
  unseen: number,
): number {
  const score = knownShare > 0 ? scoreOf(known, knownShare, recordError) : 0
  return calibratedLog10Lr(score, knownShare, possible, calibration, unseen)
}
