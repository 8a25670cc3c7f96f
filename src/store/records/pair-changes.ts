import type { Instant } from '../../domain/interval.ts'
import { instantFrom } from './record-values.ts'
import type { RecordsQuery } from './records.ts'

/** How a pair came to stand as it does: that it appeared, is weighed otherwise, or fell away, and why. */
export interface PairChange {
  readonly kind: 'appeared' | 'changed' | 'fell_away'
  readonly cause: 'whole' | 'crimes' | 'positions' | 'people' | 'erasure' | 'withdrawal'
  readonly changedAt: Instant
  readonly runId: number
}

/** The newest changes of a pair, newest first. Whoever asks must be allowed to see the wearer. */
export async function changesOfPair(
  query: RecordsQuery,
  { crimeId, deviceWearerId }: { readonly crimeId: number; readonly deviceWearerId: string },
  limit: number,
): Promise<PairChange[]> {
  const rows = await query.query<{
    kind: PairChange['kind']
    cause: PairChange['cause']
    changed_at: string
    run_id: bigint
  }>(
    `select kind, cause, changed_at, run_id from match_changes
     where crime_id = $1 and device_wearer_id = $2 order by id desc limit $3`,
    [crimeId, deviceWearerId, limit],
  )
  return rows.map(({ kind, cause, changed_at, run_id }) => ({
    kind,
    cause,
    changedAt: instantFrom(changed_at),
    runId: Number(run_id),
  }))
}
