import type { Instant } from '../../domain/interval.ts'
import {
  type MatchCause,
  type MatchChangeKind,
  type MatchFacts,
  saidOtherwise,
} from '../../domain/match-change.ts'
import { pages } from './pages.ts'
import { instantText, jsonRows } from './record-values.ts'
import type { RecordRow, RecordsQuery } from './records.ts'

/** A crime that a run gives an answer about, in the version it compared, and why it did. */
export interface RunCrime {
  readonly crimeId: number
  readonly crimeVersionId: number
  readonly cause: MatchCause
  readonly importId: number | undefined
}

/**
 * Lets a run's answer stand for its crimes, in place of whatever stood, and writes down which pairs appeared, are
 * said otherwise, or fell away. In the transaction that keeps the run and its matches.
 *
 * @param crimes all that the run gave an answer about, each once: who is not among its matches is not near.
 */
export async function letStand(
  transaction: RecordsQuery,
  runId: number,
  crimes: readonly RunCrime[],
  at: Instant,
): Promise<void> {
  await takeOnChanges(transaction, runId)
  for (const page of pages(crimes)) {
    await transaction.query(
      `insert into run_crimes (run_id, crime_id, crime_version_id, cause, import_id)
       select $1::bigint, sent.* from json_to_recordset($2::json) as sent (
         crime_id bigint, crime_version_id bigint, cause text, import_id bigint)`,
      [
        runId,
        jsonRows(
          page.map(({ crimeId, crimeVersionId, cause, importId }) => ({
            crime_id: crimeId,
            crime_version_id: crimeVersionId,
            cause,
            import_id: importId,
          })),
        ),
      ],
    )
    await replaceAnswers(transaction, runId, page, at)
  }
}

async function replaceAnswers(
  transaction: RecordsQuery,
  runId: number,
  crimes: readonly RunCrime[],
  at: Instant,
): Promise<void> {
  const crimeIds = crimes.map(({ crimeId }) => crimeId)
  const before = await standingFacts(transaction, crimeIds)
  await transaction.query('delete from standing_matches where crime_id = any($1::bigint[])', [
    crimeIds,
  ])
  await transaction.query(
    `insert into standing_matches
       (crime_id, device_wearer_id, run_id, ordinal, police_force, crime_reference, verdict)
     select crimes.id, matches.device_wearer_id, matches.run_id, matches.ordinal,
       crimes.police_force, crimes.crime_reference, matches.verdict
     from matches
     join crime_versions on crime_versions.id = matches.crime_version_id
     join crimes on crimes.id = crime_versions.crime_id
     where matches.run_id = $1 and crimes.id = any($2::bigint[])`,
    [runId, crimeIds],
  )
  await transaction.query('update crimes set standing_run_id = $1 where id = any($2::bigint[])', [
    runId,
    crimeIds,
  ])
  const after = await standingFacts(transaction, crimeIds)
  const why = new Map(crimes.map((crime) => [crime.crimeId, crime]))
  const changes: object[] = []
  const change = (kind: MatchChangeKind, { crimeId, deviceWearerId }: Told, told: Change) => {
    const crime = why.get(crimeId)
    changes.push({
      crime_id: crimeId,
      device_wearer_id: deviceWearerId,
      kind,
      ordinal: told.is?.ordinal,
      before_run_id: told.was?.runId,
      before_ordinal: told.was?.ordinal,
      cause: crime?.cause,
      import_id: crime?.importId,
      before: told.was?.facts,
      after: told.is?.facts,
    })
  }
  for (const [pair, is] of after) {
    const was = before.get(pair)
    if (!was) change('appeared', is, { is })
    else if (saidOtherwise(was.facts, is.facts)) change('changed', is, { was, is })
  }
  for (const [pair, was] of before) if (!after.has(pair)) change('fell_away', was, { was })
  for (const page of pages(changes)) {
    await transaction.query(
      `insert into match_changes (crime_id, device_wearer_id, kind, run_id, ordinal, before_run_id,
         before_ordinal, cause, import_id, changed_at, before, after)
       select crime_id, device_wearer_id, kind, $1::bigint, ordinal, before_run_id, before_ordinal,
         cause, import_id, $2::timestamptz, before, after
       from json_to_recordset($3::json) as sent (
         crime_id bigint, device_wearer_id text, kind text, ordinal integer, before_run_id bigint,
         before_ordinal integer, cause text, import_id bigint, before jsonb, after jsonb)`,
      [runId, instantText(at), jsonRows(page)],
    )
  }
}

/** What an erasure took away since the last run is among what this one changed: then no change is without a run. */
async function takeOnChanges(transaction: RecordsQuery, runId: number): Promise<void> {
  await transaction.query('update match_changes set run_id = $1 where run_id is null', [runId])
}

interface Change {
  readonly was?: Told
  readonly is?: Told
}

interface Told {
  readonly crimeId: number
  readonly deviceWearerId: string
  readonly runId: number
  readonly ordinal: number
  readonly facts: MatchFacts
}

/** What stands of some crimes, by pair. */
async function standingFacts(
  query: RecordsQuery,
  crimeIds: readonly number[],
): Promise<Map<string, Told>> {
  const rows = await query.query<
    RecordRow & {
      crime_id: bigint
      device_wearer_id: string
      run_id: bigint
      ordinal: number
      version: number
      positions_in_window: number
      positions_in_radius: number
      overlapping_positions: number
      closest_metres: number | null
      device_ids: string[]
      verdict: MatchFacts['verdict']
      window_coverage: number | null
      log10_lr: number | null
    }
  >(
    `select crime_versions.crime_id, matches.device_wearer_id, matches.run_id, matches.ordinal,
       crime_versions.version, positions_in_window, positions_in_radius, overlapping_positions,
       closest_metres, device_ids, matches.verdict, window_coverage, log10_lr
     from standing_matches as standing
     join matches on matches.run_id = standing.run_id and matches.ordinal = standing.ordinal
     join crime_versions on crime_versions.id = matches.crime_version_id
     where standing.crime_id = any($1::bigint[])`,
    [crimeIds],
  )
  return new Map(
    rows.map((row) => [
      `${row.crime_id} ${row.device_wearer_id}`,
      {
        crimeId: Number(row.crime_id),
        deviceWearerId: row.device_wearer_id,
        runId: Number(row.run_id),
        ordinal: row.ordinal,
        facts: {
          crimeVersion: row.version,
          positionsInWindow: row.positions_in_window,
          positionsInRadius: row.positions_in_radius,
          overlappingPositions: row.overlapping_positions,
          closestMetres: row.closest_metres,
          deviceIds: row.device_ids,
          verdict: row.verdict,
          windowCoverage: row.window_coverage,
          log10Lr: row.log10_lr,
        },
      },
    ]),
  )
}
