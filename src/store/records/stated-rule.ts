import type { Instant } from '../../domain/interval.ts'
import type { AttendanceTerms, CurfewTerms, ZoneException } from '../../domain/order-terms.ts'
import type { Condition, Zone } from '../../domain/people.ts'
import type { WeeklyHours } from '../../domain/weekly-hours.ts'
import { instantIfAny, instantText } from './record-values.ts'
import type { RecordRow, RecordsQuery } from './records.ts'

/** A condition and its zones as they were stated at some time. */
export interface StatedRule {
  readonly orderId: string
  readonly orderType: string
  /** Of the order, and when it was said; absent where only what holds now is known. */
  readonly version: number | undefined
  readonly saidAt: Instant | undefined
  readonly condition: Pick<Condition, 'kind'> & {
    readonly curfew?: CurfewTerms | undefined
    readonly attendance?: AttendanceTerms | undefined
  }
  readonly zones: readonly StatedZone[]
}

interface StatedZone {
  readonly id: string
  readonly kind: Zone['kind']
  readonly name?: string | undefined
  readonly schedule?: readonly WeeklyHours[] | undefined
  /** Their instants as text. */
  readonly exceptions?:
    | readonly (Pick<ZoneException, 'purpose' | 'text' | 'hours'> & {
        readonly from?: string | undefined
        readonly to?: string | undefined
      })[]
    | undefined
}

/**
 * The condition an incident is about as it was stated at an instant; what holds now where nothing older is kept.
 *
 * @param heldAt when it was required.
 * @param zoneId the zone it is about; without it all that the condition names.
 */
export async function statedRule(
  query: RecordsQuery,
  {
    deviceWearerId,
    conditionId,
    zoneId,
    heldAt,
  }: {
    deviceWearerId: string
    conditionId: string
    zoneId: string | undefined
    heldAt: Instant
  },
  statedAt: Instant,
): Promise<StatedRule | undefined> {
  const [row] = await query.query<RuleRow>(
    `with stated as (
       select monitoring_order_id, body ->> 'orderType' as order_type, version, said_at, condition
       from order_versions
       cross join lateral jsonb_array_elements(body -> 'conditions') as condition
       where device_wearer_id = $1 and said_at <= $3::timestamptz and condition ->> 'id' = $2
         -- What was said last is erased: what was said before it held no more.
         and not exists (
           select from order_versions as later
           where later.monitoring_order_id = order_versions.monitoring_order_id
             and later.version > order_versions.version and later.said_at <= $3::timestamptz
             and later.body ? 'erased')
       -- Orders of one person may name their conditions alike: the one in force is meant.
       order by coalesce((body ->> 'from')::timestamptz <= $5::timestamptz
           and coalesce((body ->> 'to')::timestamptz > $5::timestamptz, true), false) desc,
         said_at desc, version desc limit 1
     ), held as (
       select monitoring_order_id, order_type, null::int as version, null::timestamptz as said_at,
         jsonb_build_object('kind', order_conditions.kind, 'zoneIds', to_jsonb(zone_ids),
           order_conditions.kind, terms) as condition
       from order_conditions join monitoring_orders on monitoring_orders.id = monitoring_order_id
       where device_wearer_id = $1 and order_conditions.id = $2
       order by monitoring_orders.starts_at <= $5::timestamptz
           and coalesce(monitoring_orders.ends_at > $5::timestamptz, true) desc,
         monitoring_orders.starts_at desc limit 1
     ), rule as (
       select * from stated union all select * from held where not exists (select from stated)
     )
     select rule.*, (
       select coalesce(jsonb_agg(zone order by zone ->> 'id'), '[]') from (
         select coalesce(
           (select body from zone_versions
            where zone_id = zones.id and said_at <= $3::timestamptz order by version desc limit 1),
           coalesce(zones.terms, '{}') || jsonb_build_object('id', zones.id, 'kind', zones.kind)
         ) as zone
         from zones
         where case when $4::text is null then rule.condition -> 'zoneIds' ? zones.id
           else zones.id = $4 end
       ) as named
     ) as zones
     from rule`,
    [deviceWearerId, conditionId, instantText(statedAt), zoneId, instantText(heldAt)],
  )
  return (
    row && {
      orderId: row.monitoring_order_id,
      orderType: row.order_type,
      version: row.version ?? undefined,
      saidAt: instantIfAny(row.said_at),
      condition: row.condition,
      zones: row.zones,
    }
  )
}

type RuleRow = RecordRow & {
  monitoring_order_id: string
  order_type: string
  version: number | null
  said_at: string | null
  condition: StatedRule['condition']
  zones: StatedZone[]
}
