import type { DeviceEvent } from '../../domain/device-event.ts'
import type { Instant } from '../../domain/interval.ts'
import { instantFrom, instantText } from './record-values.ts'
import type { RecordsQuery } from './records.ts'

/** When every device that ever reported by itself was heard last, and by which feed. */
export async function devicesHeard(query: RecordsQuery): Promise<
  {
    readonly deviceId: string
    readonly feed: string
    readonly lastHeardAt: Instant
  }[]
> {
  const rows = await query.query<{ device_id: string; feed: string; last_heard_at: string }>(
    'select device_id, feed, last_heard_at from device_status order by device_id',
  )
  return rows.map((row) => ({
    deviceId: row.device_id,
    feed: row.feed,
    lastHeardAt: instantFrom(row.last_heard_at),
  }))
}

/** What some devices said of themselves from an instant on, in order. */
export async function eventsOfDevices(
  query: RecordsQuery,
  deviceIds: readonly string[],
  from: Instant,
): Promise<DeviceEvent[]> {
  const rows = await query.query<{
    device_id: string
    code: string
    occurred_at: string
    body: DeviceEvent['body']
  }>(
    `select device_id, code, occurred_at, body from device_events
     where device_id = any($1::text[]) and occurred_at >= $2::timestamptz
     order by occurred_at, id`,
    [deviceIds, instantText(from)],
  )
  return rows.map((row) => ({
    deviceId: row.device_id,
    code: row.code,
    occurredAt: instantFrom(row.occurred_at),
    body: row.body,
  }))
}

/** Devices that said something of themselves which came from an instant on. */
export async function devicesWithEvents(
  query: RecordsQuery,
  receivedFrom: Instant,
): Promise<string[]> {
  const rows = await query.query<{ device_id: string }>(
    'select distinct device_id from device_events where received_at >= $1::timestamptz',
    [instantText(receivedFrom)],
  )
  return rows.map(({ device_id }) => device_id)
}
