import type { MonitoringOrder, Zone } from '../../domain/people.ts'
import { replaceConditions } from './people-records.ts'
import { instantText, JsonParameter, jsonRows } from './record-values.ts'
import type { RecordsQuery } from './records.ts'
import { termsOfZone } from './stored-terms.ts'

/**
 * Gives an order other conditions and adds the zones they brought. Both stay of the import that brought the order:
 * who changed it is in its versions.
 */
export async function changeOrder(
  transaction: RecordsQuery,
  order: MonitoringOrder,
  zones: readonly Zone[],
): Promise<void> {
  await replaceConditions(transaction, [order])
  if (zones.length === 0) return
  await transaction.query(
    `insert into zones (import_id, id, ordinal, kind, geometry, starts_at, ends_at, terms)
     select monitoring_orders.import_id, sent.id,
       (select coalesce(max(ordinal), 0) + 1 from zones as others
        where others.import_id = monitoring_orders.import_id) + sent.ordinal,
       sent.kind, sent.geometry, sent.starts_at, sent.ends_at, sent.terms
     from monitoring_orders, json_to_recordset($1::json) as sent (
       id text, ordinal integer, kind text, geometry jsonb, starts_at timestamptz,
       ends_at timestamptz, terms jsonb)
     where monitoring_orders.id = $2`,
    [
      jsonRows(
        zones.map((zone, ordinal) => ({
          id: zone.id,
          ordinal,
          kind: zone.kind,
          geometry: zone.geometry,
          starts_at: instantText(zone.from),
          ends_at: instantText(zone.to),
          terms: termsOfZone(zone),
        })),
      ),
      order.id,
    ],
  )
}

/** Gives an order another type, other dates and facts, and conditions. It stays of the import that brought it. */
export async function replaceOrder(
  transaction: RecordsQuery,
  order: MonitoringOrder,
): Promise<void> {
  await transaction.query(
    `update monitoring_orders
     set order_type = $2, starts_at = $3, ends_at = $4, facts = $5 where id = $1`,
    [
      order.id,
      order.orderType,
      instantText(order.from),
      instantText(order.to),
      order.facts && new JsonParameter(order.facts),
    ],
  )
  await replaceConditions(transaction, [order])
}
