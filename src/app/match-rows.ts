import type { CrimeVersion } from '../domain/crime.ts'
import {
  accuracyMetresAt,
  capturedAt,
  deviceIdAt,
  type HeldPositions,
  mechanismAt,
} from '../domain/held-positions.ts'
import type { Match } from '../matching/match-crimes.ts'
import type { MatchToStore } from '../store/records/match-records.ts'

/** One wearer and one crime version as a run keeps and tells them: a line of matches.csv. */
export interface MatchRow extends MatchToStore {
  readonly crime: CrimeVersion
  /** The version of the method that found it, with its parameters' hash. */
  readonly algorithmVersion: string
}

/** A match with the positions it points at written out. */
export function matchRow(
  match: Match,
  positions: HeldPositions,
  algorithmVersion: string,
): MatchRow {
  const { closest, devices, inRadius, overlappingPositions, positionsInWindow } = match.proximity
  return {
    crime: match.crime,
    algorithmVersion,
    evidence: match.evidence,
    deviceWearerId: match.deviceWearerId,
    deviceIds: devices.map((device) => positions.deviceIds[device] ?? ''),
    positionsInWindow,
    overlappingPositions,
    closestMetres: closest?.distanceMetres,
    closestAt: closest && capturedAt(positions, closest.row),
    inRadius: inRadius.map(({ row, sequenceLabel, distanceMetres, overlapShare }) => ({
      deviceId: deviceIdAt(positions, row),
      sequenceLabel,
      capturedAt: capturedAt(positions, row),
      latitude: positions.latitude[row] ?? Number.NaN,
      longitude: positions.longitude[row] ?? Number.NaN,
      accuracyMetres: accuracyMetresAt(positions, row),
      mechanism: mechanismAt(positions, row),
      distanceMetres,
      overlapShare,
    })),
  }
}
