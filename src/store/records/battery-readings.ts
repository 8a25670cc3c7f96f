import { CHARGE_IN_TEXT } from '../../domain/device-event.ts'
import type { Instant, Interval } from '../../domain/interval.ts'
import { instantFrom, instantText, jsonRows } from './record-values.ts'
import type { RecordsQuery } from './records.ts'

/** A battery's charge, as its device said it. */
export interface BatteryReading {
  readonly deviceId: string
  readonly at: Instant
  readonly percent: number
}

/** Most on a page; devices that say it often say hardly more by it. */
const MOST = 200

/**
 * What devices said of their charge while they were worn, the newest first: events that say a percentage, and what is kept
 * as the newest of every device. What ordinary reports said before is not kept.
 *
 * @param worn by somebody whom whoever asks may see.
 */
export async function batteryReadings(
  query: RecordsQuery,
  worn: readonly (Interval & { readonly deviceId: string })[],
): Promise<BatteryReading[]> {
  const rows = await query.query<{ device_id: string; said_at: string; percent: number }>(
    `with worn as (
       select * from json_to_recordset($1::json) as sent (
         device_id text, starts_at timestamptz, ends_at timestamptz)
     ), said as (
       select device_id, occurred_at as said_at, (
         select percent from jsonb_each(body), lateral (
           select replace(substring(value #>> '{}' from $2), ',', '.')::real as percent) as told
         where percent between 0 and 100 order by key collate "C" limit 1
       ) as percent
       from device_events
       where device_id in (select device_id from worn)
         and code = 'EV_REPORT_TRACKER_BATTERY_PERCENTAGE'
       union
       select device_id, battery_at, battery_percent from device_status
       where device_id in (select device_id from worn)
     )
     select device_id, said_at, percent from said
     where percent between 0 and 100 and exists (
       select from worn where worn.device_id = said.device_id
         and worn.starts_at <= said_at and (worn.ends_at is null or worn.ends_at > said_at))
     order by said_at desc, device_id limit ${MOST}`,
    [
      jsonRows(
        worn.map(({ deviceId, from, to }) => ({
          device_id: deviceId,
          starts_at: instantText(from),
          ends_at: instantText(to),
        })),
      ),
      CHARGE_IN_TEXT,
    ],
  )
  return rows.map((row) => ({
    deviceId: row.device_id,
    at: instantFrom(row.said_at),
    percent: row.percent,
  }))
}
