import { platformCodes } from '../../domain/device-event.ts'
import {
  type ChargeReading,
  MOST_SAID,
  type SaidOfCharge,
  type ToldCharge,
} from '../../monitoring/charges.ts'
import { pages } from './pages.ts'
import { instantFrom, instantText, jsonRows } from './record-values.ts'
import type { RecordsQuery } from './records.ts'

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

/** Keeps which charge of a device that was low or charged stands (`standingCharge`), whatever order they come in. */
export async function keepToldCharges(
  transaction: RecordsQuery,
  told: readonly ToldCharge[],
): Promise<void> {
  for (const page of pages(told)) {
    await transaction.query(
      `with sent as (
         select distinct on (device_id) * from json_to_recordset($1::json) as sent (
           device_id text, told_at timestamptz, is_low boolean, percent double precision, charging boolean)
         order by device_id, told_at desc, is_low desc, percent, coalesce(charging, true)
       )
       update device_status as known set told_charge_at = sent.told_at, told_charge_low = sent.is_low,
         told_charge_percent = sent.percent, told_charge_charging = sent.charging
       from sent where known.device_id = sent.device_id
         and (told_charge_at is null
           or (sent.told_at, sent.is_low) > (told_charge_at, told_charge_low)
           or (sent.told_at, sent.is_low) = (told_charge_at, told_charge_low)
             and (coalesce(sent.percent, 'infinity'), coalesce(sent.charging, true))
               < (coalesce(told_charge_percent, 'infinity'), coalesce(told_charge_charging, true)))`,
      [
        jsonRows(
          page.map(({ deviceId, at, isLow, batteryPercent, charging }) => ({
            device_id: deviceId,
            told_at: instantText(at),
            is_low: isLow,
            percent: batteryPercent,
            charging,
          })),
        ),
      ],
    )
  }
}

/**
 * All that was in the memory of a process that ended: of every device the newest charge that was low or charged, what was said
 * of charges last, in order, and behind these the newest reading, for where nothing is known of the former.
 */
export async function knownCharges(
  query: RecordsQuery,
): Promise<{ newest: ChargeReading[]; said: SaidOfCharge[] }> {
  const newest = await query.query<{
    device_id: string
    at: string
    percent: number | null
    charging: boolean | null
  }>(
    `select device_id, told_charge_at as at, told_charge_percent as percent, told_charge_charging as charging, 1 as place
     from device_status where told_charge_at is not null
     union all
     select device_id, battery_at, battery_percent, charging, 2
     from device_status where battery_at is not null
     order by device_id, place`,
  )
  const said = await query.query<{ device_id: string; occurred_at: string; is_low: boolean }>(
    `select device_id, occurred_at, is_low from (
       select device_id, occurred_at, code = $1 as is_low,
         row_number() over (partition by device_id order by occurred_at desc, code = $1 desc) as place
       from device_events where code in ($1, $2)
     ) as each_said
     where place <= $3::integer order by device_id, place desc`,
    [platformCodes.low, platformCodes.charged, MOST_SAID],
  )
  return {
    newest: newest.map((row) => ({
      deviceId: row.device_id,
      at: instantFrom(row.at),
      batteryPercent: row.percent ?? undefined,
      charging: row.charging ?? undefined,
    })),
    said: said.map((row) => ({
      deviceId: row.device_id,
      at: instantFrom(row.occurred_at),
      isLow: row.is_low,
    })),
  }
}
