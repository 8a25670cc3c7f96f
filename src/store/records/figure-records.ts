import type { ForceFigures } from '../../domain/force-figures.ts'
import type { Instant } from '../../domain/interval.ts'
import { instantText } from './record-values.ts'
import type { RecordRow, RecordsQuery } from './records.ts'

/**
 * Keeps what stands once a run's answer does, force by force: in the transaction that ends it. The first run of a
 * London day is the one whose figures are published that day.
 */
export async function addRunFigures(
  transaction: RecordsQuery,
  runId: number,
  at: Instant,
): Promise<void> {
  await transaction.query(
    `insert into run_figures (run_id, police_force, rows_received, rows_accepted, crimes_compared,
       crimes_in_radius, supports_presence, inconclusive, supports_absence, no_data)
     select $1::bigint, police_force, coalesce(rows_received, 0), coalesce(rows_accepted, 0),
       coalesce(crimes_compared, 0), coalesce(crimes_in_radius, 0), coalesce(supports_presence, 0),
       coalesce(inconclusive, 0), coalesce(supports_absence, 0), coalesce(no_data, 0)
     from (
       select coalesce(crime_batches.police_force, '') collate "C" as police_force,
         sum(imports.rows) as rows_received, sum(imports.accepted) as rows_accepted
       from imports join crime_batches on crime_batches.import_id = imports.id
       where imports.outcome = 'done'
       group by 1
     ) as received
     full join (
       select police_force, count(*) as crimes_compared from crimes
       where standing_run_id is not null and withdrawn_at is null
       group by police_force
     ) as compared using (police_force)
     full join (
       select standing.police_force,
         count(distinct standing.crime_id) filter (where positions_in_radius > 0) as crimes_in_radius,
         count(*) filter (where standing.verdict = 'supports_presence') as supports_presence,
         count(*) filter (where standing.verdict = 'inconclusive') as inconclusive,
         count(*) filter (where standing.verdict = 'supports_absence') as supports_absence,
         count(*) filter (where standing.verdict = 'no_data') as no_data
       from standing_matches as standing
       join matches on matches.run_id = standing.run_id and matches.ordinal = standing.ordinal
       group by standing.police_force
     ) as found using (police_force)`,
    [runId],
  )
  await transaction.query(
    `insert into published_figures (london_day, run_id)
     values (($2::timestamptz at time zone 'Europe/London')::date, $1)
     on conflict do nothing`,
    [runId, instantText(at)],
  )
}

/** The run whose figures whoever may see no person is told: the same all day, however often crimes are compared. */
export async function publishedRunId(query: RecordsQuery): Promise<number | undefined> {
  const [row] = await query.query<{ run_id: bigint }>(
    'select run_id from published_figures order by london_day desc limit 1',
  )
  return row && Number(row.run_id)
}

/** What stood after a run, by force; nothing of runs from before figures were kept. */
export async function runFigures(query: RecordsQuery, runId: number): Promise<ForceFigures[]> {
  const rows = await query.query<FiguresRow>(
    'select * from run_figures where run_id = $1 order by police_force',
    [runId],
  )
  return rows.map((row) => ({
    policeForce: row.police_force,
    rowsReceived: Number(row.rows_received),
    rowsAccepted: Number(row.rows_accepted),
    crimesCompared: Number(row.crimes_compared),
    crimesInRadius: Number(row.crimes_in_radius),
    pairs: {
      supports_presence: Number(row.supports_presence),
      inconclusive: Number(row.inconclusive),
      supports_absence: Number(row.supports_absence),
      no_data: Number(row.no_data),
    },
  }))
}

type FiguresRow = RecordRow & {
  police_force: string
  rows_received: bigint
  rows_accepted: bigint
  crimes_compared: bigint
  crimes_in_radius: bigint
  supports_presence: bigint
  inconclusive: bigint
  supports_absence: bigint
  no_data: bigint
}
