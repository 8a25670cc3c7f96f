import type { ScoreTally } from './score-tally.ts'

/** At one threshold: which share of true and of innocent pairs scores as much or more. */
export interface RocPoint {
  readonly trueShare: number
  readonly innocentShare: number
}

/**
 * Area under the ROC curve: the chance that a true pair scores more than an innocent one, ties
 * counting half. NaN when either kind is missing.
 */
export function areaUnderRoc(tally: ScoreTally): number {
  let truesAbove = 0
  let area = 0
  for (let i = 0; i < tally.score.length; i++) {
    const trues = tally.trues[i]!
    area += tally.innocents[i]! * (truesAbove + trues / 2)
    truesAbove += trues
  }
  return area / (tally.trueCount * tally.innocentCount)
}

/** The curve from (0, 0) to (1, 1), thinned to steps of `step` in the share of true pairs. */
export function rocCurve(tally: ScoreTally, step = 0.005): RocPoint[] {
  const points: RocPoint[] = [{ trueShare: 0, innocentShare: 0 }]
  let trues = 0
  let innocents = 0
  let drawn = 0
  for (let i = 0; i < tally.score.length; i++) {
    trues += tally.trues[i]!
    innocents += tally.innocents[i]!
    const trueShare = trues / tally.trueCount
    if (trueShare - drawn < step && i < tally.score.length - 1) continue
    drawn = trueShare
    points.push({ trueShare, innocentShare: innocents / tally.innocentCount })
  }
  return points
}
