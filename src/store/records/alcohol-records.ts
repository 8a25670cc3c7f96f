import type { AlcoholEvent } from '../../domain/alcohol-event.ts'
import type { Interval } from '../../domain/interval.ts'
import { startText } from './open-interval.ts'
import { pages } from './pages.ts'
import { instantFrom, instantText, jsonRows } from './record-values.ts'
import type { RecordsQuery } from './records.ts'

/** Keeps events of alcohol monitoring, none twice and none of what was erased. @returns how many were new. */
export async function saveAlcoholEvents(
  transaction: RecordsQuery,
  importId: number,
  events: readonly AlcoholEvent[],
): Promise<number> {
  let added = 0
  for (const page of pages(events)) {
    const rows = page.map((event) => ({
      device_wearer_id: event.deviceWearerId,
      device_id: event.deviceId,
      occurred_at: instantText(event.occurredAt),
      kind: event.kind,
      body: event.body,
    }))
    const kept = await transaction.query(
      `insert into alcohol_events (import_id, device_wearer_id, device_id, occurred_at, kind, body)
       select $2::bigint, sent.* from json_to_recordset($1::json) as sent (
         device_wearer_id text, device_id text, occurred_at timestamptz, kind text, body jsonb)
       where not exists (
         select from deletions
         where kind = 'erasure' and subject = 'matches'
           and deletions.device_wearer_id = sent.device_wearer_id
           and coalesce(starts_at, '-infinity') <= sent.occurred_at
           and coalesce(ends_at, 'infinity') > sent.occurred_at)
       on conflict (device_wearer_id, occurred_at, kind) do nothing returning id`,
      [jsonRows(rows), importId],
    )
    added += kept.length
  }
  return added
}

/** What was said of a wearer, by time. The asker may see the wearer: they asked for their file. */
export async function alcoholEvents(
  query: RecordsQuery,
  deviceWearerId: string,
): Promise<Pick<AlcoholEvent, 'kind' | 'occurredAt'>[]> {
  const rows = await query.query<{ kind: string; occurred_at: string }>(
    `select kind, occurred_at from alcohol_events where device_wearer_id = $1
     order by occurred_at, kind`,
    [deviceWearerId],
  )
  return rows.map(({ kind, occurred_at }) => ({ kind, occurredAt: instantFrom(occurred_at) }))
}

/** Removes what was said of a wearer in an interval. In the transaction that finishes the erasure. */
export async function eraseAlcoholEvents(
  transaction: RecordsQuery,
  deviceWearerId: string,
  within: Interval,
): Promise<void> {
  await transaction.query(
    `delete from alcohol_events
     where device_wearer_id = $1 and occurred_at >= coalesce($2::timestamptz, '-infinity')
       and occurred_at < coalesce($3::timestamptz, 'infinity')`,
    [deviceWearerId, startText(within), instantText(within.to)],
  )
}
