import type { DeviceEvent } from '../../domain/device-event.ts'
import type { Instant } from '../../domain/interval.ts'
import { chargeToldBy } from '../../monitoring/charges.ts'
import { type OpenInterval, openInterval } from './open-interval.ts'
import { instantFrom, instantIfAny, instantText } from './record-values.ts'
import type { RecordRow, RecordsQuery } from './records.ts'
import type { Viewer } from './viewer.ts'

/** Who looks at devices: whoever may not read of people is told of no wearer. */
export type DeviceViewer = Viewer & { readonly seesPeople: boolean }

/** A device as the list shows it. */
export interface ListedDevice {
  readonly id: string
  /** Who wears it now, where the viewer may see them. */
  readonly wearerId: string | undefined
  readonly isWorn: boolean
  readonly feed: string | undefined
  readonly heardAt: Instant | undefined
  readonly newestCapturedAt: Instant | undefined
  readonly batteryPercent: number | undefined
  readonly charging: boolean | undefined
  /** How many secrets let it in now. */
  readonly credentials: number
}

/** What one page of the list is: devices whose id begins so, behind one, in order of id. */
export interface DevicePage {
  readonly beginning: string
  readonly after: string
  readonly limit: number
}

/** After every id that begins with a text: no id holds this character. */
const LAST = '\u{10FFFF}'

/** Devices that anything is known of: registered, let in, or heard. Each list by its index, and then together. */
export async function listDevices(
  query: RecordsQuery,
  viewer: DeviceViewer,
  { beginning, after, limit }: DevicePage,
): Promise<ListedDevice[]> {
  const rows = await query.query<ListedRow>(
    `with ids as (
       (select id from devices where id >= $4 and id < $5 and id > $6 order by id limit $7)
       union
       (select distinct device_id from device_credentials
        where device_id >= $4 and device_id < $5 and device_id > $6 order by device_id limit $7)
       union
       (select device_id from device_status
        where device_id >= $4 and device_id < $5 and device_id > $6 order by device_id limit $7)
       order by id limit $7
     )
     ${LISTED} from ids as device ${JOINS} order by device.id`,
    [...asked(viewer), beginning, beginning + LAST, after, limit],
  )
  return rows.map(listedFrom)
}

/** One device, whether anything is known of it or not. */
export async function deviceFacts(
  query: RecordsQuery,
  viewer: DeviceViewer,
  deviceId: string,
): Promise<ListedDevice> {
  const [row] = await query.query<ListedRow>(
    `${LISTED} from (select $4::text collate "C" as id) as device ${JOINS}`,
    [...asked(viewer), deviceId],
  )
  if (!row) throw new Error('one row was asked for')
  return listedFrom(row)
}

/** When a device was fitted to whom, newest first. */
export interface DeviceActivation {
  readonly from: Instant
  readonly to: Instant
  /** Where the viewer may see them. */
  readonly wearerId: string | undefined
}

export async function activationsOfDevice(
  query: RecordsQuery,
  viewer: DeviceViewer,
  deviceId: string,
): Promise<DeviceActivation[]> {
  const rows = await query.query<OpenInterval & RecordRow & { wearer_id: string | null }>(
    `select starts_at, ends_at, visible.device_wearer_id as wearer_id
     from device_activations
     left join (select device_wearer_id from visible_wearers($1, $2) where $3::boolean) as visible
       using (device_wearer_id)
     where device_id = $4 order by starts_at desc limit 50`,
    [...asked(viewer), deviceId],
  )
  return rows.map((row) => ({ ...openInterval(row), wearerId: row.wearer_id ?? undefined }))
}

/** What a device said of itself lately, newest first. */
export interface DeviceTold {
  readonly at: Instant
  readonly receivedAt: Instant
  readonly text: string
  /** A charge that it told with it. */
  readonly percent?: number | undefined
}

/** Nothing of what it said while somebody wore it whom the viewer may not see. @param codes of these alone. */
export async function eventsOfDevice(
  query: RecordsQuery,
  viewer: DeviceViewer,
  deviceId: string,
  codes?: readonly string[],
): Promise<DeviceTold[]> {
  const rows = await query.query<{
    code: string
    occurred_at: string
    received_at: string
    body: DeviceEvent['body']
  }>(
    `with visible as (select device_wearer_id from visible_wearers($1, $2) where $3::boolean)
     select code, occurred_at, received_at, body from device_events as event
     where device_id = $4 and ($5::text[] is null or code = any($5)) and not exists (
       select from device_activations as worn
       where worn.device_id = event.device_id and worn.starts_at <= event.occurred_at
         and (worn.ends_at is null or worn.ends_at > event.occurred_at)
         and worn.device_wearer_id not in (select device_wearer_id from visible))
     order by occurred_at desc, code desc limit 20`,
    [...asked(viewer), deviceId, codes],
  )
  return rows.map((row) => ({
    at: instantFrom(row.occurred_at),
    receivedAt: instantFrom(row.received_at),
    text: row.code,
    percent: chargeToldBy({ code: row.code, body: row.body }),
  }))
}

/** A report of which something could not be used, and what, by field and code. */
export interface RefusedOfDevice {
  readonly receivedAt: Instant
  readonly reason: string
  readonly issues: readonly {
    readonly row?: number | undefined
    readonly field: string
    readonly code: string
  }[]
}

/** Without values: what was sent may say where somebody was. Newest first. */
export async function refusedOfDevice(
  query: RecordsQuery,
  deviceId: string,
): Promise<RefusedOfDevice[]> {
  const rows = await query.query<{
    received_at: string
    reason: string
    issues: RefusedOfDevice['issues']
  }>(
    `select received_at, reason, issues
     from refused_reports where device_id = $1 order by received_at desc limit 20`,
    [deviceId],
  )
  return rows.map(({ received_at, reason, issues }) => ({
    receivedAt: instantFrom(received_at),
    reason,
    issues,
  }))
}

const LISTED = `select device.id, worn.is_worn, worn.wearer_id, status.feed, status.last_heard_at,
  status.newest_captured_at, status.battery_percent, status.charging,
  (select count(*) from device_credentials as credential
   where credential.device_id = device.id and revoked_at is null
     and (ends_at is null or ends_at > $2)) as credentials`

const JOINS = `left join device_status as status on status.device_id = device.id
  left join lateral (
    select true as is_worn, visible.device_wearer_id as wearer_id
    from device_activations as activation
    left join (select device_wearer_id from visible_wearers($1, $2) where $3::boolean) as visible
      using (device_wearer_id)
    where activation.device_id = device.id and activation.starts_at <= $2
      and (activation.ends_at is null or activation.ends_at > $2)
    order by activation.starts_at desc limit 1
  ) as worn on true`

type ListedRow = RecordRow & {
  id: string
  is_worn: boolean | null
  wearer_id: string | null
  feed: string | null
  last_heard_at: string | null
  newest_captured_at: string | null
  battery_percent: number | null
  charging: boolean | null
  credentials: bigint
}

function listedFrom(row: ListedRow): ListedDevice {
  return {
    id: row.id,
    wearerId: row.wearer_id ?? undefined,
    isWorn: row.is_worn ?? false,
    feed: row.feed ?? undefined,
    heardAt: instantIfAny(row.last_heard_at),
    newestCapturedAt: instantIfAny(row.newest_captured_at),
    batteryPercent: row.battery_percent ?? undefined,
    charging: row.charging ?? undefined,
    credentials: Number(row.credentials),
  }
}

function asked({ accountId, at, seesPeople }: DeviceViewer): readonly unknown[] {
  return [accountId, instantText(at), seesPeople]
}
