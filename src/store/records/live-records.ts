import type { DeviceEvent } from '../../domain/device-event.ts'
import type { Instant, Interval } from '../../domain/interval.ts'
import type { RowIssue } from '../../domain/row-issue.ts'
import { startText } from './open-interval.ts'
import { pages } from './pages.ts'
import { instantText, jsonRows } from './record-values.ts'
import type { RecordsQuery } from './records.ts'

/** That a device was heard. */
export interface Heard {
  readonly deviceId: string
  readonly feed: string
  readonly heardAt: Instant
  readonly newestCapturedAt: Instant | undefined
}

/** A report, or part of one, that could not be used. */
export interface StoredRefusal {
  readonly feed: string
  readonly deviceId?: string | undefined
  readonly receivedAt: Instant
  readonly reason: string
  /** Kept without their values, which may say where somebody was. */
  readonly issues?: readonly RowIssue[]
  /** Said twice under one name, it is kept once. */
  readonly loggedAs?: string
}

/** Notes when feeds and devices were heard; what is older than what is noted changes nothing. */
export async function keepHeard(transaction: RecordsQuery, heard: readonly Heard[]): Promise<void> {
  for (const page of pages(heard)) {
    const rows = jsonRows(
      page.map((each) => ({
        device_id: each.deviceId,
        feed: each.feed,
        heard_at: instantText(each.heardAt),
        captured_at: textIfAny(each.newestCapturedAt),
      })),
    )
    await transaction.query(
      `insert into feeds (name, kind, first_heard_at, last_heard_at)
       select feed, feed, min(heard_at), max(heard_at)
       from json_to_recordset($1::json) as sent (feed text, heard_at timestamptz)
       group by feed order by feed
       on conflict (name) do update
       set last_heard_at = greatest(feeds.last_heard_at, excluded.last_heard_at)`,
      [rows],
    )
    await transaction.query(
      `with sent as (
         select * from json_to_recordset($1::json) as sent (
           device_id text, feed text, heard_at timestamptz, captured_at timestamptz)
       ), last as (
         select distinct on (device_id) device_id, feed, heard_at
         from sent order by device_id, heard_at desc
       ), newest as (
         select device_id, max(captured_at) as captured_at from sent group by device_id
       )
       insert into device_status as known (device_id, feed, last_heard_at, newest_captured_at)
       select device_id, feed, heard_at, captured_at from last join newest using (device_id)
       on conflict (device_id) do update set
         feed = case when excluded.last_heard_at >= known.last_heard_at
           then excluded.feed else known.feed end,
         last_heard_at = greatest(known.last_heard_at, excluded.last_heard_at),
         newest_captured_at = greatest(known.newest_captured_at, excluded.newest_captured_at)`,
      [rows],
    )
  }
}

/** Keeps what devices said of themselves; the same word of the same instant once. */
export async function keepDeviceEvents(
  transaction: RecordsQuery,
  events: readonly (DeviceEvent & { readonly feed: string; readonly receivedAt: Instant })[],
): Promise<void> {
  for (const page of pages(events)) {
    await transaction.query(
      `insert into device_events (device_id, code, occurred_at, received_at, feed, body)
       select device_id, code, occurred_at, received_at, feed, body
       from json_to_recordset($1::json) as sent (
         device_id text, code text, occurred_at timestamptz, received_at timestamptz, feed text,
         body jsonb)
       on conflict (device_id, occurred_at, code) do nothing`,
      [
        jsonRows(
          page.map(({ deviceId, code, occurredAt, receivedAt, feed, body }) => ({
            device_id: deviceId,
            code,
            occurred_at: instantText(occurredAt),
            received_at: instantText(receivedAt),
            feed,
            body,
          })),
        ),
      ],
    )
  }
}

/** Columns of `device_status` that are of one instant, which is the first. */
const CHARGES = [
  ['battery_at', 'battery_percent', 'charging'],
  ['told_charge_at', 'told_charge_low', 'told_charge_percent', 'told_charge_charging'],
] as const

/**
 * Removes what devices said of themselves in an interval: one device, or everybody's but of those who are held.
 *
 * @returns the incidents that began or ended with a word of it.
 */
