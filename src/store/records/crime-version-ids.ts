import type { ClosedWindow } from '../../domain/interval.ts'
import { instantFrom } from './record-values.ts'
import type { RecordsQuery } from './records.ts'

/** The number and window of what a force last said of a crime. */
export async function newestVersionOf(
  query: RecordsQuery,
  crimeId: number,
): Promise<{ readonly id: number; readonly window: ClosedWindow } | undefined> {
  const [row] = await query.query<{ id: bigint; window_from: string; window_to: string }>(
    `select id, window_from, window_to from crime_versions where crime_id = $1
     order by version desc limit 1`,
    [crimeId],
  )
  return (
    row && {
      id: Number(row.id),
      window: { from: instantFrom(row.window_from), to: instantFrom(row.window_to) },
    }
  )
}
