import { instantText } from './record-values.ts'
import type { RecordsQuery } from './records.ts'
import type { Viewer } from './viewer.ts'

/** Nobody remembers more of whom they looked at. */
export const MOST_VIEWED = 20

/**
 * Keeps whom an account looked at just now among the newest {@link MOST_VIEWED}. It is written as the page is read, as the
 * event of the audit is, shows nobody else anything and is the same however often it is asked. The audit alone would not
 * do: whoever looks at few people has to be followed through all their events (281 ms among 300,000, where this is 0.4),
 * and it keeps what a purge of people takes from here.
 */
export async function noteViewed(
  query: RecordsQuery,
  { accountId, at }: Viewer,
  deviceWearerId: string,
): Promise<void> {
  await query.query(
    `with forgotten as (
       delete from viewed_people where account_id = $1::bigint and device_wearer_id in (
         select device_wearer_id from viewed_people
         where account_id = $1::bigint and device_wearer_id <> $2
         order by viewed_at desc, device_wearer_id offset $4))
     insert into viewed_people (account_id, device_wearer_id, viewed_at)
     values ($1::bigint, $2, $3::timestamptz)
     on conflict (account_id, device_wearer_id) do update set viewed_at = excluded.viewed_at`,
    [accountId, deviceWearerId, instantText(at), MOST_VIEWED - 1],
  )
}

/** Whom an account looked at last, the newest first; whether it may still see them is another question. */
export async function viewedPeople(query: RecordsQuery, { accountId }: Viewer): Promise<string[]> {
  const rows = await query.query<{ device_wearer_id: string }>(
    `select device_wearer_id from viewed_people where account_id = $1::bigint
     order by viewed_at desc, device_wearer_id`,
    [accountId],
  )
  return rows.map((row) => row.device_wearer_id)
}
