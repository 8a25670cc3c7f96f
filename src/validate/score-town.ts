import type { CrimeVersion } from '../domain/crime.ts'
import { deviceIdAt, type HeldPositions, mechanismAt } from '../domain/held-positions.ts'
import type { LawfulIntervals } from '../domain/lawful-intervals.ts'
import { distanceMetres, earthPoint } from '../geo/ellipsoid.ts'
import { arrangePositions } from '../matching/arrange-positions.ts'
import { scoreOf } from '../matching/evidence/calibration.ts'
import type { EvidenceParameters } from '../matching/evidence/parameters.ts'
import type { CircleError } from '../matching/evidence/position-error.ts'
import type { PresenceRatios } from '../matching/evidence/presence-ratios.ts'
import { EvidenceEngine } from '../matching/evidence/weigh-evidence.ts'
import { type Match, Matcher } from '../matching/match-crimes.ts'
import type { MatchingParameters } from '../matching/parameters.ts'
import type { PairScores } from './calibration-fit.ts'
import type { TownNote } from './mode-result.ts'
import { type ScoredPair, type ScoredPairs, ScoredPairsBuilder } from './scored-pairs.ts'
import { weighShiftedTrails } from './shifted-trails.ts'
import { crimeKey, type ValidationTown } from './validation-town.ts'

/** What became of a town. */
export interface ScoredTown {
  readonly note: TownNote
  readonly pairs: ScoredPairs
  /** The same pairs as calibration sees them, in the same order. */
  readonly scores: PairScores
  /** What the engine measured of the town's circles. */
  readonly circleErrors: readonly CircleError[]
  /** log10 LR of offenders' trails of other days. */
  readonly shifted: Float64Array
}

/**
 * Weighs every crime of a town with every wearer who could lawfully be compared, as `--pairs all`
 * does, and tells what was said of each pair beside what is so.
 */
export function scoreTown(
  town: ValidationTown,
  seed: number,
  parameters: MatchingParameters,
): ScoredTown {
  const arranged = arrangePositions(town.positions)
  const engine = EvidenceEngine.over(arranged, town.lawful, parameters.evidence)
  const matcher = new Matcher(arranged, town.lawful, parameters, engine)
  const mechanisms = mostMechanisms(arranged.positions, town.lawful)
  const pairs = new ScoredPairsBuilder()
  const scores = new PairScoresBuilder(town.crimes.length * town.lawful.deviceWearerIds.length)
  for (const crime of town.crimes) {
    for (const match of matcher.match(crime, 'all')) {
      const pair = scoredPair(town, crime, match, mechanisms)
      pairs.add(pair)
      scores.add(match.evidence.ratios, parameters.evidence, pair.isTrue)
    }
  }
  return {
    note: {
      name: town.name,
      seed,
      wearers: town.lawful.deviceWearerIds.length,
      crimes: town.crimes.length,
      offences: town.offences.size,
    },
    pairs: pairs.build(),
    scores: scores.build(),
    circleErrors: engine.fitted().circleErrors,
    shifted: weighShiftedTrails(town, arranged, engine),
  }
}

class PairScoresBuilder {
  #length = 0
  readonly #score: Float64Array
  readonly #knownShare: Float64Array
  readonly #possible: Float64Array
  readonly #isTrue: Uint8Array

  constructor(most: number) {
    this.#score = new Float64Array(most)
    this.#knownShare = new Float64Array(most)
    this.#possible = new Float64Array(most)
    this.#isTrue = new Uint8Array(most)
  }

  /** Without data nothing is known, and everything is possible. */
  add(ratios: PresenceRatios | undefined, parameters: EvidenceParameters, isTrue: boolean): void {
    const row = this.#length++
    const knownShare = ratios?.knownShare ?? 0
    this.#knownShare[row] = knownShare
    this.#possible[row] = ratios?.possible ?? 1
    this.#score[row] = ratios && knownShare > 0 ? scoreOf(ratios, parameters) : 0
    this.#isTrue[row] = isTrue ? 1 : 0
  }

  build(): PairScores {
    const length = this.#length
    return {
      score: this.#score.slice(0, length),
      knownShare: this.#knownShare.slice(0, length),
      possible: this.#possible.slice(0, length),
      isTrue: this.#isTrue.slice(0, length),
    }
  }
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
    refusal: evidence.refusal,
    approachMetres: evidence.approachMetres,
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
  positions: HeldPositions,
  lawful: LawfulIntervals,
): ReadonlyMap<string, ScoredPair['mechanism']> {
  const byDevice = new Map<string, Map<string, number>>()
  for (let row = 0; row < positions.length; row++) {
    const device = deviceIdAt(positions, row)
    const mechanism = mechanismAt(positions, row)
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
