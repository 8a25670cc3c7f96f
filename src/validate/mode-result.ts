import { type CllrShare, cllrShares } from './cllr-shares.ts'
import type { DifferentTruth } from './different-truth.ts'
import { type ErrorRates, errorRates, type RankingRates, rankingRates } from './error-rates.ts'
import { type ModeCurves, modeCurves, type RuleCurves, ruleCurves } from './mode-curves.ts'
import { type PairTraitName, pairTraits } from './pair-traits.ts'
import { type RefusalSlice, refusalCounts } from './refusal-counts.ts'
import { tallyScores } from './score-tally.ts'
import type { ScoredPairs } from './scored-pairs.ts'

/** A town, as the report names it. */
export interface TownNote {
  readonly name: string
  readonly seed: number
  readonly wearers: number
  readonly crimes: number
  /** Planted: done by somebody who wears a tag. */
  readonly offences: number
}

interface Baseline extends RankingRates {
  readonly name: string
}

export interface Slice {
  readonly trait: PairTraitName
  readonly classes: readonly { readonly name: string; readonly rates: ErrorRates }[]
}

/** What was found in the towns of a mode, pooled. */
export interface ModeResult {
  readonly towns: readonly TownNote[]
  readonly rates: ErrorRates
  readonly baselines: readonly Baseline[]
  readonly slices: readonly Slice[]
  /** Why absence was not said of innocent pairs whose window is covered in full. */
  readonly refusals: readonly RefusalSlice[]
  readonly cllrShares: readonly CllrShare[]
  /** The engine's first, then a baseline each. */
  readonly rules: readonly RuleCurves[]
  readonly curves: ModeCurves
  readonly differentTruth?: DifferentTruth
}

const baselineRules = [
  { name: 'Positions within 100 m', column: 'positionsInRadius' },
  { name: 'Overlapping positions (half the circle)', column: 'overlappingPositions' },
  { name: 'Closest distance', column: 'closestMetres' },
] as const

/** The name of the rule that the targets are compared with. */
export const countBaseline = baselineRules[0].name

/**
 * Everything the report says of a mode.
 *
 * @param pairs all pairs of all its towns.
 * @param shifted pairs made innocent by shifting wearers' own trails, where that was tried.
 */
export function modeResult(
  towns: readonly TownNote[],
  pairs: ScoredPairs,
  shifted?: DifferentTruth,
): ModeResult {
  const tally = tallyScores(pairs.log10Lr, pairs.isTrue)
  const baselines = baselineRules.map(({ name, column }) => ({
    name,
    tally: tallyScores(
      column === 'closestMetres' ? nearness(pairs.closestMetres) : pairs[column],
      pairs.isTrue,
    ),
  }))
  return {
    towns,
    rates: errorRates(pairs),
    baselines: baselines.map((baseline) => ({
      name: baseline.name,
      ...rankingRates(baseline.tally),
    })),
    slices: (Object.keys(pairTraits) as PairTraitName[]).map((trait) => sliced(pairs, trait)),
    refusals: refusalCounts(pairs),
    cllrShares: cllrShares(pairs),
    rules: [
      ruleCurves('log10 likelihood ratio', tally),
      ...baselines.map((baseline) => ruleCurves(baseline.name, baseline.tally)),
    ],
    curves: modeCurves(tally),
    ...(shifted === undefined ? {} : { differentTruth: shifted }),
  }
}

/** The closer the higher; without a position in the window, last of all. */
function nearness(closestMetres: Float32Array): Float32Array {
  return closestMetres.map((metres) => (Number.isNaN(metres) ? Number.NEGATIVE_INFINITY : -metres))
}

/** Rates of every class of a trait that has any pair. */
function sliced(pairs: ScoredPairs, trait: PairTraitName): Slice {
  const column = pairs.traits[trait]
  const counts = new Uint32Array(pairTraits[trait].classes.length)
  for (const code of column) counts[code]!++
  return {
    trait,
    classes: pairTraits[trait].classes.flatMap((name, code) => {
      if (counts[code] === 0) return []
      const rows = new Uint32Array(counts[code]!)
      for (let row = 0, i = 0; row < column.length; row++) if (column[row] === code) rows[i++] = row
      return { name, rates: errorRates(pairs, rows) }
    }),
  }
}
