import { type Instant, type Interval, intersect } from '../../domain/interval.ts'
import { londonLocal } from '../../domain/london-local.ts'
import { pages } from './pages.ts'
import { instantText, jsonRows } from './record-values.ts'
import type { RecordsQuery } from './records.ts'
import type { ChangedStretch } from './touch-records.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR
/** A day is made of its positions and of those so long before and after it. */
export const AROUND_DAY_MS = 6 * HOUR
/** Nobody asks for days of longer ago, and devices whose clocks are wrong say anything. */
export const OLDEST_DAY_MS = 731 * DAY
/** What is required of somebody may change what was lawful for so long. */
const RULES_REACH_MS = 90 * DAY

/** Notes the days of whoever wore the devices then, in which positions came. What is yet to come is noted when it has come. */
export async function noteDaysTouched(
  transaction: RecordsQuery,
  stretches: readonly ChangedStretch[],
  now: Instant,
): Promise<void> {
  const touched = stretches.flatMap((stretch) => {
    const around = { from: stretch.from - AROUND_DAY_MS, to: stretch.to + AROUND_DAY_MS }
    const { deviceId: device_id, from, to } = stretch
    const within = { starts_at: instantText(from), ends_at: instantText(to) }
    return daysOf(around, now).map((day) => ({ device_id, ...within, day }))
  })
  for (const page of pages(touched)) {
    await transaction.query(
      `insert into days_to_make (device_wearer_id, day)
       select distinct worn.device_wearer_id, sent.day
       from json_to_recordset($1::json) as sent (
         device_id text, starts_at timestamptz, ends_at timestamptz, day date)
       join device_activations as worn on worn.device_id = sent.device_id
         and worn.starts_at < sent.ends_at and (worn.ends_at is null or worn.ends_at > sent.starts_at)
       -- Devices report every minute, of days that mostly wait already.
       where not exists (select from days_to_make as noted
         where noted.device_wearer_id = worn.device_wearer_id and noted.day = sent.day and not noted.taken)
       on conflict (device_wearer_id, day) do update set taken = false`,
      [jsonRows(page)],
    )
  }
}

/** Notes days of some wearers: those that are kept and lie in it, and every day of the last three months of it. */
export async function noteDaysOfWearers(
  transaction: RecordsQuery,
  deviceWearerIds: readonly string[],
  within: Interval,
  now: Instant,
): Promise<void> {
  const recent = intersect(within, { from: now - RULES_REACH_MS, to: now + 1 })
  const days = recent ? daysOf(recent, now) : []
  const last = Math.min(within.to, now + DAY)
  await transaction.query(
    `insert into days_to_make (device_wearer_id, day)
     select id, day from unnest($1::text[]) as id, unnest($2::date[]) as day
     union select device_wearer_id, day from wearer_days
     where device_wearer_id = any($1::text[])
       and ($3::date is null or day >= $3::date) and day <= $4::date
     on conflict (device_wearer_id, day) do update set taken = false`,
    [
      deviceWearerIds,
      days,
      within.from === Number.NEGATIVE_INFINITY ? null : londonLocal(within.from).date,
      londonLocal(last).date,
    ],
  )
}

/** Notes days given by name, for when none was ever made. */
export async function noteDays(
  transaction: RecordsQuery,
  days: readonly { readonly deviceWearerId: string; readonly day: string }[],
): Promise<void> {
  for (const page of pages(days)) {
    await transaction.query(
      `insert into days_to_make (device_wearer_id, day)
       select device_wearer_id, day from json_to_recordset($1::json) as sent (
         device_wearer_id text, day date)
       on conflict (device_wearer_id, day) do nothing`,
      [
        jsonRows(
          page.map(({ deviceWearerId, day }) => ({ device_wearer_id: deviceWearerId, day })),
        ),
      ],
    )
  }
}

/**
 * Some wearers with days that wait, the newest days first, and those days: noted ones but such as were made a moment ago, and
 * yesterday's that was made before it had ended.
 *
 * @param options.madeBefore a day that was made since waits; positions come every minute.
 */
export async function daysToMake(
  query: RecordsQuery,
  {
    now,
    madeBefore,
    limit,
  }: { readonly now: Instant; readonly madeBefore: Instant; readonly limit: number },
): Promise<ReadonlyMap<string, readonly string[]>> {
  const { date: today } = londonLocal(now)
  const rows = await query.query<{ device_wearer_id: string; day: string }>(
    `with due as (
       select noted.device_wearer_id, noted.day
       from days_to_make as noted left join wearer_days as made using (device_wearer_id, day)
       where made.made_at is null or made.made_at < $1::timestamptz
       union
       select made.device_wearer_id, made.day from wearer_days as made
       where made.day = $2::date - 1 and made.made_at < ($2::date::timestamp at time zone 'Europe/London')
     ), first as (
       select device_wearer_id from due group by device_wearer_id
       order by max(day) desc, device_wearer_id limit $3
     )
     select device_wearer_id, day from due join first using (device_wearer_id)
     order by device_wearer_id, day`,
    [instantText(madeBefore), today, limit],
  )
  const due = new Map<string, string[]>()
  for (const { device_wearer_id: id, day } of rows) due.set(id, [...(due.get(id) ?? []), day])
  return due
}

/** Says that somebody begins to make days: before they read what these are made of. */
export async function takeDays(
  query: RecordsQuery,
  deviceWearerId: string,
  days: readonly string[],
): Promise<void> {
  await query.query(
    'update days_to_make set taken = true where device_wearer_id = $1 and day = any($2::date[])',
    [deviceWearerId, days],
  )
}

/** Drops the notes of days that were taken and not noted again since; in the transaction that keeps what was made. */
export async function dropTakenDays(
  transaction: RecordsQuery,
  deviceWearerId: string,
  days: readonly string[],
): Promise<void> {
  await transaction.query(
    'delete from days_to_make where device_wearer_id = $1 and day = any($2::date[]) and taken',
    [deviceWearerId, days],
  )
}

/** The London days that share an instant with an interval, up to today. */
function daysOf({ from, to }: Interval, now: Instant): string[] {
  if (to <= now - OLDEST_DAY_MS) return []
  const last = Date.parse(londonLocal(Math.min(to - 1, now)).date)
  const days: string[] = []
  const first = londonLocal(Math.max(from, now - OLDEST_DAY_MS)).date
  for (let day = Date.parse(first); day <= last; day += DAY) {
    days.push(new Date(day).toISOString().slice(0, 10))
  }
  return days
}
