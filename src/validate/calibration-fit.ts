import { type Calibration, calibratedLog10Lr } from '../matching/evidence/calibration.ts'

/** Scored pairs of one town, as calibration sees them: row `i` of every array is one pair. */
export interface PairScores {
  readonly score: Float64Array
  readonly knownShare: Float64Array
  readonly possible: Float64Array
  readonly isTrue: Uint8Array
}

const START: Calibration = { intercept: 0, slopeFor: 1, slopeAgainst: 1, slopeBeyond: 1 }
const SLOPES = ['slopeFor', 'slopeAgainst', 'slopeBeyond'] as const
/** What a unit's distance from leaving scores as they are costs, so that few pairs give no wild slopes. */
const RIDGE = 1e-3
const FIRST_STEP = 0.2
const LAST_STEP = 0.005

/**
 * The calibration that makes the ratios of some towns cost least: the mean of the towns' Cllr (Brümmer
 * and du Preez 2006), each town weighing the same, is minimised by pattern search (Hooke and Jeeves
 * 1961), which needs no derivatives and always ends: a ridge keeps what pairs parted perfectly would
 * stretch without end.
 *
 * @throws RangeError when no town has both true and innocent pairs: nothing can be calibrated on one kind.
 */
export function fitCalibration(towns: readonly PairScores[]): Calibration {
  const usable = towns.filter(({ isTrue }) => isTrue.includes(1) && isTrue.includes(0))
  if (usable.length === 0) {
    throw new RangeError('Cannot fit a calibration: no town has both true and innocent pairs')
  }
  const cost = (calibration: Calibration): number =>
    usable.reduce((sum, town) => sum + costOf(town, calibration), 0) / usable.length +
    RIDGE * distance(calibration)
  let best = START
  let least = cost(best)
  for (let step = FIRST_STEP; step > LAST_STEP; ) {
    const before = least
    for (const name of ['intercept', ...SLOPES] as const) {
      for (const change of [step, -step]) {
        const next = { ...best, [name]: best[name] + change }
        // A slope at or below 0 would turn the order of evidence round.
        if (SLOPES.some((slope) => next[slope] <= 0)) continue
        const costs = cost(next)
        if (costs >= least) continue
        best = next
        least = costs
      }
    }
    if (least === before) step /= 2
  }
  return {
    intercept: rounded(best.intercept),
    slopeFor: rounded(best.slopeFor),
    slopeAgainst: rounded(best.slopeAgainst),
    slopeBeyond: rounded(best.slopeBeyond),
  }
}

function rounded(value: number): number {
  return Math.round(value * 1000) / 1000
}

function distance(calibration: Calibration): number {
  const slopes = SLOPES.map((slope) => (calibration[slope] - 1) ** 2)
  return slopes.reduce((sum, squared) => sum + squared, calibration.intercept ** 2)
}

/** Cllr of a town's pairs, in bits. */
function costOf(town: PairScores, calibration: Calibration): number {
  const sums = [0, 0]
  const counts = [0, 0]
  for (let i = 0; i < town.score.length; i++) {
    const kind = town.isTrue[i]!
    const log10Lr = calibratedLog10Lr(
      town.score[i]!,
      town.knownShare[i]!,
      town.possible[i]!,
      calibration,
    )
    sums[kind]! += Math.log2(1 + 10 ** (kind === 1 ? -log10Lr : log10Lr))
    counts[kind]!++
  }
  return (sums[0]! / counts[0]! + sums[1]! / counts[1]!) / 2
}
