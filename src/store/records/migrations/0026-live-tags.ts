import type { RecordsMigration } from '../records-migration.ts'

/** Devices that report by themselves: what lets them in, what they said beyond positions, and when they were heard. */
export const liveTags: RecordsMigration = {
  name: '0026-live-tags',
  statements: [
    `create table device_credentials (
  id bigint generated always as identity primary key,
  device_id text collate "C" not null check (device_id <> ''),
  -- SHA-256 of the secret, which is random and long.
  secret_hash bytea not null unique,
  -- For a broker that checks passwords by itself: PBKDF2 as it writes it.
  broker_hash text,
  -- Of a binary device that can say nothing but a number.
  equipment_number text collate "C",
  made_at timestamptz not null,
  made_by bigint references accounts (id),
  ends_at timestamptz,
  revoked_at timestamptz,
  revoked_by bigint references accounts (id),
  last_used_at timestamptz
)`,
    'create index device_credentials_device on device_credentials (device_id, made_at)',
    // Where reports come from: http, owntracks, osmand, mqtt, teltonika, or a dropped file's mapping.
    `create table feeds (
  name text collate "C" primary key check (name <> ''),
  kind text not null,
  first_heard_at timestamptz not null,
  last_heard_at timestamptz not null
)`,
    `create table device_status (
  device_id text collate "C" primary key,
  feed text collate "C" not null references feeds (name),
  -- When anything came, and the newest instant that anything was measured at.
  last_heard_at timestamptz not null,
  newest_captured_at timestamptz,
  battery_percent real,
  battery_at timestamptz,
  charging boolean
)`,
    'create index device_status_heard on device_status (feed, last_heard_at)',
    // What a device said of itself; kept however often it says so.
    `create table device_events (
  id bigint generated always as identity primary key,
  device_id text collate "C" not null,
  code text not null check (code <> ''),
  occurred_at timestamptz not null,
  received_at timestamptz not null,
  feed text collate "C" not null,
  body jsonb not null default '{}',
  unique (device_id, occurred_at, code)
)`,
    'create index device_events_received on device_events (received_at)',
    // Reports that named no device we know, or came too broken to read: counted and shown, never guessed at.
    `create table refused_reports (
  id bigint generated always as identity primary key,
  feed text collate "C" not null,
  device_id text collate "C",
  received_at timestamptz not null,
  reason text not null,
  issues jsonb not null default '[]',
  -- Where the log of reports has it, so that a log that is read again says it once.
  logged_as text collate "C" unique
)`,
    'create index refused_reports_received on refused_reports (received_at)',
  ],
}
