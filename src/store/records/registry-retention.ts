import type { Instant } from '../../domain/interval.ts'
import { instantText } from './record-values.ts'
import type { RecordsQuery } from './records.ts'

/** What names a person and has a period of its own: while any of it is kept, so is who it is about. */
export const keepsPerson = [
  'alcohol_events',
  'attention_seen',
  'authorised_absences',
  'data_request_wearers',
  'exclusion_answers',
  'followings',
  'hand_overs',
  'incidents',
  'location_tasks',
  'match_cases',
  'match_changes',
  'matches',
  'outcomes',
  'person_documents',
  'person_notes',
  'place_answers',
  'report_wearers',
  'rule_drafts',
  'shared_matches',
  'standing_matches',
] as const

/** What is of nobody once its person is gone: where they were and had to be, and who supervised them. */
export const goesWithPerson = [
  'allocations',
  'days_to_make',
  'device_activations',
  'monitoring_orders',
  'order_versions',
  'own_places',
  'practice_tasks',
  'viewed_people',
  'wearer_days',
  'wearer_restrictions',
  'wearer_signs',
  'wearer_states',
] as const

const NOT_NAMED = keepsPerson
  .map(
    (table) =>
      `not exists (select from ${table} where ${table}.device_wearer_id = device_wearers.id)`,
  )
  .join(' and ')

/**
 * Every order and every activation ended before $1, and where there never was an order, nothing was said of them since; not in
 * $2, with no account of their own, and nothing that is kept names them.
 */
const OVER = `device_wearers.id <> all($2::text[])
       and not exists (
         select from monitoring_orders where device_wearer_id = device_wearers.id
           and (ends_at is null or ends_at >= $1::timestamptz)
       ) and not exists (
         select from device_activations where device_wearer_id = device_wearers.id
           and (ends_at is null or ends_at >= $1::timestamptz)
       ) and (
         exists (select from monitoring_orders where device_wearer_id = device_wearers.id)
         or greatest(
           (select started_at from imports where imports.id = device_wearers.import_id),
           (select max(said_at) from order_versions where device_wearer_id = device_wearers.id)
         ) < $1::timestamptz
       ) and not exists (
         select from accounts where device_wearer_id = device_wearers.id and disabled_at is null
       ) and ${NOT_NAMED}`

/** Whom the registry need not know any more, as far as the records say; of whom positions are kept is not asked here. */
export async function peopleOver(
  query: RecordsQuery,
  endedBefore: Instant,
  heldWearerIds: readonly string[],
): Promise<string[]> {
  const rows = await query.query<{ id: string }>(
    `select id from device_wearers where ${OVER} order by id`,
    [instantText(endedBefore), heldWearerIds],
  )
  return rows.map(({ id }) => id)
}

/**
 * Deletes people from the registry, with their orders and what these said, zones that nobody else's order names, and devices
 * that nobody else wore and that may not report. In a transaction, of whom {@link peopleOver} names in the same.
 */
export async function deletePeople(
  transaction: RecordsQuery,
  deviceWearerIds: readonly string[],
  now: Instant,
): Promise<void> {
  const zones = await transaction.query<{ id: string }>(
    `select unnest(zone_ids) as id from order_conditions
     join monitoring_orders on monitoring_orders.id = monitoring_order_id
     where device_wearer_id = any($1::text[])
     union
     select zone ->> 'id' from order_versions, jsonb_array_elements(body -> 'zones') as zone
     where device_wearer_id = any($1::text[])`,
    [deviceWearerIds],
  )
  const devices = await transaction.query<{ id: string }>(
    'select distinct device_id as id from device_activations where device_wearer_id = any($1::text[])',
    [deviceWearerIds],
  )
  for (const table of goesWithPerson) {
    await transaction.query(`delete from ${table} where device_wearer_id = any($1::text[])`, [
      deviceWearerIds,
    ])
  }
  await transaction.query('delete from device_wearers where id = any($1::text[])', [
    deviceWearerIds,
  ])
  const zoneIds = zones.map(({ id }) => id)
  const left = await transaction.query<{ id: string }>(
    `select id from unnest($1::text[]) as gone (id)
     where not exists (select from order_conditions where gone.id = any(zone_ids))
       and not exists (
         select from order_versions
         where body -> 'zones' @> jsonb_build_array(jsonb_build_object('id', gone.id)))`,
    [zoneIds],
  )
  const goneZones = left.map(({ id }) => id)
  await transaction.query('delete from zone_versions where zone_id = any($1::text[])', [goneZones])
  await transaction.query('delete from zones where id = any($1::text[])', [goneZones])
  await transaction.query(
    `delete from devices where id = any($1::text[]) and not exists (
       select from device_activations where device_id = devices.id
     ) and not exists (
       select from device_credentials where device_id = devices.id and revoked_at is null
         and (ends_at is null or ends_at > $2::timestamptz))`,
    [devices.map(({ id }) => id), instantText(now)],
  )
}
