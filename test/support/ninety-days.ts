import { join } from 'node:path'
import { londonLocal } from '../../src/domain/london-local.ts'
import { PositionColumnsBuilder } from '../../src/domain/position-columns.ts'
import { openEmbeddedArchive } from '../../src/store/positions/chdb.ts'
import type { Records, RecordsQuery } from '../../src/store/records/records.ts'

const MINUTE = 60_000
const DAY = 1440 * MINUTE
/** The clocks go back among them, on 26 October. */
export const NINETY_FROM = Date.UTC(2025, 8, 14, 23)
export const NINETY_TO = Date.UTC(2025, 11, 14)
/** In the positions' own unit: about 3 km. */
const NORTH = 270_000

/**
 * Gives somebody of the demonstration's practitioner, with a curfew, a tag of their own that reported every minute of ninety days
 * long ago: at home from evening to morning and at one other place in between; and takes the trail condition from another.
 */
export async function ninetyDays(
  records: Records,
  data: string,
): Promise<{ long: string; untrailed: string }> {
  const cases = await records.query<{ id: string; longitude: number; latitude: number }>(
    `select orders.device_wearer_id as id, (geometry -> 'coordinates' ->> 0)::float8 as longitude,
       (geometry -> 'coordinates' ->> 1)::float8 as latitude
     from accounts, allocations, monitoring_orders as orders, order_conditions as conditions, zones
     where username = 'practitioner.demo' and allocations.practitioner = accounts.practitioner
       and allocations.ends_at is null and orders.device_wearer_id = allocations.device_wearer_id
       and conditions.monitoring_order_id = orders.id and conditions.kind = 'curfew'
       and zones.id = any (conditions.zone_ids) and geometry ->> 'type' = 'Point'
       and not exists (select from wearer_restrictions as kept
         where kept.device_wearer_id = orders.device_wearer_id)
     order by 1`,
  )
  const [first] = cases
  const last = cases.at(-1)
  if (!first || !last || first.id === last.id) throw new Error('The town has too few curfews')
  await records.transaction(async (each) => {
    await wornLongAgo(each, first.id)
    await each.query(
      `delete from order_conditions where kind = 'trail' and monitoring_order_id in
         (select id from monitoring_orders where device_wearer_id = $1)`,
      [last.id],
    )
  })
  const archive = await openEmbeddedArchive(join(data, 'positions'))
  try {
    await archive.append(everyMinute(first))
  } finally {
    await archive.close()
  }
  return { long: first.id, untrailed: last.id }
}

async function wornLongAgo(query: RecordsQuery, id: string): Promise<void> {
  const from = new Date(NINETY_FROM - DAY).toISOString()
  await query.query(`insert into devices (id) values ('D-NINETY')`)
  await query.query(
    `update device_activations set device_id = 'D-NINETY', starts_at = $2
     where device_wearer_id = $1 and id = (select max(id) from device_activations where device_wearer_id = $1)`,
    [id, from],
  )
  await query.query('update monitoring_orders set starts_at = $2 where device_wearer_id = $1', [
    id,
    from,
  ])
  await query.query(
    `update order_conditions set starts_at = $2 where monitoring_order_id in
       (select id from monitoring_orders where device_wearer_id = $1)`,
    [id, from],
  )
  await query.query(
    `update zones set starts_at = $2 where id in (select unnest(zone_ids) from order_conditions
       join monitoring_orders on monitoring_orders.id = monitoring_order_id where device_wearer_id = $1)`,
    [id, from],
  )
}

function everyMinute({ longitude, latitude }: { longitude: number; latitude: number }) {
  const builder = new PositionColumnsBuilder(130_000)
  builder.deviceIds.push('D-NINETY')
  builder.mechanisms.push('GPS')
  for (let at = NINETY_FROM; at < NINETY_TO; at += MINUTE) {
    const hour = Number(londonLocal(at).time.slice(0, 2))
    const north = hour >= 9 && hour < 17 ? NORTH : 0
    // Some metres of error, the same every time.
    const error = ((at / MINUTE) % 7) * 100 - 300
    builder.add(
      0,
      at,
      Math.round(latitude * 1e7) + north + error,
      Math.round(longitude * 1e7) - error,
      12,
      0,
    )
  }
  return builder.build()
}
