import type { ForceFigures } from '../../domain/force-figures.ts'
import { jsonRows } from './record-values.ts'
import type { RecordRow, RecordsQuery } from './records.ts'

/** What a run itself knows of a force; what was received of it is in the records. */
export type RunForceFigures = Omit<ForceFigures, 'rowsReceived' | 'rowsAccepted'>

/** Keeps what a run came to, force by force, in the transaction that ends it. */
export async function addRunFigures(
  transaction: RecordsQuery,
  runId: number,
  figures: readonly RunForceFigures[],
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
       select police_force collate "C" as police_force, crimes_compared, crimes_in_radius,
         supports_presence, inconclusive, supports_absence, no_data
       from json_to_recordset($2::json) as sent (
         police_force text, crimes_compared bigint, crimes_in_radius bigint,
         supports_presence bigint, inconclusive bigint, supports_absence bigint, no_data bigint)
     ) as found using (police_force)`,
    [
      runId,
      jsonRows(
        figures.map(({ policeForce, crimesCompared, crimesInRadius, pairs }) => ({
          police_force: policeForce,
          crimes_compared: crimesCompared,
          crimes_in_radius: crimesInRadius,
          ...pairs,
        })),
      ),
    ],
  )
}

/** What a run came to, by force; nothing of runs from before figures were kept. */
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
