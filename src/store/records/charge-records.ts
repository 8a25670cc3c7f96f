import type { Instant } from '../../domain/interval.ts'
import { CHARGED, type ChargeReading, LOW, type SaidOfCharge } from '../../monitoring/charges.ts'
import { instantFrom, instantText } from './record-values.ts'
import type { RecordsQuery } from './records.ts'

/** What was said longer ago does not begin or end anything any more. */
const REACH_MS = 35 * 86_400_000

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
    [LOW, CHARGED, instantText(now - REACH_MS)],
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
      isLow: row.code === LOW,
    })),
  }
}
