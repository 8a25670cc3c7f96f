import { counted } from '../../domain/count-text.ts'
import type { MatchCause, MatchChangeKind, MatchFacts } from '../../domain/match-change.ts'
import { strengthText, verdictText } from './evidence-text.ts'

/** Why crimes were compared, in words that go on after "because". */
export const causeTexts: Readonly<Record<MatchCause, string>> = {
  whole: 'everything was compared',
  crimes: 'the force sent the crime, or changed it',
  positions: 'positions arrived later',
  people: 'an activation or an order was corrected',
  erasure: 'positions were deleted',
  withdrawal: 'the crime was withdrawn, or stands again',
}

export const changeTexts: Readonly<Record<MatchChangeKind, string>> = {
  appeared: 'Appeared',
  changed: 'Changed',
  fell_away: 'Fell away',
}

/** What was said of a pair, in a line; an erasure leaves nothing of it. */
export function factsText(facts: Partial<MatchFacts> | undefined): string {
  if (!facts) return 'nothing was said'
  const { verdict, log10Lr, positionsInRadius, closestMetres, crimeVersion } = facts
  if (positionsInRadius === undefined) return 'deleted'
  const parts = [
    ...(verdict ? [verdictText({ verdict })[0]] : ['Not weighed']),
    ...(verdict ? [strengthOf(verdict, log10Lr ?? 0)] : []),
    `${counted(positionsInRadius, 'position')} in radius`,
    closestMetres == null ? 'none in the window' : `closest ${Math.round(closestMetres)} m`,
    `crime version ${crimeVersion}`,
  ]
  return parts.join('; ')
}

function strengthOf(verdict: NonNullable<MatchFacts['verdict']>, log10Lr: number): string {
  return strengthText({
    verdict,
    log10Lr,
    log10LrPopulation: 0,
    windowCoverage: 0,
    coincidenceDays: 0,
    comparableDays: 0,
  }).toLowerCase()
}
