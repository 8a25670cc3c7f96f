import type { ScoreTally } from './score-tally.ts'

/** A run of scores that the data cannot tell apart, and the ratio the data give it. */
export interface CalibrationBlock {
  readonly fromScore: number
  readonly toScore: number
  readonly trues: number
  readonly innocents: number
  /** log10 of (share of true pairs here / share of innocent pairs here); infinite where one is missing. */
  readonly log10Lr: number
}

/**
 * The best ratios that keep the order of the scores, lowest score first: neighbouring scores are
 * pooled until the share of true pairs rises from block to block (Ayer et al. 1955; as a calibration
 * of likelihood ratios Brümmer & du Preez 2006, Computer Speech & Language 20:230).
 */
export function poolAdjacentViolators(tally: ScoreTally): CalibrationBlock[] {
  const blocks: { fromScore: number; toScore: number; trues: number; innocents: number }[] = []
  for (let i = tally.score.length - 1; i >= 0; i--) {
    const score = tally.score[i]!
    let block = {
      fromScore: score,
      toScore: score,
      trues: tally.trues[i]!,
      innocents: tally.innocents[i]!,
    }
    for (let below = blocks.at(-1); below !== undefined; below = blocks.at(-1)) {
      // The odds below are at least the odds here; multiplied out, because either may be of none.
      if (below.trues * block.innocents < block.trues * below.innocents) break
      block = {
        fromScore: below.fromScore,
        toScore: block.toScore,
        trues: below.trues + block.trues,
        innocents: below.innocents + block.innocents,
      }
      blocks.pop()
    }
    blocks.push(block)
  }
  return blocks.map((block) => ({
    ...block,
    log10Lr: Math.log10(block.trues / tally.trueCount / (block.innocents / tally.innocentCount)),
  }))
}
