import type { Instant, Interval } from '../../domain/interval.ts'
import { startText } from './open-interval.ts'
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
    [deviceId, startText(within), instantText(within.to)],
  )
  return Number(row?.erased)
}

/** Matches of a wearer at crimes whose window, with the run's padding, touches an interval. */
const TOUCHED = `join crime_versions on crime_versions.id = matches.crime_version_id
       join matching_runs on matching_runs.id = matches.run_id
       cross join lateral (select make_interval(mins =>
         coalesce((matching_runs.parameters ->> 'padMinutes')::double precision, 0)::integer + 1
       ) as pad) as padding
       where matches.device_wearer_id = $1
         and crime_versions.window_to + pad >= coalesce($2::timestamptz, '-infinity')
         and crime_versions.window_from - pad < coalesce($3::timestamptz, 'infinity')`

const MATCHES_TOUCHED = `matches ${TOUCHED}`

/** How many matches {@link eraseMatches} would remove. */
export async function countMatches(
  query: RecordsQuery,
  deviceWearerId: string,
  within: Interval,
): Promise<number> {
  const [row] = await query.query<{ found: bigint }>(
    `select count(*) as found from ${MATCHES_TOUCHED}`,
    [deviceWearerId, startText(within), instantText(within.to)],
  )
  return Number(row?.found)
}

/**
 * Removes what runs found of a wearer at crimes whose window, with the run's padding, touches an
 * interval: closest positions and counts speak of the positions as well. That a pair stood and fell away
 * stays known, nothing of what was said of it; its crime is noted, to be compared with what is left.
 * In a transaction. @returns how many pairs.
 */
export async function eraseMatches(
  query: RecordsQuery,
  deviceWearerId: string,
  within: Interval,
  at: Instant,
): Promise<number> {
  const touched = [deviceWearerId, startText(within), instantText(within.to)]
  await query.query(
    `update match_changes set
       before = case when before is not null then '{}'::jsonb end,
       after = case when after is not null then '{}'::jsonb end
     where device_wearer_id = $1 and crime_id in (
       select crime_versions.crime_id from ${MATCHES_TOUCHED})`,
    touched,
  )
  await query.query(
    `with stood as (
       select standing.* from standing_matches as standing
       join matches on matches.run_id = standing.run_id and matches.ordinal = standing.ordinal
       ${TOUCHED}
     ), noted as (
       insert into crimes_to_match (crime_id, cause, since)
       select crime_id, 'erasure', $4::timestamptz from stood
     )
     insert into match_changes (crime_id, device_wearer_id, kind, before_run_id, before_ordinal,
       cause, changed_at, before)
     select crime_id, device_wearer_id, 'fell_away', run_id, ordinal, 'erasure', $4::timestamptz, '{}'
     from stood`,
    [...touched, instantText(at)],
  )
  const [row] = await query.query<{ erased: bigint }>(
    `with touched as (
       select matches.run_id, matches.ordinal from ${MATCHES_TOUCHED}
     ), erased as (
       delete from matches using touched
       where matches.run_id = touched.run_id and matches.ordinal = touched.ordinal
       returning 1
     ) select count(*) as erased from erased`,
    touched,
  )
  return Number(row?.erased)
}
