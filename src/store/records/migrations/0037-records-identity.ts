import type { RecordsMigration } from '../records-migration.ts'

/** By which a data folder knows its records from others, and they whether they have one. */
export const recordsIdentity: RecordsMigration = {
  name: '0037-records-identity',
  statements: [
    `create table records_identity (
  id uuid primary key default gen_random_uuid(),
  has_folder boolean not null default false,
  is_only boolean not null default true unique check (is_only)
)`,
    'insert into records_identity default values',
  ],
}
