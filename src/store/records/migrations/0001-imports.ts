import type { RecordsMigration } from '../records-migration.ts'

/** What was brought in, file by file, and what of it was not taken. */
export const imports: RecordsMigration = {
  name: '0001-imports',
  statements: [
    `create table imports (
  id bigint generated always as identity primary key,
  kind text not null check (kind in ('positions', 'people', 'crimes')),
  file_name text not null,
  -- Of the whole file, hex; known at the latest when the import is done.
  sha256 text check (sha256 ~ '^[0-9a-f]{64}$'),
  started_at timestamptz not null,
  finished_at timestamptz,
  outcome text not null default 'running' check (outcome in ('running', 'done', 'failed')),
  rows bigint not null default 0,
  accepted bigint not null default 0,
  refused bigint not null default 0,
  issues bigint not null default 0,
  repeats bigint,
  conflicts bigint,
  -- The line of column names as it came, without which refused rows cannot be read again.
  header text,
  message text,
  check ((outcome = 'running') = (finished_at is null)),
  check (outcome <> 'done' or sha256 is not null)
)`,
    `create index imports_done on imports (kind, sha256, id) where outcome = 'done'`,
    `create index imports_running on imports (id) where outcome = 'running'`,
    `create table row_issues (
  import_id bigint not null references imports (id) on delete cascade,
  ordinal integer not null,
  -- The line where the record starts; null when the whole file is meant.
  file_row integer,
  field text not null,
  code text not null,
  value text not null,
  message text not null,
  required_action text not null,
  crime_reference text,
  primary key (import_id, ordinal)
)`,
    `create table refused_rows (
  import_id bigint not null references imports (id) on delete cascade,
  ordinal integer not null,
  file_row integer not null,
  raw bytea not null,
  primary key (import_id, ordinal)
)`,
  ],
}
