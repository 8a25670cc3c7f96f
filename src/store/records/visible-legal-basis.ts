import type { Instant } from '../../domain/interval.ts'
import type { LegalBasis } from '../../domain/lawful-intervals.ts'
import { instantText } from './record-values.ts'
import type { RecordRow, RecordsQuery } from './records.ts'
import type { AskedBy } from './visible-matches.ts'

/**
 * What makes positions of some wearers lawful to read: devices they wore, orders and conditions, of those
 * among them whom the account may see. Nothing of the others, as though they wore nothing.
 *
 * @param deviceWearerIds which; without them, everybody whom the account may see.
 */
export async function visibleLegalBasis(
  query: RecordsQuery,
  { accountId, at }: AskedBy,
  deviceWearerIds: readonly string[] | undefined,
): Promise<LegalBasis> {
  const [row] = await query.query<BasisRow>(
    `with asked as (
       select device_wearer_id as id from visible_wearers($1::bigint, $2::timestamptz)
       where $3::text[] is null or device_wearer_id = any ($3::text[])
     )
     select
       (select coalesce(json_agg(json_build_object(
           'id', activation.id, 'deviceId', device_id, 'deviceWearerId', device_wearer_id,
           ${spell('activation')})), '[]')
        from asked join device_activations as activation on device_wearer_id = asked.id) as activations,
       (select coalesce(json_agg(json_build_object(
           'id', monitoring.id, 'deviceWearerId', device_wearer_id, 'orderType', order_type,
           ${spell('monitoring')}, 'conditions',
           (select coalesce(json_agg(json_build_object(
               'id', condition.id, 'kind', kind, 'crimeMapping', crime_mapping,
               ${spell('condition')})), '[]')
            from order_conditions as condition where monitoring_order_id = monitoring.id))), '[]')
        from asked join monitoring_orders as monitoring on device_wearer_id = asked.id) as orders`,
    [accountId, instantText(at), deviceWearerIds],
  )
  return {
    deviceActivations: (row?.activations ?? []).map(openEnded),
    monitoringOrders: (row?.orders ?? []).map((order) => ({
      ...openEnded(order),
      conditions: order.conditions.map(openEnded),
    })),
  }
}

/** As JSON has it: milliseconds, and an open end as null. */
type AsJson<T> = Omit<T, 'to'> & { readonly to: Instant | null }

type Order = LegalBasis['monitoringOrders'][number]

type BasisRow = RecordRow & {
  activations: AsJson<LegalBasis['deviceActivations'][number]>[]
  orders: (AsJson<Omit<Order, 'conditions'>> & {
    conditions: AsJson<Order['conditions'][number]>[]
  })[]
}

function openEnded<T extends { readonly to: Instant | null }>(
  spell: T,
): Omit<T, 'to'> & { readonly to: Instant } {
  return { ...spell, to: spell.to ?? Infinity }
}

const spell = (table: string) =>
  `'from', extract(epoch from ${table}.starts_at) * 1000, 'to', extract(epoch from ${table}.ends_at) * 1000`
