import type { CrimeVersion } from '../../domain/crime.ts'
import type { Verdict } from '../../domain/evidence-summary.ts'
import type { Instant } from '../../domain/interval.ts'
import {
  type CrimeVersionRow,
  crimeVersionFrom,
  crimeVersionSelection,
} from './crime-version-rows.ts'
import { instantIfAny, instantText } from './record-values.ts'
import type { RecordRow, RecordsQuery } from './records.ts'

interface CrimeKey {
  readonly policeForce: string
  readonly crimeReference: string
}

/** Every version of a crime, oldest first; none where there is no such crime or the account may not see its force. */
export async function crimeVersionsOf(
  query: RecordsQuery,
  accountId: number,
  { policeForce, crimeReference }: CrimeKey,
): Promise<CrimeVersion[]> {
  const rows = await query.query<CrimeVersionRow>(
    `select ${crimeVersionSelection}
     from crimes join crime_versions as stated on stated.crime_id = crimes.id
     where crimes.police_force = $2 and crimes.crime_reference = $3
       and force_visible($1::bigint, crimes.police_force)
     order by stated.version`,
    [accountId, policeForce, crimeReference],
  )
  return rows.map(crimeVersionFrom)
}

/** A match of a crime, without the positions it points at. */
export interface MatchOfCrime {
  readonly ordinal: number
  readonly crimeVersion: number
  readonly deviceWearerId: string
  readonly deviceIds: readonly string[]
  readonly positionsInWindow: number
  readonly positionsInRadius: number
  readonly overlappingPositions: number
  readonly firstInRadiusAt: Instant | undefined
  readonly lastInRadiusAt: Instant | undefined
  readonly closestMetres: number | undefined
  readonly closestAt: Instant | undefined
  readonly windowCoverage: number | undefined
  readonly log10Lr: number | undefined
  readonly log10LrPopulation: number | undefined
  readonly coincidenceDays: number | undefined
  readonly comparableDays: number | undefined
  readonly verdict: Verdict | undefined
}

/** Which of a run's matches of a crime: those behind `after`, in the run's order. */
export interface MatchesAsked extends CrimeKey {
  readonly runId: number
  readonly after: number
  readonly limit: number
}

/** Matches of a crime with wearers whom the account may see now, strongest first. */
export async function matchesOfCrime(
  query: RecordsQuery,
  accountId: number,
  now: Instant,
  { policeForce, crimeReference, runId, after, limit }: MatchesAsked,
): Promise<MatchOfCrime[]> {
  const rows = await query.query<MatchRow>(
    `select matches.*, stated.version as crime_version
     from crimes
     join crime_versions as stated on stated.crime_id = crimes.id
     join matches on matches.crime_version_id = stated.id and matches.run_id = $5
     where crimes.police_force = $3 and crimes.crime_reference = $4
       and force_visible($1::bigint, crimes.police_force)
       and exists (
         select from visible_wearers($1::bigint, $2::timestamptz) as visible
         where visible.device_wearer_id = matches.device_wearer_id)
       and matches.ordinal > $6
     order by matches.ordinal limit $7`,
    [accountId, instantText(now), policeForce, crimeReference, runId, after, limit],
  )
  return rows.map(matchFrom)
}

type MatchRow = RecordRow & {
  ordinal: number
  crime_version: number
  device_wearer_id: string
  device_ids: string[]
  positions_in_window: number
  positions_in_radius: number
  overlapping_positions: number
  first_in_radius_at: string | null
  last_in_radius_at: string | null
  closest_metres: number | null
  closest_at: string | null
  window_coverage: number | null
  log10_lr: number | null
  log10_lr_population: number | null
  coincidence_days: number | null
  comparable_days: number | null
  verdict: Verdict | null
}

function matchFrom(row: MatchRow): MatchOfCrime {
  return {
    ordinal: row.ordinal,
    crimeVersion: row.crime_version,
    deviceWearerId: row.device_wearer_id,
    deviceIds: row.device_ids,
    positionsInWindow: row.positions_in_window,
    positionsInRadius: row.positions_in_radius,
    overlappingPositions: row.overlapping_positions,
    firstInRadiusAt: instantIfAny(row.first_in_radius_at),
    lastInRadiusAt: instantIfAny(row.last_in_radius_at),
    closestMetres: row.closest_metres ?? undefined,
    closestAt: instantIfAny(row.closest_at),
    windowCoverage: row.window_coverage ?? undefined,
    log10Lr: row.log10_lr ?? undefined,
    log10LrPopulation: row.log10_lr_population ?? undefined,
    coincidenceDays: row.coincidence_days ?? undefined,
    comparableDays: row.comparable_days ?? undefined,
    verdict: row.verdict ?? undefined,
  }
}
