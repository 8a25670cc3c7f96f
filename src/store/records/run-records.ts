import type { Instant } from '../../domain/interval.ts'
import type { MatchCause, MatchChangeKind } from '../../domain/match-change.ts'
import type { Outcome } from './imports.ts'
import { instantFrom, instantIfAny, instantText, JsonParameter } from './record-values.ts'
import type { RecordRow, RecordsQuery } from './records.ts'
import type { RunInputs } from './run-inputs.ts'

export interface RunStart {
  readonly algorithmVersion: string
  readonly parameters: Readonly<Record<string, string | number | boolean>>
  readonly pairs: 'radius' | 'near' | 'all'
  readonly inputs: RunInputs
  /** Whether it compares everything, or only what something touched. */
  readonly scope: RunScope
  readonly begunBy: 'command' | 'automatic'
  readonly startedAt: Instant
}

export type RunScope = 'whole' | 'touched'

export interface RunCounts {
  readonly crimesCompared: number
  readonly crimesInRadius: number
  /** Of all positions; a run of what was touched does not count them. */
  readonly positionsLawful?: number | undefined
  /** Lines of matches.csv. */
  readonly pairsFound: number
}

export interface RunEnd {
  readonly outcome: 'done' | 'failed'
  readonly finishedAt: Instant
  readonly message?: string | undefined
  readonly counts?: RunCounts | undefined
  /** The evidence's parameter set and what was fitted on the run's own positions. */
  readonly evidence?: object | undefined
}

/** One execution of a named algorithm version. */
export interface MatchingRun extends RunStart {
  readonly id: number
  readonly finishedAt: Instant | undefined
  readonly outcome: Outcome
  readonly message: string | undefined
  readonly counts: RunCounts | undefined
  /** How far it is while it runs, in crimes. */
  readonly progress: { readonly done: number; readonly total: number } | undefined
  /** When its time to be kept was over: what it found is no longer known. */
  readonly matchesDeletedAt: Instant | undefined
  /** As it was given to {@link finishRun}; absent in runs from before the evidence engine. */
  readonly evidence: unknown
}

/** @returns the run's id, larger than any before. */
export async function startRun(query: RecordsQuery, start: RunStart): Promise<number> {
  const { inputs } = start
  const [row] = await query.query<{ id: bigint }>(
    `insert into matching_runs (
       algorithm_version, parameters, pairs, positions_through, people_through, crimes_through,
       deletions_through, inputs_sha256, scope, begun_by, started_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) returning id`,
    [
      start.algorithmVersion,
      new JsonParameter(start.parameters),
      start.pairs,
      inputs.positionsThrough,
      inputs.peopleThrough,
      inputs.crimesThrough,
      inputs.deletionsThrough,
      inputs.sha256,
      start.scope,
      start.begunBy,
      instantText(start.startedAt),
    ],
  )
  return Number(row?.id)
}

/** Says how far a run under way is: crimes it has compared, of how many. */
export async function recordProgress(
  query: RecordsQuery,
  id: number,
  done: number,
  total: number,
): Promise<void> {
  await query.query(
    `update matching_runs set crimes_done = $2, crimes_total = $3 where id = $1 and outcome = 'running'`,
    [id, done, total],
  )
}

/**
 * Says how a run ended; of one that failed the matches it had found are dropped. In the transaction that adds the last
 * matches, so that a run that is done has all of them.
 *
 * @throws Error when the run is not running.
 */
export async function finishRun(transaction: RecordsQuery, id: number, end: RunEnd): Promise<void> {
  const finished = await transaction.query(
    `update matching_runs set
       outcome = $2, finished_at = $3, message = $4, crimes_compared = $5, crimes_in_radius = $6,
       positions_lawful = $7, pairs_found = $8, evidence = $9
     where id = $1 and outcome = 'running' returning id`,
    [
      id,
      end.outcome,
      instantText(end.finishedAt),
      end.message,
      end.counts?.crimesCompared,
      end.counts?.crimesInRadius,
      end.counts?.positionsLawful,
      end.counts?.pairsFound,
      end.evidence && new JsonParameter(end.evidence),
    ],
  )
  if (finished.length === 0) throw new Error(`Cannot finish run ${id}: it is not running`)
  if (end.outcome === 'failed') {
    await transaction.query('delete from matches where run_id = $1', [id])
  }
}

/**
 * Marks every running run as failed and drops what it had found. Only for whoever alone holds the
 * data: it cannot tell cut off from running elsewhere.
 *
 * @returns the ids of those runs.
 */
export async function failAbandonedRuns(transaction: RecordsQuery, at: Instant): Promise<number[]> {
  const rows = await transaction.query<{ id: bigint }>(
    `update matching_runs set outcome = 'failed', finished_at = $1, message = 'It was cut off before its end'
     where outcome = 'running' returning id`,
    [instantText(at)],
  )
  const ids = rows.map(({ id }) => id)
  await transaction.query('delete from matches where run_id = any($1::bigint[])', [ids])
  return ids.map(Number)
}

