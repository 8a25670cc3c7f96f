import type { PresenceRatios } from './presence-ratios.ts'

/** Below this, further decades of the raw ratio speak of errors nobody has measured. */
const BEND = -2.5

export interface Calibration {
  readonly intercept: number
  /** Slopes of what speaks for presence (a score above 0) and of what speaks against it. */
  readonly slopeFor: number
  readonly slopeAgainst: number
  /** And of what is beyond a score of {@link FAR}: as many true pairs as ever tell of it, but next to no innocent ones. */
  readonly slopeBeyond: number
}

/** A score from which on the slope is another. */
const FAR = 1.5

/** What the score is made of, by a parameter set. */
interface Scoring {
  readonly recordError: number
  readonly populationBound: number
}

/**
 * The score that calibration starts from: log10 of the raw ratio with the chance that the record itself is wrong mixed in.
 * To the ratio against the wearer's own other days is added, up to a bound, their geometric mean with the one against
 * everybody's: being where one often is, and few others are, is no evidence against presence (ADR 0025). Of whom no other day
 * is known nothing is added. Strictly increasing in both, so nothing ties that did not.
 *
 * @param ratios sums over the share of the window of which positions tell, which is over 0.
 */
export function scoreOf(
  { own, population, knownShare, unseen }: Omit<PresenceRatios, 'possible'>,
  { recordError, populationBound }: Scoring,
): number {
  const mean = ((1 - 2 * unseen) * Math.sqrt(own * population)) / knownShare
  const both = own / knownShare + mean / (1 + mean / populationBound)
  const raw = Math.log10(Math.max(both, 1e-12))
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
  { intercept, slopeFor, slopeAgainst, slopeBeyond }: Calibration,
  unseen = 0,
): number {
  const told =
    (1 - 2 * unseen) * intercept +
    slopeAgainst * Math.min(0, score) +
    slopeFor * Math.max(0, Math.min(FAR, score)) +
    slopeBeyond * Math.max(0, score - FAR)
  const known = knownShare > 0 ? knownShare * 10 ** told : 0
  return Math.log10(Math.max(known + possible, 1e-12))
}

/** {@link calibratedLog10Lr} of sums over a window, by a parameter set. */
export function calibrated(
  ratios: PresenceRatios,
  parameters: Scoring & { calibration: Calibration },
): number {
  const { knownShare, possible, unseen } = ratios
  const score = knownShare > 0 ? scoreOf(ratios, parameters) : 0
  return calibratedLog10Lr(score, knownShare, possible, parameters.calibration, unseen)
}
