import type { CrimeVersion } from '../../domain/crime.ts'
import type { Instant } from '../../domain/interval.ts'
import {
  type CrimeVersionRow,
  crimeVersionFrom,
  crimeVersionSelection,
} from './crime-version-rows.ts'
import { instantFrom } from './record-values.ts'
import type { RecordsQuery } from './records.ts'
import { everyForce, visibleForces } from './visible-forces.ts'

/** A crime in its newest version, with its number here. */
export interface ListedCrime {
  readonly id: number
  readonly crime: CrimeVersion
}

/** Crimes of the forces an account may see by their reference, in whatever letter case; one a force. */
export async function visibleCrimesOf(
  query: RecordsQuery,
  accountId: number,
  crimeReference: string,
): Promise<ListedCrime[]> {
  const rows = await query.query<CrimeVersionRow>(
    `select ${crimeVersionSelection}
     from ${visibleForces} as visible
     join crimes on crimes.police_force = visible.police_force
       and lower(crimes.crime_reference) = lower($3::text collate "C")
     cross join lateral (
       select * from crime_versions where crime_id = crimes.id order by version desc limit 1
     ) as stated
     order by crimes.police_force, crimes.id`,
    [accountId, everyForce, crimeReference],
  )
  return rows.map(listed)
}

/** A crime version with what it came in. */
export interface VisibleCrimeVersion {
  readonly crime: CrimeVersion
  readonly importId: number
  readonly receivedAt: Instant
}

/** Every version of a crime, newest first; none where there is no such crime or the account may not see its force. */
export async function visibleCrimeVersions(
  query: RecordsQuery,
  accountId: number,
  crimeId: number,
): Promise<VisibleCrimeVersion[]> {
  const rows = await query.query<CrimeVersionRow & { started_at: string }>(
    `select ${crimeVersionSelection}, imports.started_at
     from crimes
     join crime_versions as stated on stated.crime_id = crimes.id
     join imports on imports.id = stated.import_id
     where crimes.id = $2 and force_visible($1::bigint, crimes.police_force)
     order by stated.version desc`,
    [accountId, crimeId],
  )
  return rows.map((row) => ({
    crime: crimeVersionFrom(row),
    importId: Number(row.import_id),
    receivedAt: instantFrom(row.started_at),
  }))
}

function listed(row: CrimeVersionRow): ListedCrime {
  return { id: Number(row.crime_id), crime: crimeVersionFrom(row) }
}
