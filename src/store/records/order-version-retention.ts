import type { Instant, Interval } from '../../domain/interval.ts'
import { startText } from './open-interval.ts'
import { instantText } from './record-values.ts'
import type { RecordsQuery } from './records.ts'

/** When what a version said was said no longer: the next came, or the order was withdrawn by it. */
const SAID_UNTIL = `(
         select coalesce(min(later.said_at), case when stated.body ? 'withdrawn' then stated.said_at end)
         from order_versions as later
         where later.monitoring_order_id = stated.monitoring_order_id and later.version > stated.version
       )`
const ZONE_SAID_UNTIL = `(
         select min(later.said_at) from zone_versions as later
         where later.zone_id = stated.zone_id and later.version > stated.version
       )`

/**
 * Empties the versions of a wearer's orders that were said and superseded within an interval, with those of zones that nobody
 * else's order names: where somebody had to be, and was let off for. That there was a version, and from when, stays, and
 * so does what holds now. In the transaction that finishes the erasure.
 */
export async function eraseOrderVersions(
  transaction: RecordsQuery,
  deviceWearerId: string,
  within: Interval,
): Promise<void> {
  const whoseAndWhen = [deviceWearerId, startText(within), instantText(within.to)]
  // Zones first: which of them are the wearer's the versions of orders say.
  await transaction.query(
    `update zone_versions as stated
     set body = jsonb_build_object('id', zone_id, 'kind', stated.body -> 'kind', 'geometry', null,
       'from', stated.body -> 'from', 'to', stated.body -> 'to', 'erased', true)
     where stated.said_at >= coalesce($2::timestamptz, '-infinity')
       and ${ZONE_SAID_UNTIL} <= coalesce($3::timestamptz, 'infinity')
       and zone_id in (
         select zone ->> 'id' from order_versions, jsonb_array_elements(body -> 'zones') as zone
         where device_wearer_id = $1)
       and zone_id not in (
         select zone ->> 'id' from order_versions, jsonb_array_elements(body -> 'zones') as zone
         where device_wearer_id <> $1)`,
    whoseAndWhen,
  )
  await transaction.query(
    `update order_versions as stated
     set variations = '{}', body = jsonb_build_object('id', monitoring_order_id,
       'deviceWearerId', device_wearer_id, 'orderType', stated.body -> 'orderType',
       'from', stated.body -> 'from', 'to', stated.body -> 'to', 'conditions', '[]'::jsonb,
       'zones', '[]'::jsonb, 'erased', true)
       || case when stated.body ? 'withdrawn' then '{"withdrawn": true}'::jsonb else '{}' end
     where device_wearer_id = $1
       and stated.said_at >= coalesce($2::timestamptz, '-infinity')
       and ${SAID_UNTIL} <= coalesce($3::timestamptz, 'infinity')`,
    whoseAndWhen,
  )
}

/** Superseded before $1, of nobody in $2, and no incident that is kept was said while it held. */
const VERSIONS_OVER = `${SAID_UNTIL} < $1::timestamptz
       and stated.device_wearer_id <> all($2::text[])
       and not exists (
         select from incidents where incidents.device_wearer_id = stated.device_wearer_id
           and first_said_at >= stated.said_at
           and first_said_at < ${SAID_UNTIL}
       )`
/** Superseded before $1, and no version of an order that is kept has it so. */
const ZONE_VERSIONS_OVER = `${ZONE_SAID_UNTIL} < $1::timestamptz
       and not exists (
         select from order_versions as kept
         where kept.body -> 'zones' @> jsonb_build_array(jsonb_build_object('id', stated.zone_id))
           and kept.said_at < ${ZONE_SAID_UNTIL}
       )`

/** How many versions of orders {@link deleteOldOrderVersions} would delete. */
export async function countOldOrderVersions(
  query: RecordsQuery,
  before: Instant,
  heldWearerIds: readonly string[],
): Promise<number> {
  const [row] = await query.query<{ found: bigint }>(
    `select count(*) as found from order_versions as stated where ${VERSIONS_OVER}`,
    [instantText(before), heldWearerIds],
  )
  return Number(row?.found)
}

/**
 * Deletes versions of orders that were superseded, or withdrawn, before an instant, but of some wearers, and versions of zones that
 * none left names. What holds now stays, and what an incident that is kept was judged by. @returns how many of orders.
 */
export async function deleteOldOrderVersions(
  transaction: RecordsQuery,
  before: Instant,
  heldWearerIds: readonly string[],
): Promise<number> {
  const gone = await transaction.query(
    `delete from order_versions as stated where ${VERSIONS_OVER} returning version`,
    [instantText(before), heldWearerIds],
  )
  await transaction.query(`delete from zone_versions as stated where ${ZONE_VERSIONS_OVER}`, [
    instantText(before),
  ])
  return gone.length
}
