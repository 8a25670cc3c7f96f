import type { ScoredPair } from './scored-pairs.ts'

/** An innocent pair of which nothing is known; a test says what else it is. */
export const scoredPair: ScoredPair = {
  log10Lr: 0,
  isTrue: false,
  verdict: 'no_data',
  coverage: 0,
  refusal: undefined,
  approachMetres: undefined,
  positionsInRadius: 0,
  overlappingPositions: 0,
  closestMetres: undefined,
  crimeType: 'RB',
  windowMinutes: 10,
  mechanism: 'gps',
  homeMetres: 100,
  metresFromHaunt: 100,
}
