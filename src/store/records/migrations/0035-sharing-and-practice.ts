import type { RecordsMigration } from '../records-migration.ts'

/** What the hub lets supervisors know of qualified matches, and how far somebody is with practising. */
export const sharingAndPractice: RecordsMigration = {
  name: '0035-sharing-and-practice',
  statements: [
    // Never changed but to be ended: whoever asks later sees what supervisors were told, when and why.
    `create table shared_matches (
  id bigint generated always as identity primary key,
  case_id bigint not null references match_cases (id) on delete cascade,
  device_wearer_id text collate "C" not null,
  shared_by bigint not null references accounts (id),
  shared_at timestamptz not null,
  why text not null,
  ended_by bigint references accounts (id),
  ended_at timestamptz check (ended_at >= shared_at),
  ended_why text,
  check ((ended_at is null) = (ended_by is null) and (ended_at is null) = (ended_why is null))
)`,
    'create unique index shared_matches_open on shared_matches (case_id) where ended_at is null',
    'create index shared_matches_wearer on shared_matches (device_wearer_id) where ended_at is null',
    // The tasks an account practises, each since when and whether the records said it was done.
    `create table practice_tasks (
  account_id bigint not null references accounts (id),
  task text collate "C" not null,
  device_wearer_id text collate "C" not null,
  -- What it is about: an incident's number, or the stretch to follow as {from, to}.
  about jsonb not null,
  begun_at timestamptz not null,
  done_at timestamptz check (done_at >= begun_at),
  primary key (account_id, task)
)`,
  ],
}
