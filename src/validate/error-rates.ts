import { cllr, cllrMin } from './cllr.ts'
import { type PrecisionAtRecall, precisionAtRecall } from './precision-recall.ts'
import { areaUnderRoc } from './roc.ts'
import { countAbove, type ScoreTally, tallyScores } from './score-tally.ts'
import { type ScoredPairs, verdicts } from './scored-pairs.ts'
import { type WilsonShare, wilsonShare } from './wilson-share.ts'

/** How well a score alone ranks pairs: what every rule, ours or a baseline, can be held to. */
export interface RankingRates {
  readonly auc: number
  readonly precisionAt50: PrecisionAtRecall
  readonly precisionAt80: PrecisionAtRecall
}

/** What the engine's answers over some pairs were worth. Rates of a kind that is missing are NaN. */
export interface ErrorRates extends RankingRates {
  readonly truePairs: number
  readonly innocentPairs: number
  readonly cllr: number
  readonly cllrMin: number
  /** Misleading: log10 LR above 0 for an innocent pair, below 0 for a true one. */
  readonly innocentAbove0: WilsonShare
  readonly trueBelow0: WilsonShare
  readonly innocentAbove2: WilsonShare
  readonly innocentAbove3: WilsonShare
  readonly trueAbove2: WilsonShare
  /** Of innocent pairs whose window is covered in full, and to at least 0.8. */
  readonly absenceAtFullCoverage: WilsonShare
  readonly absenceAtCoverage80: WilsonShare
  /** Of all true pairs: said to have been absent. */
  readonly absenceWrongly: WilsonShare
}

/** @param rows the pairs to count; all where absent. */
export function errorRates(pairs: ScoredPairs, rows?: Uint32Array): ErrorRates {
  const tally = tallyScores(pairs.log10Lr, pairs.isTrue, rows)
  const { trueCount, innocentCount } = tally
  const above = (kind: 'trues' | 'innocents', threshold: number) =>
    wilsonShare(countAbove(tally, kind, threshold), kind === 'trues' ? trueCount : innocentCount)
  return {
    truePairs: trueCount,
    innocentPairs: innocentCount,
    ...rankingRates(tally),
    cllr: cllr(tally),
    cllrMin: cllrMin(tally),
    innocentAbove0: above('innocents', 0),
    trueBelow0: wilsonShare(truesBelow(tally, 0), trueCount),
    innocentAbove2: above('innocents', 2),
    innocentAbove3: above('innocents', 3),
    trueAbove2: above('trues', 2),
    ...absenceRates(pairs, rows),
  }
}

export function rankingRates(tally: ScoreTally): RankingRates {
  return {
    auc: areaUnderRoc(tally),
    precisionAt50: precisionAtRecall(tally, 0.5),
    precisionAt80: precisionAtRecall(tally, 0.8),
  }
}

function truesBelow(tally: ScoreTally, threshold: number): number {
  let count = 0
  for (let i = tally.score.length - 1; i >= 0 && tally.score[i]! < threshold; i--) {
    count += tally.trues[i]!
  }
  return count
}

function absenceRates(pairs: ScoredPairs, rows: Uint32Array | undefined) {
  const absence = verdicts.indexOf('supports_absence')
  const full = { claimed: 0, of: 0 }
  const most = { claimed: 0, of: 0 }
  const ofTrue = { claimed: 0, of: 0 }
  const count = rows?.length ?? pairs.length
  for (let i = 0; i < count; i++) {
    const row = rows?.[i] ?? i
    const claimed = pairs.verdict[row] === absence
    if (pairs.isTrue[row] === 1) tell(ofTrue, claimed)
    else {
      if (pairs.coverage[row]! >= 1) tell(full, claimed)
      if (pairs.coverage[row]! >= 0.8) tell(most, claimed)
    }
  }
  return {
    absenceAtFullCoverage: wilsonShare(full.claimed, full.of),
    absenceAtCoverage80: wilsonShare(most.claimed, most.of),
    absenceWrongly: wilsonShare(ofTrue.claimed, ofTrue.of),
  }
}

function tell(to: { claimed: number; of: number }, claimed: boolean): void {
  if (claimed) to.claimed++
  to.of++
}
