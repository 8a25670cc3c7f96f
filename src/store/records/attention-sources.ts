import { SHARED_AND_STANDS } from './shared-matches.ts'
import { INCIDENT_WAITS } from './visible-incidents.ts'

/**
 * Where reasons to look at somebody come from: each a statement of `device_wearer_id, kind, since, newest` (when the oldest
 * began, when the newest was told) and `body`, of the wearers of `asked`. `$1` is the account, `$2` the instant it is of, `$3` before
 * which a device was last heard that is silent, `$4` before which a decision waits too long, `$5` the first day
 * of what is unusual now.
 */
export const attentionSources: readonly string[] = [
  // What is open, or resolved and waits for a decision all the same.
  `select device_wearer_id, 'incidents' as kind, min(starts_at) as since, max(told_at) as newest,
     jsonb_build_object('count', count(*), 'waiting', count(*) filter (where waits),
       'gravity', min(gravity), 'what', (array_agg(kind order by gravity, starts_at, id))[1]) as body
   from needing group by device_wearer_id`,
  `select device_wearer_id, 'waiting-too-long', min(waiting_since), max(waiting_since),
     jsonb_build_object('count', count(*))
   from needing where waits and waiting_since < $4::timestamptz group by device_wearer_id`,
  // Worn, under an order in force, heard before by itself or let in to report.
  `select device_wearer_id, 'device-silent', max(heard_at), max(heard_at),
     jsonb_build_object('deviceId', (array_agg(device_id order by heard_at desc, device_id))[1])
   from (
     select worn.device_wearer_id, worn.device_id,
       greatest(device_status.last_heard_at, worn.starts_at) as heard_at
     from asked join device_activations as worn using (device_wearer_id)
     left join device_status on device_status.device_id = worn.device_id
     where worn.starts_at <= $2::timestamptz
       and (worn.ends_at is null or worn.ends_at > $2::timestamptz)
       and (device_status.device_id is not null or exists (
         select from device_credentials as credential
         where credential.device_id = worn.device_id and revoked_at is null
           and (ends_at is null or ends_at > $2::timestamptz)))
       and exists (
         select from monitoring_orders as monitoring
         where monitoring.device_wearer_id = worn.device_wearer_id
           and monitoring.starts_at <= $2::timestamptz
           and (monitoring.ends_at is null or monitoring.ends_at > $2::timestamptz))
   ) as heard
   -- Somebody who wears two is silent when both are.
   group by device_wearer_id having max(heard_at) < $3::timestamptz`,
  // Of each kind the last day.
  `select * from (
     select distinct on (device_wearer_id, kind) device_wearer_id, 'unusual-movement',
       day::timestamp at time zone 'Europe/London', said_at,
       body || jsonb_build_object('kind', kind, 'number', number, 'usual', usual, 'threshold', threshold)
     from asked join wearer_signs using (device_wearer_id)
     where day >= $5::date order by device_wearer_id, kind, day desc
   ) as unusual`,
  // The last of the orders in force, where no other goes on after it.
  `select device_wearer_id, 'order-ending', max(ends_at), max(ends_at), '{}'
   from asked join monitoring_orders as monitoring using (device_wearer_id)
   where (ends_at is null or ends_at > $2::timestamptz)
     and starts_at <= $2::timestamptz + interval '28 days'
   group by device_wearer_id
   having bool_or(starts_at <= $2::timestamptz) and not bool_or(ends_at is null)
     and max(ends_at) <= $2::timestamptz + interval '28 days'`,
  // Only that there is one: never the crime. Whoever watches over all tags supervises nobody.
  `select device_wearer_id, 'match-shared', min(shared_at), max(shared_at),
     jsonb_build_object('cases', jsonb_agg(case_id order by case_id),
       'qualifiedAt', extract(epoch from max(qualified_at)) * 1000)
   from asked join (${SHARED_AND_STANDS}) as shared using (device_wearer_id)
   where exists (select from accounts where id = $1::bigint and role = 'probation-practitioner')
   group by device_wearer_id`,
]

/** Of the wearers of `asked`: what is open or waits for a decision. */
const selectNeeding = (state: string, waits: string) =>
  `select id, device_wearer_id, kind, gravity, starts_at, ${waits} as waits,
     greatest(first_said_at, actual_at) as told_at,
     coalesce(actual_at, first_said_at) as waiting_since
   from incidents
   where incidents.stage = 'actual' and ${state}
     and device_wearer_id in (select device_wearer_id from asked)`

/** The part of a statement that sources stand on, beside `asked`. */
export const NEEDING = `needing as materialized (
     ${selectNeeding('incidents.resolved_at is null', INCIDENT_WAITS)}
     union all
     ${selectNeeding(`incidents.resolved_at is not null and ${INCIDENT_WAITS}`, 'true')}
   )`
