import { poolAdjacentViolators } from './pool-adjacent-violators.ts'
import type { ScoreTally } from './score-tally.ts'

/**
 * The log-likelihood-ratio cost of ratios taken at their word: 0 is perfect, 1 is what saying nothing
 * (a ratio of 1 for every pair) costs. True and innocent pairs weigh the same however many there are:
 *
 *   Cllr = 1/2 [ mean over true of log2(1 + 1/LR) + mean over innocent of log2(1 + LR) ]
 *
 * (Brümmer & du Preez 2006, Computer Speech & Language 20:230.) Scores are log10 LR. NaN
 * when either kind is missing.
 */
export function cllr(tally: ScoreTally): number {
  let ofTrues = 0
  let ofInnocents = 0
  for (let i = 0; i < tally.score.length; i++) {
    const score = tally.score[i]!
    if (tally.trues[i]! > 0) ofTrues += tally.trues[i]! * bitsOf(-score)
    if (tally.innocents[i]! > 0) ofInnocents += tally.innocents[i]! * bitsOf(score)
  }
  return (ofTrues / tally.trueCount + ofInnocents / tally.innocentCount) / 2
}

/**
 * The lowest Cllr any recalibration that keeps the order could reach: what is lost by the ranking
 * itself; the rest, Cllr - Cllr_min, is lost by calibration (the same paper). NaN when
 * either kind is missing.
 */
export function cllrMin(tally: ScoreTally): number {
  let ofTrues = 0
  let ofInnocents = 0
  for (const { trues, innocents, log10Lr } of poolAdjacentViolators(tally)) {
    if (trues > 0) ofTrues += trues * bitsOf(-log10Lr)
    if (innocents > 0) ofInnocents += innocents * bitsOf(log10Lr)
  }
  return (ofTrues / tally.trueCount + ofInnocents / tally.innocentCount) / 2
}

/** log2(1 + 10^x), without overflow. */
export function bitsOf(x: number): number {
  const natural = x * Math.LN10
  return (Math.max(natural, 0) + Math.log1p(Math.exp(-Math.abs(natural)))) / Math.LN2
}
