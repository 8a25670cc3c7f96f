import type { Instant } from '../../domain/interval.ts'
import { instantIfAny, instantText } from './record-values.ts'
import type { RecordRow, RecordsQuery } from './records.ts'

/** What a device last said of itself; each absent where it never did. */
export interface DeviceHealth {
  readonly deviceId: string
  readonly heardAt: Instant | undefined
  readonly newestCapturedAt: Instant | undefined
  readonly batteryPercent: number | undefined
  readonly batteryAt: Instant | undefined
  readonly charging: boolean | undefined
}

/** Of the devices a wearer wears at an instant. The asker may see the wearer: they asked for their file. */
export async function healthOfWornDevices(
  query: RecordsQuery,
  deviceWearerId: string,
  at: Instant,
): Promise<ReadonlyMap<string, DeviceHealth>> {
  const rows = await query.query<HealthRow>(
    `select device_status.device_id, last_heard_at, battery_percent, battery_at, charging,
       -- What it measured on somebody else is not told here.
       case when newest_captured_at >= worn.starts_at then newest_captured_at end as newest_captured_at
     from device_activations as worn join device_status on device_status.device_id = worn.device_id
     where worn.device_wearer_id = $1 and worn.starts_at <= $2::timestamptz
       and (worn.ends_at is null or worn.ends_at > $2::timestamptz)`,
    [deviceWearerId, instantText(at)],
  )
  return new Map(
    rows.map((row) => [
      row.device_id,
      {
        deviceId: row.device_id,
        heardAt: instantIfAny(row.last_heard_at),
        newestCapturedAt: instantIfAny(row.newest_captured_at),
        batteryPercent: row.battery_percent ?? undefined,
        batteryAt: instantIfAny(row.battery_at),
        charging: row.charging ?? undefined,
      },
    ]),
  )
}

type HealthRow = RecordRow & {
  device_id: string
  last_heard_at: string | null
  newest_captured_at: string | null
  battery_percent: number | null
  battery_at: string | null
  charging: boolean | null
}
