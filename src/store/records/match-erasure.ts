import type { Interval } from '../../domain/interval.ts'
import { instantText } from './record-values.ts'
import type { RecordsQuery } from './records.ts'

/** Removes what runs kept of one device's positions in an interval. @returns how many. */
export async function eraseMatchPositions(
  query: RecordsQuery,
  deviceId: string,
  within: Interval,
): Promise<number> {
  const [row] = await query.query<{ erased: bigint }>(
    `with erased as (
       delete from match_positions
       where device_id = $1 and captured_at >= coalesce($2::timestamptz, '-infinity')
         and captured_at < coalesce($3::timestamptz, 'infinity')
       returning 1
     ) select count(*) as erased from erased`,
    [deviceId, within.from === -Infinity ? null : instantText(within.from), instantText(within.to)],
  )
  return Number(row?.erased)
}

/**
 * Removes what runs found of a wearer at crimes whose window, with the run's padding, touches an
 * interval: closest positions and counts speak of the positions as well. @returns how many pairs.
 */
export async function eraseMatches(
  query: RecordsQuery,
  deviceWearerId: string,
  within: Interval,
): Promise<number> {
  const [row] = await query.query<{ erased: bigint }>(
    `with erased as (
       delete from matches using crime_versions, matching_runs
       where matches.device_wearer_id = $1
         and crime_versions.id = matches.crime_version_id
         and matching_runs.id = matches.run_id
         and crime_versions.window_to
           + make_interval(mins => coalesce((matching_runs.parameters ->> 'padMinutes')::double precision, 0)::integer + 1)
           >= coalesce($2::timestamptz, '-infinity')
         and crime_versions.window_from
           - make_interval(mins => coalesce((matching_runs.parameters ->> 'padMinutes')::double precision, 0)::integer + 1)
           < coalesce($3::timestamptz, 'infinity')
       returning 1
     ) select count(*) as erased from erased`,
    [
      deviceWearerId,
      within.from === -Infinity ? null : instantText(within.from),
      instantText(within.to),
    ],
  )
  return Number(row?.erased)
}
