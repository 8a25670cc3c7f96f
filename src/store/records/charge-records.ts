import { platformCodes } from '../../domain/device-event.ts'
import type { Instant } from '../../domain/interval.ts'
import type { ChargeReading, SaidOfCharge } from '../../monitoring/charges.ts'
import { pages } from './pages.ts'
import { instantFrom, instantText, jsonRows } from './record-values.ts'
import type { RecordsQuery } from './records.ts'

/** What was said longer ago does not begin or end anything any more. */
const REACH_MS = 35 * 86_400_000

/**
 * Keeps the newest charge of devices that were heard, by when it was measured, whatever order readings come in. Of one instant the
 * lower stands, and off the charger; what the newest does not say stays as it was said last.
 */
export async function keepCharges(
  transaction: RecordsQuery,
  readings: readonly ChargeReading[],
): Promise<void> {
  for (const page of pages(readings)) {
    await transaction.query(
      `with sent as (
         select sent.* from json_to_recordset($1::json) as sent (
           device_id text, said_at timestamptz, battery_percent real, charging boolean)
         join device_status as known on known.device_id = sent.device_id
           and said_at >= coalesce(battery_at, '-infinity')
         union all
         select device_id, battery_at, battery_percent, charging from device_status
         where battery_at is not null
           and device_id in (select device_id from json_to_recordset($1::json) as sent (device_id text))
       ), newest as (
         select device_id, max(said_at) as said_at,
           (array_agg(battery_percent order by said_at desc, battery_percent)
             filter (where battery_percent is not null))[1] as battery_percent,
           (array_agg(charging order by said_at desc, charging)
             filter (where charging is not null))[1] as charging
         from sent group by device_id
       )
       update device_status as known set battery_percent = newest.battery_percent,
         charging = newest.charging, battery_at = newest.said_at
       from newest where known.device_id = newest.device_id`,
      [
        jsonRows(
          page.map(({ deviceId, at, batteryPercent, charging }) => ({
            device_id: deviceId,
            said_at: instantText(at),
            battery_percent: batteryPercent,
            charging,
          })),
        ),
      ],
    )
  }
}

/** The newest reading of every device that ever told one, and what was said of their charges lately, in order. */
export async function knownCharges(
  query: RecordsQuery,
  now: Instant,
): Promise<{ newest: ChargeReading[]; said: SaidOfCharge[] }> {
  const newest = await query.query<{
    device_id: string
    battery_at: string
    battery_percent: number | null
    charging: boolean | null
  }>(
    `select device_id, battery_at, battery_percent, charging from device_status
     where battery_at is not null order by device_id`,
  )
  const said = await query.query<{ device_id: string; occurred_at: string; code: string }>(
    `select device_id, occurred_at, code from device_events
     where code in ($1, $2) and occurred_at >= $3::timestamptz
     order by occurred_at, id`,
    [platformCodes.low, platformCodes.charged, instantText(now - REACH_MS)],
  )
  return {
    newest: newest.map((row) => ({
      deviceId: row.device_id,
      at: instantFrom(row.battery_at),
      batteryPercent: row.battery_percent ?? undefined,
      charging: row.charging ?? undefined,
    })),
    said: said.map((row) => ({
      deviceId: row.device_id,
      at: instantFrom(row.occurred_at),
      isLow: row.code === platformCodes.low,
    })),
  }
}
