import type { ScoreTally } from './score-tally.ts'

/** Which share of true and of innocent pairs has at least this log10 LR. */
export interface TippettPoint {
  readonly log10Lr: number
  readonly trueShare: number
  readonly innocentShare: number
}

/** Tippett curves at log10 LRs from `from` to `to`, ends included (Evett & Buckleton 1996). */
export function tippettCurves(tally: ScoreTally, from = -6, to = 6, step = 0.1): TippettPoint[] {
  const points: TippettPoint[] = []
  let row = 0
  let trues = 0
  let innocents = 0
  // Counted down by whole steps, so that 0 is exactly 0 and a ratio of 1 falls on its own point.
  for (let k = Math.round(to / step); k >= Math.round(from / step); k--) {
    const log10Lr = k === 0 ? 0 : k * step
    for (; row < tally.score.length && tally.score[row]! >= log10Lr; row++) {
      trues += tally.trues[row]!
      innocents += tally.innocents[row]!
    }
    points.push({
      log10Lr,
      trueShare: trues / tally.trueCount,
      innocentShare: innocents / tally.innocentCount,
    })
  }
  return points.reverse()
}
