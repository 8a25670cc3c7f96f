import type { Instant } from '../../domain/interval.ts'
import { instantText } from './record-values.ts'
import type { RecordsQuery } from './records.ts'

/** What nobody has to do with any more and nothing was said or done of since $1, but of wearers in $2. An actual one that nobody resolved stays. */
const INCIDENTS_OVER = `(incidents.stage <> 'actual' or incidents.resolved_at is not null)
         and (incidents.ends_at is not null or incidents.stage <> 'actual')
         and coalesce(incidents.device_wearer_id <> all($2::text[]), true)
         and not exists (
           select from incident_revisions where incident_id = incidents.id and said_at >= $1::timestamptz
         ) and not exists (
           select from incident_acts where incident_id = incidents.id and at >= $1::timestamptz
         ) and not exists (
           select from violation_decisions where incident_id = incidents.id
             and greatest(decided_at, revoked_at) >= $1::timestamptz
         ) and not exists (
           select from incident_outcomes where incident_id = incidents.id
             and greatest(recorded_at, revoked_at) >= $1::timestamptz
         )`
const ABSENCES_OVER = `greatest(ends_at, authorised_at, revoked_at) < $1::timestamptz
         and device_wearer_id <> all($2::text[])`
/** What began something is looked at for 35 days: gone sooner, what is open would be said no longer. */
const EVENTS_OVER = `greatest(received_at, occurred_at)
           < least($1::timestamptz, now() - interval '36 days') and device_id <> all(
           select worn.device_id from device_activations as worn
           where worn.device_wearer_id = any($2::text[])
         )`

const READINGS_OVER = `occurred_at < $1::timestamptz and device_wearer_id <> all($2::text[])`

/** How much {@link deleteOldIncidents} would delete. */
export async function countOldIncidents(
  query: RecordsQuery,
  saidBefore: Instant,
  heldWearerIds: readonly string[],
): Promise<number> {
  const [row] = await query.query<{ found: bigint }>(
    `select (select count(*) from incidents where ${INCIDENTS_OVER})
       + (select count(*) from authorised_absences where ${ABSENCES_OVER})
       + (select count(*) from alcohol_events where ${READINGS_OVER})
       + (select count(*) from device_events where ${EVENTS_OVER}) as found`,
    [instantText(saidBefore), heldWearerIds],
  )
  return Number(row?.found)
}

/**
 * Deletes incidents of which nothing was said or done since an instant, with all that was said and decided of them,
 * absences that had ended, and what devices and alcohol equipment had said, but of some wearers. @returns how many of all.
 */
export async function deleteOldIncidents(
  transaction: RecordsQuery,
  saidBefore: Instant,
  heldWearerIds: readonly string[],
): Promise<number> {
  const over = [instantText(saidBefore), heldWearerIds]
  const incidents = await transaction.query<{ id: bigint }>(
    `select id from incidents where ${INCIDENTS_OVER}`,
    over,
  )
  const ids = incidents.map(({ id }) => id)
  await transaction.query('delete from notices where incident_id = any($1::bigint[])', [ids])
  await transaction.query('delete from incident_outcomes where incident_id = any($1::bigint[])', [
    ids,
  ])
  await transaction.query('delete from violation_decisions where incident_id = any($1::bigint[])', [
    ids,
  ])
  await transaction.query('delete from incident_acts where incident_id = any($1::bigint[])', [ids])
  await transaction.query('delete from violation_stretches where incident_id = any($1::bigint[])', [
    ids,
  ])
  await transaction.query('delete from incident_revisions where incident_id = any($1::bigint[])', [
    ids,
  ])
  await transaction.query('delete from incidents where id = any($1::bigint[])', [ids])
  const absences = await transaction.query(
    `delete from authorised_absences where ${ABSENCES_OVER} returning id`,
    over,
  )
  const events = await transaction.query(
    `delete from device_events where ${EVENTS_OVER} returning id`,
    over,
  )
  const readings = await transaction.query(
    `delete from alcohol_events where ${READINGS_OVER} returning id`,
    over,
  )
  return ids.length + absences.length + events.length + readings.length
}
