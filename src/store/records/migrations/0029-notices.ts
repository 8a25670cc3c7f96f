import type { RecordsMigration } from '../records-migration.ts'

/** Who is told of incidents, by which way, and what became of every notice. A notice says ids, never places or names. */
export const notices: RecordsMigration = {
  name: '0029-notices',
  statements: [
    `create table notice_targets (
  id bigint generated always as identity primary key,
  kind text not null check (kind in ('email', 'webhook')),
  address text not null check (address <> ''),
  -- Signs what is sent to a webhook; sealed with the folder's key.
  secret bytea,
  -- Which incidents: null is all.
  families text[],
  gravest smallint not null default 1,
  mildest smallint not null default 5,
  team text collate "C",
  made_by bigint references accounts (id),
  made_at timestamptz not null,
  ended_at timestamptz,
  check (kind = 'email' or secret is not null)
)`,
    `create table notices (
  id bigint generated always as identity primary key,
  target_id bigint not null references notice_targets (id),
  incident_id bigint not null references incidents (id),
  revision integer not null,
  state text not null check (state in ('waiting', 'sent', 'dead')),
  tries integer not null default 0,
  next_try_at timestamptz,
  sent_at timestamptz,
  last_error text,
  made_at timestamptz not null,
  unique (target_id, incident_id, revision)
)`,
    `create index notices_due on notices (next_try_at) where state = 'waiting'`,
    `create index notices_dead on notices (id) where state = 'dead'`,
  ],
}
