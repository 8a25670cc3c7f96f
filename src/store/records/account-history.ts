import { eventFrom } from './audit-entry.ts'
import type { AuditCursor, StoredAuditEvent } from './audit-records.ts'
import type { RecordsQuery } from './records.ts'

/** What was done to an account and with its sign-in, newest first: the events that name it in their details. */
export async function accountHistory(
  query: RecordsQuery,
  accountId: number,
  { before, limit }: AuditCursor,
): Promise<StoredAuditEvent[]> {
  const rows = await query.query<{ id: bigint; hash: string; entry: string }>(
    `select id, hash, entry from audit_events
     where action in ('alter', 'sign-in') and entry::jsonb #>> '{details,account}' = $1 and ($2::bigint is null or id < $2)
     order by id desc limit $3`,
    [String(accountId), before, limit],
  )
  return rows.map(({ id, hash, entry }) => ({ ...eventFrom(entry), id: Number(id), hash }))
}
