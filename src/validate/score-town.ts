import type { CrimeVersion } from '../domain/crime.ts'
import type { LawfulIntervals } from '../domain/lawful-intervals.ts'
import type { PositionColumns } from '../domain/position-columns.ts'
import { distanceMetres, earthPoint } from '../geo/ellipsoid.ts'
import { type ArrangedPositions, arrangePositions } from '../matching/arrange-positions.ts'
import { type Evidence, EvidenceEngine } from '../matching/evidence/weigh-evidence.ts'
import { type Match, Matcher } from '../matching/match-crimes.ts'
import type { MatchingParameters } from '../matching/parameters.ts'
import type { ScoredPair } from './scored-pairs.ts'
import { crimeKey, type ValidationTown } from './validation-town.ts'

/** What became of a town: its engine, for what it measured, and every pair of crime and wearer. */
export interface ScoredTown {
  readonly engine: EvidenceEngine
  readonly arranged: ArrangedPositions
}

/**
 * Weighs every crime of a town with every wearer who could lawfully be compared, as `--pairs all`
 * does, and tells what was said of each pair beside what is so.
 */
export function scoreTown(
  town: ValidationTown,
  parameters: MatchingParameters,
  add: (pair: ScoredPair, evidence: Evidence) => void,
): ScoredTown {
  const arranged = arrangePositions(town.positions)
  const engine = EvidenceEngine.over(arranged, town.lawful, parameters.evidence)
  const matcher = new Matcher(arranged, town.lawful, parameters, engine)
  const mechanisms = mostMechanisms(arranged.positions, town.lawful)
  for (const crime of town.crimes) {
    for (const match of matcher.match(crime, 'all')) {
      add(scoredPair(town, crime, match, mechanisms), match.evidence)
    }
  }
  return { engine, arranged }
}

function scoredPair(
  town: ValidationTown,
  crime: CrimeVersion,
  { deviceWearerId, evidence, proximity }: Match,
  mechanisms: ReadonlyMap<string, ScoredPair['mechanism']>,
): ScoredPair {
  const offence = town.offences.get(crimeKey(crime))
  const home = town.homes.get(deviceWearerId)
  return {
    log10Lr: evidence.log10Lr,
    isTrue: offence?.deviceWearerId === deviceWearerId,
    verdict: evidence.verdict,
    coverage: evidence.windowCoverage,
    positionsInRadius: proximity.inRadius.length,
    overlappingPositions: proximity.overlappingPositions,
    closestMetres: proximity.closest?.distanceMetres,
    crimeType: crime.crimeType,
    windowMinutes: (crime.window.to - crime.window.from) / 60_000,
    mechanism:
      proximity.positionsInWindow > 0 ? (mechanisms.get(deviceWearerId) ?? 'none') : 'none',
    homeMetres:
      home &&
      distanceMetres(
        earthPoint(home.latitude, home.longitude),
        earthPoint(crime.latitude, crime.longitude),
      ),
    metresFromHaunt: offence?.metresFromHaunt,
  }
}

/** What most of a wearer's positions were measured by. */
function mostMechanisms(
  positions: PositionColumns,
  lawful: LawfulIntervals,
): ReadonlyMap<string, ScoredPair['mechanism']> {
  const byDevice = new Map<string, Map<string, number>>()
  for (let row = 0; row < positions.length; row++) {
    const device = positions.deviceIds[positions.device[row]!] ?? ''
    const mechanism = positions.mechanisms[positions.mechanism[row]!] ?? ''
    const counts = byDevice.get(device) ?? new Map<string, number>()
    counts.set(mechanism, (counts.get(mechanism) ?? 0) + 1)
    byDevice.set(device, counts)
  }
  return new Map(
    lawful.deviceWearerIds.map((id) => {
      const device = lawful.ofWearer(id)[0]?.deviceId ?? ''
      const [most] = [...(byDevice.get(device) ?? [])].sort(([, a], [, b]) => b - a)[0] ?? ['']
      return [id, most === 'GPS' ? 'gps' : most === 'LBS' ? 'lbs' : 'other']
    }),
  )
}
