import type { ScoreTally } from './score-tally.ts'

/** How many of the pairs listed first are true, when enough are listed to find a share of the true ones. */
export interface PrecisionAtRecall {
  /** Everything as high as the threshold is listed: no threshold can split a tie. */
  readonly precision: number
  /** If ties were listed in random order, and the list ended with the true pair that reaches the recall. */
  readonly expected: number
  /** The lowest score listed. */
  readonly threshold: number
}

export interface PrecisionPoint {
  readonly recall: number
  readonly precision: number
}

/**
 * Precision at the first threshold that finds at least `recall` of the true pairs. The figure we
 * publish is `precision`: a whole tie is listed. `expected` is for comparison with tools that break
 * ties at random: before the m-th of t true pairs shuffled among n innocent ones come m n / (t + 1)
 * innocent ones in the mean (negative hypergeometric). NaN without true pairs.
 */
export function precisionAtRecall(tally: ScoreTally, recall: number): PrecisionAtRecall {
  // 0.8 x 35 is a hair above 28 in binary.
  const wanted = Math.max(1, Math.ceil(recall * tally.trueCount - 1e-9))
  let trues = 0
  let innocents = 0
  for (let i = 0; i < tally.score.length; i++) {
    const tiedTrues = tally.trues[i]!
    const tiedInnocents = tally.innocents[i]!
    if (trues + tiedTrues >= wanted) {
      const before = innocents + ((wanted - trues) * tiedInnocents) / (tiedTrues + 1)
      return {
        precision: (trues + tiedTrues) / (trues + tiedTrues + innocents + tiedInnocents),
        expected: wanted / (wanted + before),
        threshold: tally.score[i]!,
      }
    }
    trues += tiedTrues
    innocents += tiedInnocents
  }
  return { precision: Number.NaN, expected: Number.NaN, threshold: Number.NaN }
}

/** A point a threshold, thinned to steps of `step` in recall. */
export function precisionRecallCurve(tally: ScoreTally, step = 0.005): PrecisionPoint[] {
  const points: PrecisionPoint[] = []
  let trues = 0
  let listed = 0
  let drawn = 0
  for (let i = 0; i < tally.score.length && tally.trueCount > 0; i++) {
    trues += tally.trues[i]!
    listed += tally.trues[i]! + tally.innocents[i]!
    const recall = trues / tally.trueCount
    if (recall - drawn < step && i < tally.score.length - 1) continue
    drawn = recall
    points.push({ recall, precision: trues / listed })
  }
  return points
}
