import {
  APPEND_AUDIT_BODY,
  AUDIT_COLUMNS,
  REFUSE_AUDIT_CHANGE_BODY,
} from './migrations/0009-audit.ts'
import type { RecordsQuery } from './records.ts'

/**
 * Whether the database still guards the chain as the migration told it to: its triggers and no others, no rules,
 * its functions, key and generated columns.
 *
 * @returns a sentence for each that it does not; none where all is well.
 */
export async function missingSafeguards(query: RecordsQuery): Promise<string[]> {
  const [table] = await query.query<{ there: boolean }>(
    `select to_regclass('audit_events') is not null as there`,
  )
  if (!table?.there) return ['The table audit_events is gone']
  return [
    ...(await triggers(query)),
    ...(await rules(query)),
    ...(await functions(query)),
    ...(await columns(query)),
    ...(await key(query)),
  ]
}

/** Tables that are only ever added to. */
const KEPT_TABLES = ['audit_events', 'audit_reviews', 'audit_samples', 'audit_sampled_events']

async function triggers(query: RecordsQuery): Promise<string[]> {
  const rows = await query.query<{
    at: string
    name: string
    enabled: string
    refuses: boolean
  }>(
    `select relname as at, tgname as name, tgenabled as enabled,
       tgfoid = to_regproc('refuse_audit_change') as refuses
     from pg_trigger join pg_class on pg_class.oid = tgrelid
     where relname = any($1::text[]) and relnamespace = current_schema()::regnamespace
       and not tgisinternal order by relname, tgname`,
    [KEPT_TABLES],
  )
  const ours = KEPT_TABLES.flatMap((table) => [`${table}_keep_rows`, `${table}_keep_all`])
  const faults = ours.flatMap((name) => {
    const trigger = rows.find((row) => row.name === name && name.startsWith(`${row.at}_keep_`))
    if (!trigger) return [`The trigger ${name} is gone`]
    if (trigger.enabled !== 'A') return [`The trigger ${name} is disabled`]
    return trigger.refuses ? [] : [`The trigger ${name} calls another function`]
  })
  const foreign = rows.filter(({ name }) => !ours.includes(name))
  return [...faults, ...foreign.map(({ at, name }) => `A trigger ${name} was put on ${at}`)]
}

/** Rules put other statements in the place of what was asked for. */
async function rules(query: RecordsQuery): Promise<string[]> {
  const rows = await query.query<{ at: string; name: string }>(
    `select relname as at, rulename as name from pg_rewrite join pg_class on pg_class.oid = ev_class
     where relname = any($1::text[]) and relnamespace = current_schema()::regnamespace
     order by relname, rulename`,
    [KEPT_TABLES],
  )
  return rows.map(({ at, name }) => `A rule ${name} was put on ${at}`)
}

async function functions(query: RecordsQuery): Promise<string[]> {
  const rows = await query.query<{ name: string; body: string }>(
    `select proname as name, prosrc as body from pg_proc
     where oid in (to_regproc('append_audit'), to_regproc('refuse_audit_change'))`,
  )
  const expected = {
    append_audit: APPEND_AUDIT_BODY,
    refuse_audit_change: REFUSE_AUDIT_CHANGE_BODY,
  }
  return Object.entries(expected).flatMap(([name, body]) => {
    const found = rows.find((row) => row.name === name)
    if (!found) return [`The function ${name} is gone`]
    return found.body === body ? [] : [`The function ${name} was replaced`]
  })
}

async function columns(query: RecordsQuery): Promise<string[]> {
  const rows = await query.query<{ name: string }>(
    `select attname as name from pg_attribute
     where attrelid = 'audit_events'::regclass and attgenerated = 's' and not attisdropped`,
  )
  return AUDIT_COLUMNS.filter((column) => !rows.some(({ name }) => name === column)).map(
    (column) => `The column ${column} is no longer made from the entry`,
  )
}

async function key(query: RecordsQuery): Promise<string[]> {
  const rows = await query.query(
    `select 1 from pg_constraint where conrelid = 'audit_events'::regclass and contype = 'p'`,
  )
  return rows.length > 0 ? [] : ['The primary key of audit_events is gone']
}
