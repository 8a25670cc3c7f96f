import type { RecordsMigration } from '../records-migration.ts'

/** What was seen of why people need attention, and whom an account looked at last. */
export const caseload: RecordsMigration = {
  name: '0034-caseload',
  statements: [
    // Never changed but to be taken back: whoever looks at it later sees who had seen what.
    `create table attention_seen (
  id bigint generated always as identity primary key,
  device_wearer_id text collate "C" not null,
  -- What was told up to then was on the page; what is told later is new.
  seen_until timestamptz not null,
  note text not null default '',
  seen_by bigint not null references accounts (id),
  seen_at timestamptz not null check (seen_at >= seen_until),
  revoked_by bigint references accounts (id),
  revoked_at timestamptz,
  check ((revoked_by is null) = (revoked_at is null))
)`,
    'create index attention_seen_wearer on attention_seen (device_wearer_id, id) where revoked_at is null',
    // The newest of each account only; that somebody looked is in the audit for good.
    `create table viewed_people (
  account_id bigint not null references accounts (id),
  device_wearer_id text collate "C" not null,
  viewed_at timestamptz not null,
  primary key (account_id, device_wearer_id)
)`,
    // Whose order ends soon.
    'create index monitoring_orders_end on monitoring_orders (ends_at) where ends_at is not null',
  ],
}
