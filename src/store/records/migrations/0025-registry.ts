import type { RecordsMigration } from '../records-migration.ts'

/**
 * What orders require and what they are for, with every version of an order and of a zone: a later file or a
 * page's change makes the next version. Terms and facts are JSON as people.json has them, checked on their way in.
 */
export const registry: RecordsMigration = {
  name: '0025-registry',
  statements: [
    `alter table device_wearers add column further_identifiers jsonb, add column facts jsonb`,
    'alter table device_activations add column start_reason text, add column end_reason text',
    'alter table monitoring_orders add column facts jsonb',
    // The part of the condition that its kind asks for: curfew, attendance or alcohol.
    'alter table order_conditions add column terms jsonb',
    // All that a zone says beyond kind, geometry and validity: name, radius, buffer, schedule, exceptions.
    'alter table zones add column terms jsonb',
    `create table order_versions (
  monitoring_order_id text collate "C" not null,
  version integer not null check (version > 0),
  device_wearer_id text collate "C" not null,
  -- The order as people.json writes it, with its zones as they were then, and whether it was withdrawn.
  body jsonb not null,
  -- What differs from the version before, inferred: codes of the reference lists.
  variations text[] not null default '{}',
  said_at timestamptz not null,
  import_id bigint references imports (id),
  account_id bigint references accounts (id),
  primary key (monitoring_order_id, version)
)`,
    'create index order_versions_wearer on order_versions (device_wearer_id, said_at)',
    `create table zone_versions (
  zone_id text collate "C" not null,
  version integer not null check (version > 0),
  body jsonb not null,
  said_at timestamptz not null,
  import_id bigint references imports (id),
  account_id bigint references accounts (id),
  primary key (zone_id, version)
)`,
    'alter table imports drop constraint imports_kind_check',
    `alter table imports add constraint imports_kind_check
       check (kind in ('positions', 'people', 'crimes', 'alcohol'))`,
    `create table alcohol_events (
  id bigint generated always as identity primary key,
  device_wearer_id text collate "C" not null,
  device_id text collate "C",
  occurred_at timestamptz not null,
  -- What the equipment says: sober-day, alcohol-detected, tamper, no-reading.
  kind text not null,
  body jsonb not null default '{}',
  import_id bigint references imports (id),
  unique (device_wearer_id, occurred_at, kind)
)`,
  ],
}
