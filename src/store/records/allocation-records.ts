import type { Instant } from '../../domain/interval.ts'
import type { Allocation } from '../../domain/people.ts'
import { endFrom, instantFrom, instantText } from './record-values.ts'
import type { RecordRow, RecordsQuery } from './records.ts'

export interface StoredAllocation extends Allocation {
  readonly id: number
}

/** @returns its id. */
export async function insertAllocation(
  query: RecordsQuery,
  allocation: Allocation,
): Promise<number> {
  const [row] = await query.query<{ id: bigint }>(
    `insert into allocations (device_wearer_id, practitioner, team, starts_at, ends_at)
     values ($1, $2, $3, $4, $5) returning id`,
    [
      allocation.deviceWearerId,
      allocation.practitioner,
      allocation.team,
      instantText(allocation.from),
      instantText(allocation.to),
    ],
  )
  return Number(row?.id)
}

/** A wearer's allocations, the newest first. */
export async function allocationsOf(
  query: RecordsQuery,
  deviceWearerId: string,
): Promise<StoredAllocation[]> {
  const rows = await query.query<
    RecordRow & {
      id: bigint
      device_wearer_id: string
      practitioner: string
      team: string
      starts_at: string
      ends_at: string | null
    }
  >(
    `select id, device_wearer_id, practitioner, team, starts_at, ends_at from allocations
     where device_wearer_id = $1 order by starts_at desc, id desc`,
    [deviceWearerId],
  )
  return rows.map((row) => ({
    id: Number(row.id),
    deviceWearerId: row.device_wearer_id,
    practitioner: row.practitioner,
    team: row.team,
    from: instantFrom(row.starts_at),
    to: endFrom(row.ends_at),
  }))
}

/** Ends it now, or before it began. @returns whose it was, or `undefined` where none is in force or to come. */
export async function endAllocationAt(
  query: RecordsQuery,
  id: number,
  now: Instant,
): Promise<string | undefined> {
  const [row] = await query.query<{ device_wearer_id: string }>(
    `update allocations set ends_at = greatest(starts_at, $2::timestamptz)
     where id = $1 and coalesce(ends_at > $2, true) returning device_wearer_id`,
    [id, instantText(now)],
  )
  return row?.device_wearer_id
}

export async function wearerExists(query: RecordsQuery, id: string): Promise<boolean> {
  return (await query.query('select id from device_wearers where id = $1', [id])).length > 0
}

/** The practitioner with most wearers at an instant (of equals, over all time), and one of those. */
export async function largestCaseload(
  query: RecordsQuery,
  at: Instant,
): Promise<{ practitioner: string; team: string; deviceWearerId: string } | undefined> {
  const [row] = await query.query<{
    practitioner: string
    team: string
    device_wearer_id: string
  }>(
    `select practitioner, (array_agg(team order by current desc, team))[1] as team,
       (array_agg(device_wearer_id order by current desc, device_wearer_id))[1] as device_wearer_id
     from (select *, starts_at <= $1 and coalesce(ends_at > $1, true) as current
           from allocations) as each
     group by practitioner
     order by count(*) filter (where current) desc, count(*) desc, practitioner limit 1`,
    [instantText(at)],
  )
  if (!row) return undefined
  return { practitioner: row.practitioner, team: row.team, deviceWearerId: row.device_wearer_id }
}
