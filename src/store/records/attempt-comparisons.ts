import type { Instant } from '../../domain/interval.ts'
import type { Outcome } from './imports.ts'
import { instantFrom, instantIfAny, instantText } from './record-values.ts'
import type { RecordsQuery } from './records.ts'
import type { Viewer } from './viewer.ts'

/** How far the comparing of a file's crimes with trails is. */
export interface Comparison {
  /** Crimes it brought news of that nobody withdrew; the other two count among them. */
  readonly crimes: number
  readonly waiting: number
  readonly compared: number
  /** Since when the last of those that wait does. */
  readonly since: Instant | undefined
  /** The newest run whose answer stands of any of its crimes. */
  readonly runId: number | undefined
  /** Wearers near any of its crimes that the account may see. */
  readonly wearers: number
}

/** The newest run, and how far it is where it is under way and says so. */
export interface NewestRun {
  readonly id: number
  readonly outcome: Outcome
  readonly startedAt: Instant
  readonly done: number | undefined
  readonly crimes: number | undefined
}

/** Crimes of the files of one page, once each: `$1` the imports. */
const BROUGHT = `(
       select distinct import_id, crime_id from crime_versions where import_id = any ($1::bigint[])
     ) as brought
     join crimes on crimes.id = brought.crime_id and crimes.withdrawn_at is null`

/**
 * @param importIds those of one page.
 * @returns by import; none for an import that brought no news.
 */
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
    wearers: bigint
  }>(
    `with near as (
       select brought.import_id, count(distinct standing.device_wearer_id) as wearers
       from ${BROUGHT}
       join standing_matches as standing on standing.crime_id = crimes.id
       join matches on matches.run_id = standing.run_id and matches.ordinal = standing.ordinal
       where matches.positions_in_radius > 0
         and (standing.device_wearer_id in (
           select device_wearer_id from visible_wearers($2::bigint, $3::timestamptz)
         )) is true
       group by brought.import_id
     )
     select brought.import_id, count(*) as crimes, count(touched.since) as waiting,
       count(*) filter (where touched.since is null and crimes.standing_run_id is not null)
         as compared,
       max(touched.since) as since, max(crimes.standing_run_id) as run_id,
       coalesce((select wearers from near where near.import_id = brought.import_id), 0) as wearers
     from ${BROUGHT}
     left join (
       select crime_id, max(since) as since from crimes_to_match group by crime_id
     ) as touched on touched.crime_id = crimes.id
     group by brought.import_id`,
    [importIds, accountId, instantText(at)],
  )
  return new Map(
    rows.map((row) => [
      Number(row.import_id),
      {
        crimes: Number(row.crimes),
        waiting: Number(row.waiting),
        compared: Number(row.compared),
        since: instantIfAny(row.since),
        runId: row.run_id === null ? undefined : Number(row.run_id),
        wearers: Number(row.wearers),
      },
    ]),
  )
}

/** @returns `undefined` before there was any. */
export async function newestRunState(query: RecordsQuery): Promise<NewestRun | undefined> {
  const [run] = await query.query<{
    id: bigint
    outcome: Outcome
    started_at: string
    crimes_done: bigint | null
    crimes_total: bigint | null
  }>(
    `select id, outcome, started_at, crimes_done, crimes_total
     from matching_runs order by id desc limit 1`,
  )
  return (
    run && {
      id: Number(run.id),
      outcome: run.outcome,
      startedAt: instantFrom(run.started_at),
      done: run.crimes_done === null ? undefined : Number(run.crimes_done),
      crimes: run.crimes_total === null ? undefined : Number(run.crimes_total),
    }
  )
}
