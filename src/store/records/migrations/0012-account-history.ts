import type { RecordsMigration } from '../records-migration.ts'

/** An account's page says who changed it: its events are found without reading all of the audit. */
export const accountHistory: RecordsMigration = {
  name: '0012-account-history',
  statements: [
    `create index audit_events_account on audit_events ((entry::jsonb #>> '{details,account}'), id)
where entry::jsonb #>> '{details,account}' is not null`,
  ],
}
