import type { RecordsMigration } from '../records-migration.ts'

/**
 * Who wears what and on what legal basis, as the newest file that named it says. Nothing here refers to
 * another table of people: files come in parts and in any order, and a reference that leads nowhere
 * permits nothing. `ordinal` is the place in the file. Intervals are half-open; null is open.
 */
export const people: RecordsMigration = {
  name: '0002-people',
  statements: [
    `create table device_wearers (
  id text collate "C" primary key,
  names text[],
  -- As sent; not every record has a whole date.
  date_of_birth text,
  crn text,
  nomis text,
  pnc text,
  import_id bigint not null references imports (id),
  ordinal integer not null
)`,
    `create table devices (
  id text collate "C" primary key,
  model text,
  serial_number text,
  import_id bigint not null references imports (id),
  ordinal integer not null
)`,
    `create table device_activations (
  id text collate "C" primary key,
  device_id text collate "C" not null,
  device_wearer_id text collate "C" not null,
  starts_at timestamptz not null,
  ends_at timestamptz check (ends_at >= starts_at),
  import_id bigint not null references imports (id),
  ordinal integer not null
)`,
    'create index device_activations_device on device_activations (device_id, starts_at)',
    'create index device_activations_wearer on device_activations (device_wearer_id, starts_at)',
    `create table monitoring_orders (
  id text collate "C" primary key,
  device_wearer_id text collate "C" not null,
  order_type text not null,
  starts_at timestamptz not null,
  ends_at timestamptz check (ends_at >= starts_at),
  import_id bigint not null references imports (id),
  ordinal integer not null
)`,
    'create index monitoring_orders_wearer on monitoring_orders (device_wearer_id, starts_at)',
    `create table order_conditions (
  monitoring_order_id text collate "C" not null references monitoring_orders (id) on delete cascade,
  ordinal integer not null,
  id text not null,
  kind text not null check (kind in ('trail', 'curfew', 'zone', 'attendance', 'alcohol')),
  starts_at timestamptz not null,
  ends_at timestamptz check (ends_at >= starts_at),
  crime_mapping boolean not null,
  zone_ids text[],
  primary key (monitoring_order_id, ordinal)
)`,
    `create table zones (
  id text collate "C" primary key,
  kind text not null check (kind in ('exclusion', 'inclusion', 'restriction')),
  geometry jsonb,
  starts_at timestamptz not null,
  ends_at timestamptz check (ends_at >= starts_at),
  import_id bigint not null references imports (id),
  ordinal integer not null
)`,
    `create table allocations (
  id bigint generated always as identity primary key,
  device_wearer_id text collate "C" not null,
  practitioner text not null,
  team text not null,
  starts_at timestamptz not null,
  ends_at timestamptz check (ends_at >= starts_at),
  import_id bigint not null references imports (id),
  ordinal integer not null
)`,
    'create index allocations_wearer on allocations (device_wearer_id, starts_at)',
  ],
}
