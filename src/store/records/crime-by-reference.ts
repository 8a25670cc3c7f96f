import type { CrimeVersion } from '../../domain/crime.ts'
import {
  type CrimeVersionRow,
  crimeVersionFrom,
  crimeVersionSelection,
} from './crime-version-rows.ts'
import type { RecordsQuery } from './records.ts'

/** A crime with every version of it, oldest first. */
export interface WholeCrime {
  readonly id: number
  readonly versions: readonly CrimeVersion[]
}

/** The crime of exactly this key; `undefined` where there is none or the account may not see its force. */
export async function crimeByReference(
  query: RecordsQuery,
  accountId: number,
  { policeForce, crimeReference }: Pick<CrimeVersion, 'policeForce' | 'crimeReference'>,
): Promise<WholeCrime | undefined> {
  const rows = await query.query<CrimeVersionRow>(
    `select ${crimeVersionSelection}
     from crimes join crime_versions as stated on stated.crime_id = crimes.id
     where crimes.police_force = $2 and crimes.crime_reference = $3
       and force_visible($1::bigint, crimes.police_force)
     order by stated.version`,
    [accountId, policeForce, crimeReference],
  )
  const [first] = rows
  return first && { id: Number(first.crime_id), versions: rows.map(crimeVersionFrom) }
}
