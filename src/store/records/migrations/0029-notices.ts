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
  -- Which incidents: null is all; so grave at least; of whoever is allocated to a team.
  families text[],
  mildest smallint not null check (mildest between 1 and 5),
  team text collate "C" references teams (name) on update cascade,
  made_by bigint references accounts (id),
  made_at timestamptz not null,
  ended_at timestamptz,
  check (kind = 'email' or secret is not null)
)`,
    `create table notices (
  id bigint generated always as identity primary key,
  target_id bigint not null references notice_targets (id),
  -- None of a notice that tries the way.
  incident_id bigint references incidents (id),
  revision integer,
  -- How grave the incident was then: one that becomes graver is told again.
  gravity smallint,
  -- Dead: given up, until a person has it sent again. Stopped: its target ended before.
  state text not null check (state in ('waiting', 'sent', 'dead', 'stopped')),
  tries integer not null default 0,
  next_try_at timestamptz,
  sent_at timestamptz,
  last_error text,
  made_at timestamptz not null,
  unique (target_id, incident_id, revision),
  check ((incident_id is null) = (revision is null) and (incident_id is null) = (gravity is null))
)`,
    `create index notices_due on notices (next_try_at) where state = 'waiting'`,
    `create index notices_dead on notices (id) where state = 'dead'`,
    'create index notices_incident on notices (incident_id, target_id)',
    'create index notices_sent on notices (target_id, sent_at)',
  ],
}
