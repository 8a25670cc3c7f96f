import type { Instant, Interval } from '../../domain/interval.ts'
import {
  isPracticeTask,
  type PracticeAbout,
  type PracticeTask,
} from '../../domain/practice-task.ts'
import { instantFrom, instantIfAny, instantText, JsonParameter } from './record-values.ts'
import type { RecordRow, RecordsQuery } from './records.ts'
import type { Viewer } from './viewer.ts'
import { INCIDENT_VISIBLE, INCIDENT_WAITS } from './visible-incidents.ts'

/** A task that an account began. */
export interface BegunTask {
  readonly task: PracticeTask
  readonly about: PracticeAbout
  readonly begunAt: Instant
  readonly isDone: boolean
}

/** That an account looked at something of the task's person since it began, by the audit; `$2` is its username. */
const looked = (what: string, more = '') => `exists (
       select from audit_events
       where username = $2 and what = '${what}' and action = 'consult' and outcome = 'done'
         and subjects @> to_jsonb(begun.device_wearer_id)
         and at >= to_char(begun.begun_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') ${more})`

/** Of the newest. */
const MOST_STRETCHES = 20
const INTERVAL = `audit_events.entry::jsonb -> 'interval'`
/** By what the records know a task to be done; of the row `begun`. What a gap is only positions say. */
const DONE: Readonly<Record<Exclude<PracticeTask, 'gap'>, string>> = {
  attention: looked('device wearer'),
  evening: looked(
    'movements',
    `and (${INTERVAL} ->> 'from')::timestamptz <= (begun.about ->> 'from')::timestamptz
         and (${INTERVAL} ->> 'to')::timestamptz >= (begun.about ->> 'to')::timestamptz`,
  ),
  violation: `exists (
       select from violation_decisions
       where decided_by = begun.account_id and decided_at >= begun.begun_at and revoked_at is null
         and incident_id = (begun.about ->> 'incident')::bigint)`,
  note: `exists (
       select from person_notes
       where written_by = begun.account_id and written_at >= begun.begun_at
         and person_notes.device_wearer_id = begun.device_wearer_id and incident_id is not null)`,
  report: `exists (
       select from person_documents
       where asked_by = begun.account_id and asked_at >= begun.begun_at and kind = 'trail-report'
         and person_documents.device_wearer_id = begun.device_wearer_id)`,
}

/** What an account has begun. */
export async function practiceOf(query: RecordsQuery, accountId: number): Promise<BegunTask[]> {
  const rows = await query.query<TaskRow>(
    'select * from practice_tasks where account_id = $1 order by begun_at, task',
    [accountId],
  )
  return rows.flatMap(({ task, device_wearer_id, about, begun_at, done_at }) =>
    isPracticeTask(task)
      ? [
          {
            task,
            about: { ...about, deviceWearerId: device_wearer_id },
            begunAt: instantFrom(begun_at),
            isDone: done_at !== null,
          },
        ]
      : [],
  )
}

/** Whether the records show that an account did what a task asks for since it began the task. */
export async function isTaskDone(
  query: RecordsQuery,
  { accountId, username }: { readonly accountId: number; readonly username: string },
  task: keyof typeof DONE,
): Promise<boolean> {
  const rows = await query.query(
    `select from practice_tasks as begun
     where account_id = $1::bigint and $2::text is not null and task = $3 and ${DONE[task]}`,
    [accountId, username, task],
  )
  return rows.length > 0
}

/** What notes that an account wrote for the task about gaps, of the task's person and since it began, are about; an instant is as long as nothing. */
export async function stretchesNoted(query: RecordsQuery, accountId: number): Promise<Interval[]> {
  const rows = await query.query<{ about_from: string; about_to: string | null }>(
    `select about_from, about_to from person_notes
     join practice_tasks as begun on begun.account_id = written_by and task = 'gap'
     where written_by = $1 and written_at >= begun_at and about_from is not null
       and person_notes.device_wearer_id = begun.device_wearer_id
     order by person_notes.id desc limit ${MOST_STRETCHES}`,
    [accountId],
  )
  return rows.map(({ about_from, about_to }) => {
    const from = instantFrom(about_from)
    return { from, to: instantIfAny(about_to) ?? from }
  })
}

/** That the records showed a task to be done. */
export async function finishPractice(
  transaction: RecordsQuery,
  accountId: number,
  task: PracticeTask,
  at: Instant,
): Promise<void> {
  await transaction.query(
    `update practice_tasks set done_at = coalesce(done_at, greatest($3::timestamptz, begun_at))
     where account_id = $1 and task = $2`,
    [accountId, task, instantText(at)],
  )
}

/** The task an account is at: the one it began last, until it is known to be done. */
export async function practiceUnderWay(
  query: RecordsQuery,
  accountId: number,
): Promise<PracticeTask | undefined> {
  const [row] = await query.query<{ task: string }>(
    `select task from practice_tasks where account_id = $1 and done_at is null
     order by begun_at desc limit 1`,
    [accountId],
  )
  return isPracticeTask(row?.task) ? row.task : undefined
}

/** Begins a task, or begins it again. */
export async function beginPractice(
  transaction: RecordsQuery,
  accountId: number,
  task: PracticeTask,
  { about, at }: { readonly about: PracticeAbout; readonly at: Instant },
): Promise<void> {
  const { deviceWearerId, ...rest } = about
  await transaction.query(
    `insert into practice_tasks (account_id, task, device_wearer_id, about, begun_at)
     values ($1, $2, $3, $4, $5)
     on conflict (account_id, task) do update set device_wearer_id = excluded.device_wearer_id,
       about = excluded.about, begun_at = excluded.begun_at, done_at = null`,
    [accountId, task, deviceWearerId, new JsonParameter(rest), instantText(at)],
  )
}

/** Forgets how far an account is. What it did stays. */
export async function forgetPractice(transaction: RecordsQuery, accountId: number): Promise<void> {
  await transaction.query('delete from practice_tasks where account_id = $1', [accountId])
}

/** The oldest violation of anybody the account may see that waits for a decision; or any incident of theirs. */
export async function incidentToPractise(
  query: RecordsQuery,
  { accountId, at }: Viewer,
  waits: boolean,
): Promise<{ incident: number; deviceWearerId: string } | undefined> {
  const [row] = await query.query<{ id: bigint; device_wearer_id: string }>(
    `select incidents.id, device_wearer_id from incidents
     where device_wearer_id is not null and stage = 'actual' and ${INCIDENT_VISIBLE}
       and (${waits ? INCIDENT_WAITS : 'true'})
     order by starts_at, incidents.id limit 1`,
    [accountId, instantText(at)],
  )
  return row && { incident: Number(row.id), deviceWearerId: row.device_wearer_id }
}

type TaskRow = RecordRow & {
  task: string
  device_wearer_id: string
  about: Omit<PracticeAbout, 'deviceWearerId'>
  begun_at: string
  done_at: string | null
}
