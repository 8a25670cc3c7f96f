import type { Instant, Interval } from '../../domain/interval.ts'
import { pages } from './pages.ts'
import { instantFrom, instantText, jsonRows } from './record-values.ts'
import type { RecordsQuery } from './records.ts'
import type { ChangedStretch } from './touch-records.ts'

/** A stretch of a wearer's time that has to be looked at again. */
export interface StretchToAssess extends Interval {
  readonly id: number
  readonly deviceWearerId: string
  readonly why: 'positions' | 'rules'
  readonly notedAt: Instant
}

/** Notes, for whoever wore the devices then, stretches in which positions came by a file. */
export async function noteToAssess(
  transaction: RecordsQuery,
  stretches: readonly ChangedStretch[],
  at: Instant,
): Promise<void> {
  for (const page of pages(stretches)) {
    await transaction.query(
      `insert into stretches_to_assess (device_wearer_id, starts_at, ends_at, why, noted_at)
       select worn.device_wearer_id, sent.starts_at, sent.ends_at, 'positions', $2::timestamptz
       from json_to_recordset($1::json) as sent (
         device_id text, starts_at timestamptz, ends_at timestamptz)
       join device_activations as worn on worn.device_id = sent.device_id
         and worn.starts_at < sent.ends_at and (worn.ends_at is null or worn.ends_at > sent.starts_at)`,
      [
        jsonRows(
          page.map(({ deviceId, from, to }) => ({
            device_id: deviceId,
            starts_at: instantText(from),
            ends_at: instantText(to),
          })),
        ),
        instantText(at),
      ],
    )
  }
}

/** Notes that what is required of some wearers is not what it was, from an instant on. In the transaction that changes it. */
export async function noteRulesChanged(
  transaction: RecordsQuery,
  deviceWearerIds: readonly string[],
  at: Instant,
): Promise<void> {
  await transaction.query(
    `insert into stretches_to_assess (device_wearer_id, starts_at, ends_at, why, noted_at)
     select id, $2::timestamptz, $2::timestamptz, 'rules', $2::timestamptz
     from unnest($1::text[]) as id`,
    [deviceWearerIds, instantText(at)],
  )
}

/** What waits to be looked at again, oldest first, so many at most. */
export async function stretchesToAssess(
  query: RecordsQuery,
  limit: number,
): Promise<StretchToAssess[]> {
  const rows = await query.query<{
    id: bigint
    device_wearer_id: string
    starts_at: string
    ends_at: string
    why: StretchToAssess['why']
    noted_at: string
  }>('select * from stretches_to_assess order by id limit $1', [limit])
  return rows.map((row) => ({
    id: Number(row.id),
    deviceWearerId: row.device_wearer_id,
    from: instantFrom(row.starts_at),
    to: instantFrom(row.ends_at),
    why: row.why,
    notedAt: instantFrom(row.noted_at),
  }))
}

/** The newest note; 0 where there was none. */
export async function newestToAssess(query: RecordsQuery): Promise<number> {
  const [row] = await query.query<{ newest: bigint | null }>(
    'select max(id) as newest from stretches_to_assess',
  )
  return Number(row?.newest ?? 0)
}

/** Drops notes of changed rules, up to one: all rules were read since. */
export async function dropRuleNotes(query: RecordsQuery, upTo: number): Promise<void> {
  await query.query(`delete from stretches_to_assess where why = 'rules' and id <= $1`, [upTo])
}

/** In the transaction that keeps what was found. */
export async function dropAssessed(
  transaction: RecordsQuery,
  ids: readonly number[],
): Promise<void> {
  if (ids.length === 0) return
  await transaction.query('delete from stretches_to_assess where id = any($1::bigint[])', [ids])
}

/** Up to when everything that was reported has been looked at; `undefined` where nothing ever was. */
export async function heardUntil(query: RecordsQuery): Promise<Instant | undefined> {
  const [row] = await query.query<{ heard_until: string }>(
    'select heard_until from monitoring_progress',
  )
  const until = row && instantFrom(row.heard_until)
  return until === undefined || Number.isNaN(until) ? undefined : until
}

/** @param until absent: as it was; whoever else says so in their transaction is waited for all the same. */
export async function keepHeardUntil(
  transaction: RecordsQuery,
  until: Instant | undefined,
): Promise<void> {
  await transaction.query(
    `insert into monitoring_progress (heard_until) values (coalesce($1::timestamptz, '-infinity'))
     on conflict (one) do update
     set heard_until = greatest(monitoring_progress.heard_until, excluded.heard_until)`,
    [instantText(until)],
  )
}

/** Tells erasures of positions apart: another one began, or one ended. */
export async function deletionsMark(query: RecordsQuery): Promise<string> {
  const [row] = await query.query<{ newest: bigint | null; unfinished: bigint }>(
    `select max(id) as newest, count(*) filter (where finished_at is null) as unfinished
     from deletions where subject = 'positions'`,
  )
  return `${row?.newest ?? 0}/${row?.unfinished ?? 0}`
}

/** Everybody's absences that were authorised and stand. */
export async function standingAbsences(
  query: RecordsQuery,
): Promise<
  (Interval & { readonly deviceWearerId: string; readonly conditionId: string | undefined })[]
> {
  const rows = await query.query<{
    device_wearer_id: string
    condition_id: string | null
    starts_at: string
    ends_at: string
  }>(
    `select device_wearer_id, condition_id, starts_at, ends_at from authorised_absences
     where revoked_at is null order by id`,
  )
  return rows.map((row) => ({
    deviceWearerId: row.device_wearer_id,
    conditionId: row.condition_id ?? undefined,
    from: instantFrom(row.starts_at),
    to: instantFrom(row.ends_at),
  }))
}