export async function eraseDeviceEvents(
  transaction: RecordsQuery,
  within: Interval,
  whose: { readonly deviceId: string } | { readonly but: readonly string[] },
): Promise<number[]> {
  const which = [
    startText(within),
    instantText(within.to),
    'deviceId' in whose ? whose.deviceId : undefined,
    'but' in whose ? whose.but : [],
  ]
  const stood = await transaction.query<{ id: bigint }>(
    `with gone as (
     delete from device_events as event
     where ($1::timestamptz is null or occurred_at >= $1::timestamptz)
       and ($2::timestamptz is null or occurred_at < $2::timestamptz)
       and ($3::text is null or device_id = $3)
       and not exists (
         select from device_activations as worn
         where worn.device_id = event.device_id and worn.device_wearer_id = any($4::text[])
           and worn.starts_at <= event.occurred_at
           and (worn.ends_at is null or worn.ends_at > event.occurred_at))
     returning device_id, code, occurred_at)
     select distinct incidents.id from gone join incidents on incidents.device_id = gone.device_id
       and gone.occurred_at in (incidents.starts_at, incidents.ends_at)
       and incidents.finding -> 'codes' ? gone.code and incidents.stage <> 'retracted'
     order by id`,
    which,
  )
  // The newest charge that it said is one of them, and the newest that was low or charged.
  for (const [at, ...others] of CHARGES) {
    await transaction.query(
      `update device_status as status set ${[at, ...others].map((column) => `${column} = null`).join(', ')}
       where ($1::timestamptz is null or ${at} >= $1::timestamptz)
         and ($2::timestamptz is null or ${at} < $2::timestamptz)
         and ($3::text is null or device_id = $3)
         and not exists (
           select from device_activations as worn
           where worn.device_id = status.device_id and worn.device_wearer_id = any($4::text[])
             and worn.starts_at <= status.${at}
             and (worn.ends_at is null or worn.ends_at > status.${at}))`,
      which,
    )
  }
  return stood.map(({ id }) => Number(id))
}

const REFUSED_OVER = `received_at < $1::timestamptz and coalesce(device_id <> all($2::text[]), true)`

/** How many {@link deleteOldRefusedReports} would forget. */
export async function countOldRefusedReports(
  query: RecordsQuery,
  before: Instant,
  heldDeviceIds: readonly string[],
): Promise<number> {
  const [row] = await query.query<{ found: bigint }>(
    `select count(*) as found from refused_reports where ${REFUSED_OVER}`,
    [instantText(before), heldDeviceIds],
  )
  return Number(row?.found)
}

/** Forgets what was wrong with devices' reports that came before an instant, but of some devices. @returns how many. */
export async function deleteOldRefusedReports(
  transaction: RecordsQuery,
  before: Instant,
  heldDeviceIds: readonly string[],
): Promise<number> {
  const gone = await transaction.query(
    `delete from refused_reports where ${REFUSED_OVER} returning id`,
    [instantText(before), heldDeviceIds],
  )
  return gone.length
}

export async function keepRefusedReports(
  transaction: RecordsQuery,
  refusals: readonly StoredRefusal[],
): Promise<void> {
  for (const page of pages(refusals, ({ issues = [] }) => issues.length * 500)) {
    await transaction.query(
      `insert into refused_reports (feed, device_id, received_at, reason, issues, logged_as)
       select feed, device_id, received_at, reason, issues, logged_as
       from json_to_recordset($1::json) as sent (
         feed text, device_id text, received_at timestamptz, reason text, issues jsonb,
         logged_as text)
       on conflict (logged_as) do nothing`,
      [
        jsonRows(
          page.map(({ feed, deviceId, receivedAt, reason, issues = [], loggedAs }) => ({
            feed,
            device_id: deviceId,
            received_at: instantText(receivedAt),
            reason,
            issues: issues.map(({ row, field, code }) => ({ row, field, code })),
            logged_as: loggedAs,
          })),
        ),
      ],
    )
  }
}

function textIfAny(instant: Instant | undefined): string | null | undefined {
  return instant === undefined ? undefined : instantText(instant)
}
