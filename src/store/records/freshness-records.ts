import type { Instant } from '../../domain/interval.ts'
import { instantFrom, instantText } from './record-values.ts'
import type { RecordsQuery } from './records.ts'

/** A feed, and what came of it from devices that are worn now. */
export interface FeedFigures {
  readonly name: string
  /** When anything came of it. */
  readonly lastHeardAt: Instant
  /** Devices worn now that report by it, and of those which were heard since an instant. */
  readonly worn: number
  readonly heard: number
  /** Half of their newest positions took longer than this to arrive. Milliseconds. */
  readonly delayMs: number | undefined
}

/** A device, and when it was heard last. */
export interface HeardDeviceOf {
  readonly deviceId: string
  readonly feed: string
  readonly lastHeardAt: Instant
}

const WORN_NOW = `select distinct device_id from device_activations
  where starts_at <= $1::timestamptz and (ends_at is null or ends_at > $1::timestamptz)`

/** Every feed there ever was, the one that is silent longest first. */
export async function feedFigures(
  query: RecordsQuery,
  now: Instant,
  heardSince: Instant,
): Promise<FeedFigures[]> {
  const rows = await query.query<{
    name: string
    last_heard_at: string
    worn: bigint
    heard: bigint
    delay_ms: number | null
  }>(
    `select feeds.name, feeds.last_heard_at, count(worn.device_id) as worn,
       count(worn.device_id) filter (where status.last_heard_at >= $2::timestamptz) as heard,
       (percentile_cont(0.5) within group (order by extract(epoch from
         status.last_heard_at - status.newest_captured_at)::float8) filter (where worn.device_id is not null)
         * 1000)::float8 as delay_ms
     from feeds left join device_status as status on status.feed = feeds.name
     left join (${WORN_NOW}) as worn on worn.device_id = status.device_id
     group by feeds.name, feeds.last_heard_at order by feeds.last_heard_at, feeds.name`,
    [instantText(now), instantText(heardSince)],
  )
  return rows.map((row) => ({
    name: row.name,
    lastHeardAt: instantFrom(row.last_heard_at),
    worn: Number(row.worn),
    heard: Number(row.heard),
    delayMs: row.delay_ms ?? undefined,
  }))
}

/** Devices worn now that were not heard since an instant, the one that is silent longest first. */
export async function silentWornDevices(
  query: RecordsQuery,
  now: Instant,
  { heardSince, limit }: { readonly heardSince: Instant; readonly limit: number },
): Promise<HeardDeviceOf[]> {
  const rows = await query.query<HeardRow>(
    `select device_id, feed, last_heard_at from device_status join (${WORN_NOW}) as worn using (device_id)
     where last_heard_at < $2::timestamptz order by last_heard_at, device_id limit $3`,
    [instantText(now), instantText(heardSince), limit],
  )
  return rows.map(heardFrom)
}

/** What came of a feed and could not be used, and is no one device's: a file, a report that was set aside. */
export interface RefusedOfFeed {
  readonly feed: string
  readonly receivedAt: Instant
  readonly reason: string
}

/** The newest of them first, the last 20. */
export async function refusedWithoutDevice(query: RecordsQuery): Promise<RefusedOfFeed[]> {
  const rows = await query.query<{ feed: string; received_at: string; reason: string }>(
    `select feed, received_at, reason from refused_reports
     where device_id is null order by received_at desc, id desc limit 20`,
  )
  return rows.map(({ feed, received_at, reason }) => {
    return { feed, receivedAt: instantFrom(received_at), reason }
  })
}

/** Feeds that devices worn now report by, of which nothing came since an instant. */
export async function lateFeeds(
  query: RecordsQuery,
  now: Instant,
  heardSince: Instant,
): Promise<Pick<FeedFigures, 'name' | 'lastHeardAt'>[]> {
  const rows = await query.query<{ name: string; last_heard_at: string }>(
    `select name, last_heard_at from feeds
     where last_heard_at < $2::timestamptz and exists (
       select from device_status join (${WORN_NOW}) as worn using (device_id) where feed = feeds.name)
     order by last_heard_at, name`,
    [instantText(now), instantText(heardSince)],
  )
  return rows.map((row) => ({ name: row.name, lastHeardAt: instantFrom(row.last_heard_at) }))
}

/** A wearer's devices, worn now, that once reported by themselves and were not heard since an instant. */
export async function lateDevicesOf(
  query: RecordsQuery,
  deviceWearerId: string,
  now: Instant,
  heardSince: Instant,
): Promise<HeardDeviceOf[]> {
  const rows = await query.query<HeardRow>(
    `select device_id, feed, last_heard_at from device_status
     join (${WORN_NOW} and device_wearer_id = $3) as worn using (device_id)
     where last_heard_at < $2::timestamptz order by last_heard_at, device_id`,
    [instantText(now), instantText(heardSince), deviceWearerId],
  )
  return rows.map(heardFrom)
}

/** When anything came from any device; `undefined` where nothing ever did. */
export async function newestHeard(query: RecordsQuery): Promise<Instant | undefined> {
  const [row] = await query.query<{ newest: string | null }>(
    'select max(last_heard_at) as newest from feeds',
  )
  return row?.newest ? instantFrom(row.newest) : undefined
}

interface HeardRow {
  readonly [column: string]: string
  readonly device_id: string
  readonly feed: string
  readonly last_heard_at: string
}

function heardFrom(row: HeardRow): HeardDeviceOf {
  return {
    deviceId: row.device_id,
    feed: row.feed,
    lastHeardAt: instantFrom(row.last_heard_at),
  }
}