export async function findRun(query: RecordsQuery, id: number): Promise<MatchingRun | undefined> {
  const [row] = await query.query<RunRow>('select * from matching_runs where id = $1', [id])
  return row && runFrom(row)
}

/** The newest run that is done and whose matches are kept. */
export async function newestRun(query: RecordsQuery): Promise<MatchingRun | undefined> {
  const [row] = await query.query<RunRow>(
    `select * from matching_runs where outcome = 'done' and matches_deleted_at is null
     order by id desc limit 1`,
  )
  return row && runFrom(row)
}

/** Every run, oldest first. */
export async function listRuns(query: RecordsQuery): Promise<MatchingRun[]> {
  return (await query.query<RunRow>('select * from matching_runs order by id')).map(runFrom)
}

/** A run as a list shows it. */
export interface ListedRun extends MatchingRun {
  /** What had touched the crimes of a run of what was touched. */
  readonly causes: readonly MatchCause[]
}

/** Runs, newest first: those before number `before`. */
export async function newestRuns(
  query: RecordsQuery,
  { before, limit }: { readonly before?: number | undefined; readonly limit: number },
): Promise<ListedRun[]> {
  const rows = await query.query<RunRow & { causes: MatchCause[] }>(
    `select matching_runs.*, array(
       select distinct cause from run_crimes
       where run_id = matching_runs.id and matching_runs.scope = 'touched' order by cause
     ) as causes
     from matching_runs where $1::bigint is null or id < $1 order by id desc limit $2`,
    [before, limit],
  )
  return rows.map((row) => ({ ...runFrom(row), causes: row.causes }))
}

/** Why a run compared its crimes: how many for each cause, and how many pairs it says otherwise than before. */
export async function runTotals(
  query: RecordsQuery,
  runId: number,
): Promise<{
  readonly causes: ReadonlyMap<MatchCause, number>
  readonly changes: ReadonlyMap<MatchChangeKind, number>
}> {
  const causes = await query.query<{ name: MatchCause; count: bigint }>(
    'select cause as name, count(*) as count from run_crimes where run_id = $1 group by 1 order by 1',
    [runId],
  )
  const changes = await query.query<{ name: MatchChangeKind; count: bigint }>(
    'select kind as name, count(*) as count from match_changes where run_id = $1 group by 1 order by 1',
    [runId],
  )
  const counts = <Name>(rows: readonly { name: Name; count: bigint }[]) =>
    new Map(rows.map(({ name, count }) => [name, Number(count)]))
  return { causes: counts(causes), changes: counts(changes) }
}

type RunRow = RecordRow & {
  id: bigint
  algorithm_version: string
  parameters: RunStart['parameters']
  pairs: RunStart['pairs']
  positions_through: bigint | null
  people_through: bigint | null
  crimes_through: bigint | null
  deletions_through: bigint | null
  inputs_sha256: string
  scope: RunScope
  begun_by: RunStart['begunBy']
  crimes_done: bigint | null
  crimes_total: bigint | null
  started_at: string
  finished_at: string | null
  outcome: Outcome
  message: string | null
  matches_deleted_at: string | null
  crimes_compared: bigint | null
  crimes_in_radius: bigint | null
  positions_lawful: bigint | null
  pairs_found: bigint | null
  evidence: object | null
}

function runFrom(row: RunRow): MatchingRun {
  return {
    id: Number(row.id),
    algorithmVersion: row.algorithm_version,
    parameters: row.parameters,
    pairs: row.pairs,
    inputs: {
      positionsThrough: numberIfAny(row.positions_through),
      peopleThrough: numberIfAny(row.people_through),
      crimesThrough: numberIfAny(row.crimes_through),
      deletionsThrough: numberIfAny(row.deletions_through),
      sha256: row.inputs_sha256,
    },
    scope: row.scope,
    begunBy: row.begun_by,
    progress:
      row.outcome === 'running' && row.crimes_total !== null
        ? { done: Number(row.crimes_done), total: Number(row.crimes_total) }
        : undefined,
    startedAt: instantFrom(row.started_at),
    finishedAt: instantIfAny(row.finished_at),
    outcome: row.outcome,
    message: row.message ?? undefined,
    matchesDeletedAt: instantIfAny(row.matches_deleted_at),
    counts:
      row.pairs_found === null
        ? undefined
        : {
            crimesCompared: Number(row.crimes_compared),
            crimesInRadius: Number(row.crimes_in_radius),
            positionsLawful: numberIfAny(row.positions_lawful),
            pairsFound: Number(row.pairs_found),
          },
    evidence: row.evidence ?? undefined,
  }
}

function numberIfAny(value: bigint | null): number | undefined {
  return value === null ? undefined : Number(value)
}
