import { type Calibration, calibratedLog10Lr } from '../matching/evidence/calibration.ts'
import type { EvidenceParameters } from '../matching/evidence/parameters.ts'
import type { MatchingParameters } from '../matching/parameters.ts'
import { fitCalibration } from './calibration-fit.ts'
import { circleCoverage } from './circle-coverage.ts'
import { differentTruth } from './different-truth.ts'
import { modeResult } from './mode-result.ts'
import type { WrongAbsence } from './score-offences.ts'
import type { ScoredTown } from './score-town.ts'
import { joinScoredPairs } from './scored-pairs.ts'
import { fittingTowns, offenceTowns, type PlannedTown, reportedModes } from './validation-plan.ts'
import type { ValidationMode, ValidationResult } from './validation-result.ts'

/** Makes and scores towns, several at once where there are processors. */
export type ScoreTowns = (
  towns: readonly PlannedTown[],
  parameters: MatchingParameters,
) => Promise<ScoredTown[]>

/** Makes towns and weighs their true pairs alone. */
export type ScoreOffences = (
  towns: readonly PlannedTown[],
  parameters: MatchingParameters,
) => Promise<WrongAbsence[]>

/** Fits the calibration on the towns planned for that. */
export async function fitOnTowns(
  scoreTowns: ScoreTowns,
  parameters: MatchingParameters,
): Promise<Fit> {
  const towns = await scoreTowns(fittingTowns, parameters)
  const calibration = fitCalibration(towns.map(({ scores }) => scores))
  return { calibration, innocentExceedance: innocentExceedance(towns, calibration), towns }
}

interface Fit {
  readonly calibration: Calibration
  readonly innocentExceedance: EvidenceParameters['innocentExceedance']
  readonly towns: readonly ScoredTown[]
}

/** So few tell of no share: further up the last one stands for all. */
const LEAST_PAIRS = 20

/** The share of innocent pairs at each half decade that some of them reach. */
function innocentExceedance(
  towns: readonly ScoredTown[],
  calibration: Calibration,
): [number, number][] {
  const decades = Array.from({ length: 13 }, (_, half) => half / 2)
  const counts = decades.map(() => 0)
  let innocents = 0
  for (const { scores } of towns) {
    for (let i = 0; i < scores.score.length; i++) {
      if (scores.isTrue[i] === 1) continue
      innocents++
      const { score, knownShare, possible } = scores
      const ratio = calibratedLog10Lr(score[i]!, knownShare[i]!, possible[i]!, calibration)
      decades.forEach((decade, index) => {
        if (ratio >= decade) counts[index]!++
      })
    }
  }
  return decades.flatMap((decade, index): [number, number][] =>
    counts[index]! >= LEAST_PAIRS
      ? [[decade, Number((counts[index]! / innocents).toPrecision(3))]]
      : [],
  )
}

/** Scores the towns that nothing was fitted on, a mode at a time, and says how it went. */
export async function reportOnTowns(
  scoreTowns: ScoreTowns,
  scoreOffences: ScoreOffences,
  parameters: MatchingParameters,
  fittedOn: readonly ScoredTown[],
  about: Pick<ValidationResult, 'date' | 'command' | 'algorithmVersion' | 'benchmark'>,
): Promise<ValidationResult> {
  const modes: ValidationMode[] = []
  const circles: ScoredTown['circleErrors'][] = []
  for (const { towns: planned, ...mode } of reportedModes) {
    const towns = await scoreTowns(planned, parameters)
    circles.push(...towns.map(({ circleErrors }) => circleErrors))
    const shifted = differentTruth(joined(towns.map((town) => town.shifted)))
    const pairs = joinScoredPairs(towns.map((town) => town.pairs))
    modes.push({
      ...mode,
      result: modeResult(
        towns.map(({ note }) => note),
        pairs,
        shifted,
      ),
    })
  }
  const more = await scoreOffences(offenceTowns, parameters)
  const { topSpeed, absenceMarginMetres } = parameters.evidence
  return {
    ...about,
    fittedOn: fittedOn.map(({ note }) => note),
    modes,
    circles: circleCoverage(circles),
    moreOffences: {
      towns: more.length,
      count: more.reduce((sum, { count }) => sum + count, 0),
      of: more.reduce((sum, { of }) => sum + of, 0),
    },
    absenceRule: { topSpeedMetresPerSecond: topSpeed, marginMetres: absenceMarginMetres },
  }
}

function joined(arrays: readonly Float64Array[]): Float64Array {
  return Float64Array.from(arrays.flatMap((array) => [...array]))
}
