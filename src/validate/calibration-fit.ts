import type { ScoreTally } from './score-tally.ts'

/**
 * What turns a score into a calibrated log10 LR: `intercept + slopeAbove * s` for s above 0 and
 * `intercept + slopeBelow * s` below; where the two slopes are equal it is a straight line.
 */
export interface Calibration {
  readonly intercept: number
  readonly slopeAbove: number
  readonly slopeBelow: number
}

const unchanged: Calibration = { intercept: 0, slopeAbove: 1, slopeBelow: 1 }

export function calibratedLog10Lr(calibration: Calibration, score: number): number {
  const { intercept, slopeAbove, slopeBelow } = calibration
  return intercept + (score > 0 ? slopeAbove : slopeBelow) * score
}

/**
 * Logistic regression of the log odds on the score, true and innocent pairs weighing the same in sum,
 * so that the fitted odds are a likelihood ratio (Brümmer & du Preez 2006; Morrison 2013, Australian
 * Journal of Forensic Sciences 45:173). What is minimised is Cllr in natural units plus
 * `ridge / 2` x the squared distance from leaving the score as it is: few pairs, or pairs a threshold
 * parts perfectly, give finite parameters. Newton's method, a step halved until it does not lose.
 *
 * A slope below 0 would mean a score that speaks the wrong way round; it is returned as found.
 *
 * @param slopes one slope, or one above and another below 0 (continuous at 0).
 * @param tally finite scores.
 * @throws RangeError when either kind of pair is missing: nothing can be calibrated on one.
 */
export function fitCalibration(
  tally: ScoreTally,
  slopes: 'one' | 'two',
  ridge = 1e-4,
): Calibration {
  if (tally.trueCount === 0 || tally.innocentCount === 0) {
    throw new RangeError(
      `Cannot fit a calibration on ${tally.trueCount} true and ${tally.innocentCount} innocent pairs: it needs both`,
    )
  }
  let best = unchanged
  let loss = lossAt(tally, best, ridge)
  for (let iteration = 0; iteration < 100; iteration++) {
    const step = newtonStep(tally, best, slopes, ridge)
    let next = moved(best, step, 1)
    let nextLoss = lossAt(tally, next, ridge)
    for (let scale = 0.5; nextLoss > loss && scale > 1e-9; scale /= 2) {
      next = moved(best, step, scale)
      nextLoss = lossAt(tally, next, ridge)
    }
    if (!(nextLoss <= loss)) break
    const gained = loss - nextLoss
    best = next
    loss = nextLoss
    if (gained < 1e-14) break
  }
  return best
}

function moved(from: Calibration, step: readonly number[], scale: number): Calibration {
  const [intercept = 0, slopeAbove = 0, slopeBelow = slopeAbove] = step
  return {
    intercept: from.intercept - scale * intercept,
    slopeAbove: from.slopeAbove - scale * slopeAbove,
    slopeBelow: from.slopeBelow - scale * slopeBelow,
  }
}

/** log(1 + e^x), without overflow. */
function softplus(x: number): number {
  return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)))
}

function lossAt(tally: ScoreTally, at: Calibration, ridge: number): number {
  let loss = (ridge / 2) * (at.intercept ** 2 + (at.slopeAbove - 1) ** 2 + (at.slopeBelow - 1) ** 2)
  for (let i = 0; i < tally.score.length; i++) {
    const logOdds = Math.LN10 * calibratedLog10Lr(at, tally.score[i]!)
    loss += (0.5 * tally.trues[i]! * softplus(-logOdds)) / tally.trueCount
    loss += (0.5 * tally.innocents[i]! * softplus(logOdds)) / tally.innocentCount
  }
  return loss
}

/** Inverse Hessian x gradient, in (intercept, slope) or (intercept, slope above, slope below). */
function newtonStep(tally: ScoreTally, at: Calibration, slopes: 'one' | 'two', ridge: number) {
  const size = slopes === 'one' ? 2 : 3
  const gradient = new Float64Array(size)
  const hessian = new Float64Array(size * size)
  const feature = new Float64Array(size)
  feature[0] = 1
  for (let i = 0; i < tally.score.length; i++) {
    const score = tally.score[i]!
    if (size === 2) feature[1] = score
    else {
      feature[1] = Math.max(score, 0)
      feature[2] = Math.min(score, 0)
    }
    const trueWeight = (0.5 * tally.trues[i]!) / tally.trueCount
    const innocentWeight = (0.5 * tally.innocents[i]!) / tally.innocentCount
    const probability = 1 / (1 + Math.exp(-Math.LN10 * calibratedLog10Lr(at, score)))
    const slope = Math.LN10 * (probability * (trueWeight + innocentWeight) - trueWeight)
    const bend = Math.LN10 ** 2 * probability * (1 - probability) * (trueWeight + innocentWeight)
    for (let row = 0; row < size; row++) {
      gradient[row]! += slope * feature[row]!
      for (let column = 0; column < size; column++) {
        hessian[row * size + column]! += bend * feature[row]! * feature[column]!
      }
    }
  }
  // A single slope stands for both, and the ridge counts it twice as the loss does.
  const pulls = size === 2 ? [ridge, 2 * ridge] : [ridge, ridge, ridge]
  const away = [at.intercept, at.slopeAbove - 1, at.slopeBelow - 1]
  for (const [row, pull] of pulls.entries()) {
    gradient[row]! += pull * away[row]!
    hessian[row * size + row]! += pull
  }
  return solved(hessian, gradient)
}

/** Gaussian elimination; the ridge makes the matrix positive definite, so no pivot is 0. */
function solved(matrix: Float64Array, right: Float64Array): number[] {
  const size = right.length
  for (let pivot = 0; pivot < size; pivot++) {
    for (let row = pivot + 1; row < size; row++) {
      const factor = matrix[row * size + pivot]! / matrix[pivot * size + pivot]!
      for (let column = pivot; column < size; column++) {
        matrix[row * size + column]! -= factor * matrix[pivot * size + column]!
      }
      right[row]! -= factor * right[pivot]!
    }
  }
  const solution: number[] = new Array(size).fill(0)
  for (let row = size - 1; row >= 0; row--) {
    let rest = right[row]!
    for (let column = row + 1; column < size; column++) {
      rest -= matrix[row * size + column]! * solution[column]!
    }
    solution[row] = rest / matrix[row * size + row]!
  }
  return solution
}
