import { type CalibrationBlock, poolAdjacentViolators } from './pool-adjacent-violators.ts'
import { type PrecisionPoint, precisionRecallCurve } from './precision-recall.ts'
import { type RocPoint, rocCurve } from './roc.ts'
import type { ScoreTally } from './score-tally.ts'
import { type TippettPoint, tippettCurves } from './tippett.ts'

/** What is drawn of a rule that ranks pairs. */
export interface RuleCurves {
  readonly name: string
  readonly roc: readonly RocPoint[]
  readonly precisionRecall: readonly PrecisionPoint[]
}

/** What is drawn of the engine's ratios. */
export interface ModeCurves {
  readonly tippett: readonly TippettPoint[]
  readonly calibration: readonly CalibrationBlock[]
}

export function ruleCurves(name: string, tally: ScoreTally): RuleCurves {
  return { name, roc: rocCurve(tally), precisionRecall: precisionRecallCurve(tally) }
}

export function modeCurves(tally: ScoreTally): ModeCurves {
  return { tippett: tippettCurves(tally), calibration: poolAdjacentViolators(tally) }
}
