import { instantIfAny, instantText } from './record-values.ts'
import type { RecordsQuery } from './records.ts'
import type { Viewer } from './viewer.ts'

/** How far the comparing of a file's crimes with trails is. */
export interface Comparison {
  /** Crimes it brought news of that nobody withdrew; the other two count among them. */
  readonly crimes: number
  readonly waiting: number
  readonly compared: number
  /** The run that failed to compare those that wait. */
  readonly failedRunId: number | undefined
  /** The newest run whose answer stands of any of its crimes. */
  readonly runId: number | undefined
  /** Wearers near any of its crimes that the account may see. */
  readonly wearers: number
}

/** A run under way, and how far it is where it says so. */
export interface RunUnderWay {
  readonly id: number
  readonly done: number | undefined
  readonly crimes: number | undefined
}

/** What a file's crimes are, once each: `$1` the imports. */
const BROUGHT = `(
       select distinct import_id, crime_id from crime_versions where import_id = any ($1::bigint[])
     ) as brought
     join crimes on crimes.id = brought.crime_id and crimes.withdrawn_at is null`

/** @returns by import; none for an import that brought no news. */
export async function comparisonsOf(
  query: RecordsQuery,
  { accountId, at }: Viewer,
  importIds: readonly number[],
): Promise<Map<number, Comparison>> {
  const rows = await query.query<{
    import_id: bigint
    crimes: bigint
    waiting: bigint
    compared: bigint
    since: string | null
    run_id: bigint | null
  }>(
    `select brought.import_id, count(*) as crimes, count(touched.crime_id) as waiting,
       count(*) filter (where touched.crime_id is null and crimes.standing_run_id is not null)
         as compared,
       max(touched.since) as since, max(crimes.standing_run_id) as run_id
     from ${BROUGHT}
     left join crimes_to_match as touched on touched.crime_id = crimes.id
     group by brought.import_id`,
    [importIds],
  )
  const wearers = await query.query<{ import_id: bigint; wearers: bigint }>(
    `select brought.import_id, count(distinct standing.device_wearer_id) as wearers
     from ${BROUGHT}
     join standing_matches as standing on standing.crime_id = crimes.id
     join matches on matches.run_id = standing.run_id and matches.ordinal = standing.ordinal
     where matches.positions_in_radius > 0
       and (standing.device_wearer_id in (
         select device_wearer_id from visible_wearers($2::bigint, $3::timestamptz)
       )) is true
     group by brought.import_id`,
    [importIds, accountId, instantText(at)],
  )
  const near = new Map(wearers.map((row) => [Number(row.import_id), Number(row.wearers)]))
  const [last] = await query.query<{ id: bigint; outcome: string; started_at: string }>(
    'select id, outcome, started_at from matching_runs order by id desc limit 1',
  )
  const failedSince = (since: string | null) =>
    since !== null &&
    last?.outcome === 'failed' &&
    Date.parse(last.started_at) >= (instantIfAny(since) ?? Infinity)
  return new Map(
    rows.map((row) => [
      Number(row.import_id),
      {
        crimes: Number(row.crimes),
        waiting: Number(row.waiting),
        compared: Number(row.compared),
        failedRunId: failedSince(row.since) ? Number(last?.id) : undefined,
        runId: row.run_id === null ? undefined : Number(row.run_id),
        wearers: near.get(Number(row.import_id)) ?? 0,
      },
    ]),
  )
}

/** @returns `undefined` while none is. */
export async function runUnderWay(query: RecordsQuery): Promise<RunUnderWay | undefined> {
  const [run] = await query.query<{
    id: bigint
    crimes_done: bigint | null
    crimes: bigint
  }>(
    `select id, crimes_done,
       (select count(*) from run_crimes where run_id = matching_runs.id) as crimes
     from matching_runs where outcome = 'running' order by id desc limit 1`,
  )
  return (
    run && {
      id: Number(run.id),
      done: run.crimes_done === null ? undefined : Number(run.crimes_done),
      crimes: Number(run.crimes) || undefined,
    }
  )
}
