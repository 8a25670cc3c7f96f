import {
  APPEND_AUDIT_BODY,
  AUDIT_COLUMNS,
  REFUSE_AUDIT_CHANGE_BODY,
} from './migrations/0009-audit.ts'
import type { RecordsQuery } from './records.ts'

/**
 * Whether the database still guards the chain as the migration told it to: its triggers, functions,
 * key and generated columns.
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
    ...(await functions(query)),
    ...(await columns(query)),
    ...(await key(query)),
  ]
}

async function triggers(query: RecordsQuery): Promise<string[]> {
  const rows = await query.query<{ name: string; enabled: string; refuses: boolean }>(
    `select tgname as name, tgenabled as enabled,
       tgfoid = to_regproc('refuse_audit_change') as refuses
     from pg_trigger where tgrelid = 'audit_events'::regclass and not tgisinternal`,
  )
  return ['audit_events_keep_rows', 'audit_events_keep_all'].flatMap((name) => {
    const trigger = rows.find((row) => row.name === name)
    if (!trigger) return [`The trigger ${name} is gone`]
    if (trigger.enabled !== 'A') return [`The trigger ${name} is disabled`]
    return trigger.refuses ? [] : [`The trigger ${name} calls another function`]
  })
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
