import type { CrimeVersion } from '../domain/crime.ts'
import {
  accuracyMetresAt,
  DEGREES_PER_UNIT,
  type PositionColumns,
} from '../domain/position-columns.ts'
import type { RowIssue } from '../domain/row-issue.ts'
import type { Match } from '../matching/match-crimes.ts'
import type { PositionInRadius } from '../matching/proximity.ts'
import {
  type Column,
  degrees,
  instant,
  integer,
  metres,
  quotedMetres,
  share,
  text,
} from './csv-columns.ts'

/** matches.csv: a line a crime and wearer. */
export function matchColumns(positions: PositionColumns): Column<Match>[] {
  const capturedAt = (row: number | undefined) =>
    row === undefined ? undefined : positions.capturedAt[row]
  return [
    text('police_force', ({ crime }) => crime.policeForce),
    text('crime_reference', ({ crime }) => crime.crimeReference),
    integer('crime_version', ({ crime }) => crime.version),
    text('crime_type', ({ crime }) => crime.crimeType),
    instant('crime_from', ({ crime }) => crime.window.from),
    instant('crime_to', ({ crime }) => crime.window.to),
    degrees('crime_latitude', ({ crime }) => crime.latitude),
    degrees('crime_longitude', ({ crime }) => crime.longitude),
    text('device_wearer_id', ({ deviceWearerId }) => deviceWearerId),
    text('device_id', ({ proximity }) =>
      proximity.devices.map((device) => positions.deviceIds[device] ?? '').join(';'),
    ),
    integer('positions_in_window', ({ proximity }) => proximity.positionsInWindow),
    integer('positions_in_radius', ({ proximity }) => proximity.inRadius.length),
    integer('overlapping_positions', ({ proximity }) => proximity.overlappingPositions),
    instant('first_in_radius_at', ({ proximity }) => capturedAt(proximity.inRadius[0]?.row)),
    instant('last_in_radius_at', ({ proximity }) => capturedAt(proximity.inRadius.at(-1)?.row)),
    metres('closest_metres', ({ proximity }) => proximity.closest?.distanceMetres),
    instant('closest_at', ({ proximity }) => capturedAt(proximity.closest?.row)),
  ]
}

/** A position in radius with the match it belongs to. */
export interface MatchPosition {
  readonly match: Match
  readonly position: PositionInRadius
}

/** match-positions.csv: a line a position in radius. */
export function matchPositionColumns(positions: PositionColumns): Column<MatchPosition>[] {
  return [
    text('police_force', ({ match }) => match.crime.policeForce),
    text('crime_reference', ({ match }) => match.crime.crimeReference),
    integer('crime_version', ({ match }) => match.crime.version),
    text('device_wearer_id', ({ match }) => match.deviceWearerId),
    text('device_id', ({ position }) => positions.deviceIds[positions.device[position.row] ?? -1]),
    text('sequence_label', ({ position }) => position.sequenceLabel),
    instant('captured_at', ({ position }) => positions.capturedAt[position.row]),
    degrees(
      'latitude',
      ({ position }) => (positions.latitude[position.row] ?? 0) * DEGREES_PER_UNIT,
    ),
    degrees(
      'longitude',
      ({ position }) => (positions.longitude[position.row] ?? 0) * DEGREES_PER_UNIT,
    ),
    quotedMetres('accuracy_metres', ({ position }) => accuracyMetresAt(positions, position.row)),
    text(
      'mechanism',
      ({ position }) => positions.mechanisms[positions.mechanism[position.row] ?? -1],
    ),
    metres('distance_metres', ({ position }) => position.distanceMetres),
    share('overlap_share', ({ position }) => position.overlapShare),
  ]
}

/** A row issue with the name of its file. */
export interface FileIssue extends RowIssue {
  readonly file: string
}

/** row-issues.csv: a line a fault. */
export const rowIssueColumns: Column<FileIssue>[] = [
  text('file', ({ file }) => file),
  integer('row', ({ row }) => row),
  text('field', ({ field }) => field),
  text('code', ({ code }) => code),
  text('value', ({ value }) => value),
  text('message', ({ message }) => message),
  text('required_action', ({ requiredAction }) => requiredAction),
  text('crime_reference', ({ crimeReference }) => crimeReference),
]

/** A crime version with the file and row that made it. */
export interface FiledCrimeVersion {
  readonly crime: CrimeVersion
  readonly file: string
  readonly row: number
}

/** crime-versions.csv: a line a version, with what it changed. */
export const crimeVersionColumns: Column<FiledCrimeVersion>[] = [
  text('police_force', ({ crime }) => crime.policeForce),
  text('crime_reference', ({ crime }) => crime.crimeReference),
  integer('crime_version', ({ crime }) => crime.version),
  text('batch_id', ({ crime }) => crime.batchId),
  text('file', ({ file }) => file),
  integer('row', ({ row }) => row),
  text('crime_type', ({ crime }) => crime.crimeType),
  instant('crime_from', ({ crime }) => crime.window.from),
  instant('crime_to', ({ crime }) => crime.window.to),
  degrees('crime_latitude', ({ crime }) => crime.latitude),
  degrees('crime_longitude', ({ crime }) => crime.longitude),
  text('changes', ({ crime }) => crime.changes.join('; ')),
]
