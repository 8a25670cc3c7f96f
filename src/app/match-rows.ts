import type { CrimeVersion } from '../domain/crime.ts'
import type { Instant } from '../domain/interval.ts'
import { accuracyMetresAt, type PositionColumns } from '../domain/position-columns.ts'
import type { Match } from '../matching/match-crimes.ts'

/** One wearer and one crime version as a run keeps and tells them: a line of matches.csv. */
export interface MatchRow {
  readonly crime: CrimeVersion
  readonly deviceWearerId: string
  /** Devices with a position in the window, the one that came closest first. */
  readonly deviceIds: readonly string[]
  readonly positionsInWindow: number
  readonly overlappingPositions: number
  readonly closestMetres: number | undefined
  readonly closestAt: Instant | undefined
  /** Positions in radius, by time. */
  readonly inRadius: readonly MatchPositionRow[]
}

/** One position in radius: a line of match-positions.csv. */
export interface MatchPositionRow {
  readonly deviceId: string
  readonly sequenceLabel: string
  readonly capturedAt: Instant
  /** WGS84 degrees x 1e7. */
  readonly latitude: number
  readonly longitude: number
  readonly accuracyMetres: number | undefined
  readonly mechanism: string
  readonly distanceMetres: number
  readonly overlapShare: number
}

/** A match with the positions it points at written out. */
export function matchRow(match: Match, positions: PositionColumns): MatchRow {
  const { closest, devices, inRadius, overlappingPositions, positionsInWindow } = match.proximity
  const deviceId = (device: number | undefined) => positions.deviceIds[device ?? -1] ?? ''
  return {
    crime: match.crime,
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
