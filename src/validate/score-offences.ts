import { arrangePositions } from '../matching/arrange-positions.ts'
import { EvidenceEngine } from '../matching/evidence/weigh-evidence.ts'
import { Matcher } from '../matching/match-crimes.ts'
import type { MatchingParameters } from '../matching/parameters.ts'
import { crimeKey, type ValidationTown } from './validation-town.ts'

/** Of so many true pairs, how many were said to have been absent. */
export interface WrongAbsence {
  readonly count: number
  readonly of: number
}

/**
 * Weighs a town's true pairs alone, which takes a tenth of the time of all: wrong absence is so rare that
 * thousands of them are needed to bound it.
 */
export function scoreOffences(town: ValidationTown, parameters: MatchingParameters): WrongAbsence {
  const arranged = arrangePositions(town.positions)
  const engine = EvidenceEngine.over(arranged, town.lawful, parameters.evidence)
  const matcher = new Matcher(arranged, town.lawful, parameters, engine)
  const verdicts = town.crimes.flatMap((crime) => {
    const offence = town.offences.get(crimeKey(crime))
    return offence ? matcher.pair(crime, offence.deviceWearerId).evidence.verdict : []
  })
  const count = verdicts.filter((verdict) => verdict === 'supports_absence').length
  return { count, of: verdicts.length }
}
