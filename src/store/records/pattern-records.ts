import { type Instant, type Interval, intersect } from '../../domain/interval.ts'
import { londonLocal } from '../../domain/london-local.ts'
import type { DaySummary } from '../../patterns/day-summary.ts'
import type { Sign, SignKind } from '../../patterns/signs.ts'
import { keepHeardUntil } from './monitoring-records.ts'
import { pages } from './pages.ts'
import { AROUND_DAY_MS, noteDaysOfWearers } from './pattern-notes.ts'
import { instantText, jsonRows } from './record-values.ts'
import type { RecordsQuery } from './records.ts'
import type { Viewer } from './viewer.ts'

const DAY = 86_400_000
/** What a day is held against, and where home is, stand on positions of so many days before it. */
const STANDS_ON_MS = 29 * DAY

/** First and last day, both included: `2026-10-25`. */
interface Days {
  readonly first: string
  readonly last: string
}

/** The London days that share an instant with an interval. */
export function daysWithin({ from, to }: Interval): Days {
  return { first: londonLocal(from).date, last: londonLocal(Math.max(from, to - 1)).date }
}

/** One wearer's days, in order, as the platform made them; for whoever makes more of them. */
export async function keptDays(
  query: RecordsQuery,
  deviceWearerId: string,
  { first, last }: Days,
): Promise<DaySummary[]> {
  const rows = await query.query<{ summary: DaySummary }>(
    `select summary from wearer_days
     where device_wearer_id = $1 and day between $2::date and $3::date order by day`,
    [deviceWearerId, first, last],
  )
  return rows.map(({ summary }) => summary)
}

/** One wearer's days that an account may see, in order: permission and days are one statement. */
export async function daysOf(
  query: RecordsQuery,
  { accountId, at }: Viewer,
  deviceWearerId: string,
  { first, last }: Days,
): Promise<DaySummary[]> {
  const rows = await query.query<{ summary: DaySummary }>(
    `select summary from wearer_days
     where device_wearer_id = $3 and day between $4::date and $5::date
       and device_wearer_id in (
         select device_wearer_id from visible_wearers($1::bigint, $2::timestamptz))
     order by day`,
    [accountId, instantText(at), deviceWearerId, first, last],
  )
  return rows.map(({ summary }) => summary)
}

/** What is unusual of one wearer's days, for an account that may see them; the newest first. */
export async function signsOf(
  query: RecordsQuery,
  { accountId, at }: Viewer,
  deviceWearerId: string,
  { first, last }: Days,
): Promise<Sign[]> {
  const rows = await query.query<{
    kind: SignKind
    day: string
    number: number
    usual: number
    threshold: number
    body: Omit<Sign, 'kind' | 'day' | 'number' | 'usual' | 'threshold'>
  }>(
    `select kind, day, number, usual, threshold, body from wearer_signs
     where device_wearer_id = $3 and day between $4::date and $5::date
       and device_wearer_id in (
         select device_wearer_id from visible_wearers($1::bigint, $2::timestamptz))
     order by day desc, kind`,
    [accountId, instantText(at), deviceWearerId, first, last],
  )
  return rows.map(({ body, ...sign }) => ({ ...sign, ...body }))
}

/** Whether any day of anybody was ever made, or waits to be. */
export async function arePatternsBegun(query: RecordsQuery): Promise<boolean> {
  const [row] = await query.query<{ begun: boolean }>(
    'select exists (select from wearer_days) or exists (select from days_to_make) as begun',
  )
  return row?.begun ?? false
}

/** Keeps days of a wearer in place of what was kept of them. Of a day without a summary nothing is kept. */
export async function replaceDays(
  transaction: RecordsQuery,
  deviceWearerId: string,
  days: readonly string[],
  summaries: readonly DaySummary[],
  madeAt: Instant,
): Promise<void> {
  await transaction.query(
    'delete from wearer_days where device_wearer_id = $1 and day = any($2::date[])',
    [deviceWearerId, days],
  )
  for (const page of pages(summaries, (summary) => JSON.stringify(summary).length)) {
    await transaction.query(
      `insert into wearer_days (device_wearer_id, day, summary, made_at)
       select $1, day, summary, $3::timestamptz
       from json_to_recordset($2::json) as sent (day date, summary jsonb)`,
      [
        deviceWearerId,
        jsonRows(page.map((summary) => ({ day: summary.day, summary }))),
        instantText(madeAt),
      ],
    )
  }
}

/** Keeps what is unusual of some days of a wearer, in place of what was. */
export async function replaceSigns(
  transaction: RecordsQuery,
  deviceWearerId: string,
  days: readonly string[],
  signs: readonly Sign[],
  saidAt: Instant,
): Promise<void> {
  await transaction.query(
    `delete from wearer_signs where device_wearer_id = $1 and day = any($2::date[])
       and (day, kind) not in (
         select day, kind from json_to_recordset($3::json) as sent (day date, kind text))`,
    [deviceWearerId, days, jsonRows(signs.map(({ day, kind }) => ({ day, kind })))],
  )
  // What was said before stays said then: whoever has seen it is not told again because the day went on.
  await transaction.query(
    `insert into wearer_signs (device_wearer_id, kind, day, number, usual, threshold, body, said_at)
     select $1, kind, day, number, usual, threshold, body, $3::timestamptz
     from json_to_recordset($2::json) as sent (kind text, day date, number double precision,
       usual double precision, threshold double precision, body jsonb)
     on conflict (device_wearer_id, kind, day) do update set number = excluded.number,
       usual = excluded.usual, threshold = excluded.threshold, body = excluded.body`,
    [
      deviceWearerId,
      jsonRows(
        signs.map(({ kind, day, number, usual, threshold, ...body }) => {
          return { kind, day, number, usual, threshold, body }
        }),
      ),
      instantText(saidAt),
    ],
  )
}

/**
 * Drops days and signs that stand on positions captured in an interval, and notes the days to be made again of what is left. In the
 * transaction that finishes the deletion.
 *
 * @param whose one wearer's, or everybody's but some.
 */
export async function dropPatterns(
  transaction: RecordsQuery,
  within: Interval,
  now: Instant,
  whose: { readonly deviceWearerId?: string; readonly but?: readonly string[] },
): Promise<void> {
  // Whoever makes days keeps nothing that was read before, once this is done.
  await keepHeardUntil(transaction, undefined)
  const reach = {
    from: within.from - AROUND_DAY_MS,
    to: within.to + AROUND_DAY_MS + STANDS_ON_MS,
  }
  const span = intersect(reach, { from: Date.UTC(1970, 0, 2), to: now + DAY })
  if (!span) return
  const { first, last } = daysWithin(span)
  const rows = await transaction.query<{ device_wearer_id: string }>(
    `select distinct device_wearer_id from wearer_days
     where ($1::text is null or device_wearer_id = $1) and device_wearer_id <> all($2::text[])
       and day between $3::date and $4::date`,
    [whose.deviceWearerId, whose.but ?? [], first, last],
  )
  const ids = rows.map((row) => row.device_wearer_id)
  await noteDaysOfWearers(transaction, ids, span, now)
  await transaction.query(
    'delete from wearer_days where device_wearer_id = any($1::text[]) and day between $2::date and $3::date',
    [ids, first, last],
  )
  await transaction.query(
    `delete from wearer_signs
     where ($1::text is null or device_wearer_id = $1) and device_wearer_id <> all($2::text[])
       and day between $3::date and $4::date`,
    [whose.deviceWearerId, whose.but ?? [], first, last],
  )
}
