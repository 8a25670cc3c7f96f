import type { CrimeVersion } from '../domain/crime.ts'
import { DEGREES_PER_UNIT } from '../domain/position-columns.ts'
import type { RowIssue } from '../domain/row-issue.ts'
import type { StoredMatchPosition } from '../store/records/match-records.ts'
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
import type { MatchRow } from './match-rows.ts'

/** matches.csv: a line a crime and wearer. */
export const matchColumns: Column<MatchRow>[] = [
  text('police_force', ({ crime }) => crime.policeForce),
  text('crime_reference', ({ crime }) => crime.crimeReference),
  integer('crime_version', ({ crime }) => crime.version),
  text('crime_type', ({ crime }) => crime.crimeType),
  instant('crime_from', ({ crime }) => crime.window.from),
  instant('crime_to', ({ crime }) => crime.window.to),
  degrees('crime_latitude', ({ crime }) => crime.latitude),
  degrees('crime_longitude', ({ crime }) => crime.longitude),
  text('device_wearer_id', ({ deviceWearerId }) => deviceWearerId),
  text('device_id', ({ deviceIds }) => deviceIds.join(';')),
  integer('positions_in_window', ({ positionsInWindow }) => positionsInWindow),
  integer('positions_in_radius', ({ inRadius }) => inRadius.length),
  integer('overlapping_positions', ({ overlappingPositions }) => overlappingPositions),
  instant('first_in_radius_at', ({ inRadius }) => inRadius[0]?.capturedAt),
  instant('last_in_radius_at', ({ inRadius }) => inRadius.at(-1)?.capturedAt),
  metres('closest_metres', ({ closestMetres }) => closestMetres),
  instant('closest_at', ({ closestAt }) => closestAt),
  share('window_coverage', ({ evidence }) => evidence?.windowCoverage),
  share('log10_lr', ({ evidence }) => evidence?.log10Lr),
  share('log10_lr_population', ({ evidence }) => evidence?.log10LrPopulation),
  integer('coincidence_days', ({ evidence }) => evidence?.coincidenceDays),
  integer('comparable_days', ({ evidence }) => evidence?.comparableDays),
  text('verdict', ({ evidence }) => evidence?.verdict),
  text('algorithm_version', ({ algorithmVersion }) => algorithmVersion),
]

/** A position in radius with the match it belongs to. */
interface MatchPosition {
  readonly match: MatchRow
  readonly position: StoredMatchPosition
}

/** match-positions.csv: a line a position in radius. */
export const matchPositionColumns: Column<MatchPosition>[] = [
  text('police_force', ({ match }) => match.crime.policeForce),
  text('crime_reference', ({ match }) => match.crime.crimeReference),
  integer('crime_version', ({ match }) => match.crime.version),
  text('device_wearer_id', ({ match }) => match.deviceWearerId),
  text('device_id', ({ position }) => position.deviceId),
  text('sequence_label', ({ position }) => position.sequenceLabel),
  instant('captured_at', ({ position }) => position.capturedAt),
  degrees('latitude', ({ position }) => position.latitude * DEGREES_PER_UNIT),
  degrees('longitude', ({ position }) => position.longitude * DEGREES_PER_UNIT),
  quotedMetres('accuracy_metres', ({ position }) => position.accuracyMetres),
  text('mechanism', ({ position }) => position.mechanism),
  metres('distance_metres', ({ position }) => position.distanceMetres),
  share('overlap_share', ({ position }) => position.overlapShare),
]

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
