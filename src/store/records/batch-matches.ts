import { crimeVersionSelection } from './crime-version-rows.ts'
import { type MatchRow, type MatchSummary, matchFrom } from './match-records.ts'
import { instantText } from './record-values.ts'
import type { RecordsQuery } from './records.ts'
import type { Viewer } from './viewer.ts'

/** What stands between a wearer and a crime that a batch brought, with who the wearer is on record. */
export interface BatchMatch extends MatchSummary {
  readonly algorithmVersion: string
  readonly names: readonly string[]
  readonly dateOfBirth: string | undefined
  readonly crn: string | undefined
  readonly nomis: string | undefined
  readonly pnc: string | undefined
  /** Of the devices, in their order; empty where a device's is not on record. */
  readonly serialNumbers: readonly string[]
  readonly practitioner: string | undefined
}

/**
 * What stands of the crimes that attempts brought, for wearers near whom the account may see: by crime, the
 * strongest evidence of presence first. `limit` keeps a mistake from filling the memory.
 */
export async function batchMatches(
  query: RecordsQuery,
  { accountId, at }: Viewer,
  attemptIds: readonly number[],
  limit: number,
): Promise<BatchMatch[]> {
  const rows = await query.query<
    MatchRow & {
      algorithm_version: string
      names: string[] | null
      date_of_birth: string | null
      crn: string | null
      nomis: string | null
      pnc: string | null
      serial_numbers: string[]
      practitioner: string | null
    }
  >(
    `select ${crimeVersionSelection}, matches.*, matching_runs.algorithm_version,
       wearers.names, wearers.date_of_birth, wearers.crn, wearers.nomis, wearers.pnc,
       array(
         select coalesce(devices.serial_number, '')
         from unnest(matches.device_ids) with ordinality as worn (id, place)
         left join devices on devices.id = worn.id order by worn.place
       ) as serial_numbers,
       (
         select allocations.practitioner from allocations
         where allocations.device_wearer_id = matches.device_wearer_id
           and allocations.starts_at <= $3::timestamptz
           and (allocations.ends_at is null or allocations.ends_at > $3::timestamptz)
         order by allocations.starts_at desc, allocations.id desc limit 1
       ) as practitioner
     from crimes
     join standing_matches as standing on standing.crime_id = crimes.id
     join matches on matches.run_id = standing.run_id and matches.ordinal = standing.ordinal
     join matching_runs on matching_runs.id = matches.run_id
     join crime_versions as stated on stated.id = matches.crime_version_id
     left join device_wearers as wearers on wearers.id = matches.device_wearer_id
     where crimes.withdrawn_at is null
       and crimes.id in (
         select crime_versions.crime_id from ingestion_attempts
         join crime_versions on crime_versions.import_id = ingestion_attempts.import_id
         where ingestion_attempts.id = any ($2::bigint[])
           and force_visible($1::bigint, ingestion_attempts.police_force)
       )
       and force_visible($1::bigint, crimes.police_force)
       and matches.positions_in_radius > 0
       and (matches.device_wearer_id in (
         select device_wearer_id from visible_wearers($1::bigint, $3::timestamptz)
       )) is true
     order by crimes.police_force, crimes.crime_reference, matches.log10_lr desc nulls last,
       matches.device_wearer_id
     limit $4`,
    [accountId, attemptIds, instantText(at), limit],
  )
  return rows.map((row) => ({
    ...matchFrom(row),
    algorithmVersion: row.algorithm_version,
    names: row.names ?? [],
    dateOfBirth: row.date_of_birth ?? undefined,
    crn: row.crn ?? undefined,
    nomis: row.nomis ?? undefined,
    pnc: row.pnc ?? undefined,
    serialNumbers: row.serial_numbers,
    practitioner: row.practitioner ?? undefined,
  }))
}
