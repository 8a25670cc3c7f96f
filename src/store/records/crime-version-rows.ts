import type { CrimeChange, CrimeLocation, CrimeVersion } from '../../domain/crime.ts'
import type { CrimeType } from '../../domain/crime-types.ts'
import { instantFrom, instantText } from './record-values.ts'
import type { RecordRow } from './records.ts'

/** What to select of `crimes` and of `crime_versions as stated` for {@link crimeVersionFrom}. */
export const crimeVersionSelection = `crimes.id as crime_id, crimes.police_force,
         crimes.crime_reference, stated.version, stated.crime_type, stated.window_from,
         stated.window_to, stated.sent_latitude, stated.sent_longitude, stated.sent_easting,
         stated.sent_northing, stated.latitude, stated.longitude, stated.crime_text,
         stated.changes, stated.batch_id, stated.import_id, stated.file_row`

export type CrimeVersionRow = RecordRow & {
  crime_id: bigint
  police_force: string
  crime_reference: string
  version: number
  crime_type: string
  window_from: string
  window_to: string
  sent_latitude: number | null
  sent_longitude: number | null
  sent_easting: number | null
  sent_northing: number | null
  latitude: number
  longitude: number
  crime_text: string
  changes: string[]
  batch_id: string
  import_id: bigint
  file_row: number
}

export function crimeVersionFrom(row: CrimeVersionRow): CrimeVersion {
  return {
    policeForce: row.police_force,
    crimeReference: row.crime_reference,
    version: row.version,
    crimeType: row.crime_type as CrimeType,
    window: { from: instantFrom(row.window_from), to: instantFrom(row.window_to) },
    location: locationFrom(row),
    latitude: row.latitude,
    longitude: row.longitude,
    crimeText: row.crime_text,
    batchId: row.batch_id,
    changes: row.changes as CrimeChange[],
  }
}

/** A crime version by column, for `json_to_recordset`. */
export function crimeVersionToSend(crime: CrimeVersion): object {
  const { location, window } = crime
  return {
    police_force: crime.policeForce,
    crime_reference: crime.crimeReference,
    version: crime.version,
    crime_type: crime.crimeType,
    window_from: instantText(window.from),
    window_to: instantText(window.to),
    ...(location.kind === 'degrees'
      ? { sent_latitude: location.latitude, sent_longitude: location.longitude }
      : { sent_easting: location.easting, sent_northing: location.northing }),
    latitude: crime.latitude,
    longitude: crime.longitude,
    crime_text: crime.crimeText,
    changes: crime.changes,
    batch_id: crime.batchId,
  }
}

function locationFrom(row: CrimeVersionRow): CrimeLocation {
  return row.sent_easting === null
    ? { kind: 'degrees', latitude: row.sent_latitude ?? 0, longitude: row.sent_longitude ?? 0 }
    : { kind: 'grid', easting: row.sent_easting, northing: row.sent_northing ?? 0 }
}
