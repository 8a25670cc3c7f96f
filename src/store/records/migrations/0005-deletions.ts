import type { RecordsMigration } from '../records-migration.ts'

/** What was deleted and why, and what may not be deleted yet. Nothing in either table is ever removed. */
export const deletions: RecordsMigration = {
  name: '0005-deletions',
  statements: [
    `create table deletions (
  id bigint generated always as identity primary key,
  kind text not null,
  device_wearer_id text collate "C",
  device_id text collate "C",
  -- Half-open; null is without bound.
  starts_at timestamptz,
  ends_at timestamptz,
  reason text not null,
  started_at timestamptz not null,
  -- Null until all of it is gone: a deletion that was cut off is taken up again.
  finished_at timestamptz,
  deleted bigint,
  check ((finished_at is null) = (deleted is null))
)`,
    'create index deletions_unfinished on deletions (id) where finished_at is null',
    `create table legal_holds (
  id bigint generated always as identity primary key,
  device_wearer_id text collate "C" not null,
  starts_at timestamptz,
  ends_at timestamptz,
  reason text not null,
  placed_at timestamptz not null,
  lifted_at timestamptz check (lifted_at >= placed_at)
)`,
    'create index legal_holds_in_force on legal_holds (device_wearer_id) where lifted_at is null',
  ],
}
