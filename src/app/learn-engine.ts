import { OwnHistory } from '../matching/evidence/own-history.ts'
import type { EvidenceParameters } from '../matching/evidence/parameters.ts'
import { Population } from '../matching/evidence/population.ts'
import type { Timelines } from '../matching/evidence/timelines.ts'
import { EvidenceEngine } from '../matching/evidence/weigh-evidence.ts'
import { fittingComponentWeights } from '../matching/evidence/whereabouts-model.ts'
import { inBreaths, pieceByPiece } from './in-breaths.ts'

/** Knots counted at once: some milliseconds. */
const KNOTS = 50_000

/** What weighs pairs over some timelines. Learning takes seconds, in which others are let go first now and then. */
export async function learnEngine(
  timelines: Timelines,
  parameters: EvidenceParameters,
): Promise<EvidenceEngine> {
  const breath = inBreaths()
  const { kind, latitude, longitude } = timelines
  const part = (from: number) => ({
    kind: kind.subarray(from, from + KNOTS),
    latitude: latitude.subarray(from, from + KNOTS),
    longitude: longitude.subarray(from, from + KNOTS),
  })
  const population = new Population(part(0))
  for (let from = KNOTS; from < kind.length; from += KNOTS) {
    population.add(part(from))
    await breath()
  }
  const history = new OwnHistory(timelines, population, parameters.historyDays)
  await breath()
  const componentWeights = await pieceByPiece(fittingComponentWeights(timelines, history))
  return new EvidenceEngine(timelines, parameters, { history, componentWeights })
}
