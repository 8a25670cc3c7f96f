import { AppError } from '../../domain/errors.ts'
import type { Records, RecordsQuery } from './records.ts'

/**
 * Gives a role what a server needs of the records, and takes from it what it has beyond that: it reads
 * and writes every table, but of the audit it may only read, and append through the function.
 *
 * @throws AppError WRONG_USE where there is no such role, or it owns the records: nothing can be kept
 * from an owner.
 */
export async function grantServerRights(records: Records, role: string): Promise<void> {
  await records.transaction(async (transaction) => {
    await expectOther(transaction, role)
    for (const { statement } of await transaction.query<{ statement: string }>(RIGHTS, [role])) {
      await transaction.query(statement)
    }
  })
}

/** Names cannot be parameters of a grant, so the database itself writes the statements, quoted. */
const RIGHTS = `
  select format('grant usage on schema %I to %I', current_schema(), $1::text) as statement
  union all
  select format('revoke all on %I from %I', tablename, $1::text)
  from pg_tables where schemaname = current_schema()
  union all
  select format(
    case when tablename in ('audit_events', 'records_migrations') then 'grant select on %I to %I'
      when tablename = 'records_identity' then 'grant select, update on %I to %I'
      when tablename in ('audit_reviews', 'audit_samples', 'audit_sampled_events') then 'grant select, insert on %I to %I'
      else 'grant select, insert, update, delete on %I to %I' end, tablename, $1::text)
  from pg_tables where schemaname = current_schema()
  union all
  select format('grant execute on function append_audit(text) to %I', $1::text)`

async function expectOther(query: RecordsQuery, role: string): Promise<void> {
  const [found] = await query.query<{ owns: boolean }>(
    `select pg_has_role(oid, (select relowner from pg_class where oid = 'audit_events'::regclass), 'member') as owns
     from pg_roles where rolname = $1`,
    [role],
  )
  if (found && !found.owns) return
  const why = found
    ? 'it owns the records or is a superuser, so nothing could be kept from it; expected another role'
    : 'there is none; make it first, with "create role … login"'
  throw new AppError('WRONG_USE', `Cannot grant rights to role "${role}": ${why}`)
}
