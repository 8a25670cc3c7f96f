import type { RecordsMigration } from '../records-migration.ts'

/** What became of a file of which only a part was imported, where the file itself never comes again. */
export const settledImports: RecordsMigration = {
  name: '0039-settled-imports',
  statements: [
    `alter table imports add column settled_at timestamptz,
  add column settled_why text,
  -- The import of the corrected file; none where positions stay missing.
  add column settled_by_import bigint references imports (id),
  add check ((settled_at is null) = (settled_why is null)),
  add check (settled_by_import is null or settled_at is not null),
  add check (settled_at is null or outcome = 'failed'),
  add check (settled_by_import > id)`,
  ],
}
