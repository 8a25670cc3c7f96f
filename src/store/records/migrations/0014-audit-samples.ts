import type { RecordsMigration } from '../records-migration.ts'

/** Events drawn at random for people to look through. What was drawn stays drawn: nobody can pick again until it suits them. */
export const auditSamples: RecordsMigration = {
  name: '0014-audit-samples',
  statements: [
    `create table audit_samples (
  id bigint generated always as identity primary key,
  drawn_by bigint not null references accounts (id),
  drawn_at timestamptz not null,
  -- Of the interval drawn from, half-open.
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  -- How many: a share of them, or a number.
  share double precision,
  most integer,
  check ((share is null) <> (most is null))
)`,
    `create table audit_sampled_events (
  sample_id bigint not null references audit_samples (id),
  event_id bigint not null references audit_events (id),
  primary key (sample_id, event_id)
)`,
    ...['audit_samples', 'audit_sampled_events'].flatMap((table) => [
      `create trigger ${table}_keep_rows before update or delete on ${table}
  for each row execute function refuse_audit_change()`,
      `create trigger ${table}_keep_all before truncate on ${table}
  for each statement execute function refuse_audit_change()`,
      `alter table ${table} enable always trigger ${table}_keep_rows`,
      `alter table ${table} enable always trigger ${table}_keep_all`,
    ]),
  ],
}
