import { crimeVersionSelection } from './crime-version-rows.ts'
import { type MatchRow, matchFrom, positionsOf, type StoredMatch } from './match-records.ts'
import { pages } from './pages.ts'
import type { RecordsQuery } from './records.ts'

const PAGE = 500

/** The pairs that stand of some crimes: for each crime its wearers. */
export async function standingWearers(
  query: RecordsQuery,
  crimeIds: readonly number[],
): Promise<Map<number, string[]>> {
  const wearers = new Map<number, string[]>()
  for (const page of pages(crimeIds)) {
    const rows = await query.query<{ crime_id: bigint; device_wearer_id: string }>(
      'select crime_id, device_wearer_id from standing_matches where crime_id = any($1::bigint[])',
      [page],
    )
    for (const { crime_id, device_wearer_id } of rows) {
      const list = wearers.get(Number(crime_id))
      if (list) list.push(device_wearer_id)
      else wearers.set(Number(crime_id), [device_wearer_id])
    }
  }
  return wearers
}

/** The run whose answer about a crime stands; `undefined` while none was given. */
export async function standingRunOf(
  query: RecordsQuery,
  crimeId: number,
): Promise<number | undefined> {
  const [row] = await query.query<{ run: bigint | null }>(
    'select standing_run_id as run from crimes where id = $1',
    [crimeId],
  )
  return row?.run == null ? undefined : Number(row.run)
}

/** A match that stands, with the method of the run that said it. */
export interface StandingMatch extends StoredMatch {
  readonly algorithmVersion: string
}

/** Every match that stands, with its crime and positions: by force, reference, and strength. */
export async function* standingMatches(query: RecordsQuery): AsyncGenerator<StandingMatch> {
  let after: readonly unknown[] = ['', '', -1]
  while (true) {
    const rows: (MatchRow & { algorithm_version: string })[] = await query.query(
      `select ${crimeVersionSelection}, matches.*, matching_runs.algorithm_version
       from standing_matches as standing
       join matches on matches.run_id = standing.run_id and matches.ordinal = standing.ordinal
       join matching_runs on matching_runs.id = matches.run_id
       join crime_versions as stated on stated.id = matches.crime_version_id
       join crimes on crimes.id = stated.crime_id
       where (standing.police_force, standing.crime_reference, standing.ordinal)
         > ($1::text collate "C", $2::text collate "C", $3::integer)
       order by standing.police_force, standing.crime_reference, standing.ordinal limit $4`,
      [...after, PAGE],
    )
    const positions = await positionsOf(
      query,
      rows.map(({ run_id, ordinal }) => ({ runId: Number(run_id), ordinal })),
    )
    for (const [index, row] of rows.entries()) {
      yield {
        ...matchFrom(row),
        algorithmVersion: row.algorithm_version,
        inRadius: positions[index] ?? [],
      }
    }
    const last = rows.at(-1)
    if (!last || rows.length < PAGE) return
    after = [last.police_force, last.crime_reference, last.ordinal]
  }
}

/** Where the answer about a pair stands: its run and its place there; `undefined` where the pair does not stand. */
export async function standingPlaceOf(
  query: RecordsQuery,
  { crimeId, deviceWearerId }: { readonly crimeId: number; readonly deviceWearerId: string },
): Promise<{ readonly runId: number; readonly ordinal: number } | undefined> {
  const [row] = await query.query<{ run_id: bigint; ordinal: number }>(
    'select run_id, ordinal from standing_matches where crime_id = $1 and device_wearer_id = $2',
    [crimeId, deviceWearerId],
  )
  return row && { runId: Number(row.run_id), ordinal: row.ordinal }
}
