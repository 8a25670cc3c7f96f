import type { CrimeVersion } from '../domain/crime.ts'
import { accuracyMetresAt, type PositionColumns } from '../domain/position-columns.ts'
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
  positions: PositionColumns,
  algorithmVersion: string,
): MatchRow {
  const { closest, devices, inRadius, overlappingPositions, positionsInWindow } = match.proximity
  const deviceId = (device: number | undefined) => positions.deviceIds[device ?? -1] ?? ''
  return {
    crime: match.crime,
    algorithmVersion,
    evidence: match.evidence,
    deviceWearerId: match.deviceWearerId,
    deviceIds: devices.map(deviceId),
    positionsInWindow,
    overlappingPositions,
    closestMetres: closest?.distanceMetres,
    closestAt: closest && positions.capturedAt[closest.row],
    inRadius: inRadius.map(({ row, sequenceLabel, distanceMetres, overlapShare }) => ({
      deviceId: deviceId(positions.device[row]),
      sequenceLabel,
      capturedAt: positions.capturedAt[row] ?? Number.NaN,
      latitude: positions.latitude[row] ?? Number.NaN,
      longitude: positions.longitude[row] ?? Number.NaN,
      accuracyMetres: accuracyMetresAt(positions, row),
      mechanism: positions.mechanisms[positions.mechanism[row] ?? -1] ?? '',
      distanceMetres,
      overlapShare,
    })),
  }
}
