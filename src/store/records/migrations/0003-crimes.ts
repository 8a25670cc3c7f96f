import type { RecordsMigration } from '../records-migration.ts'

/** Crimes by force and reference, and every statement of their facts that changed something. */
export const crimes: RecordsMigration = {
  name: '0003-crimes',
  statements: [
    `create table crime_batches (
  import_id bigint primary key references imports (id) on delete cascade,
  outcome text not null check (outcome in ('SUCCESSFUL', 'PARTIAL', 'ERROR', 'FAILED')),
  -- Absent where nothing was taken. The same batch id may arrive in several files.
  police_force text,
  batch_id text collate "C"
)`,
    'create index crime_batches_batch on crime_batches (batch_id)',
    `create table crimes (
  id bigint generated always as identity primary key,
  police_force text collate "C" not null,
  crime_reference text collate "C" not null,
  unique (police_force, crime_reference)
)`,
    `create table crime_versions (
  id bigint generated always as identity primary key,
  crime_id bigint not null references crimes (id),
  version integer not null check (version >= 1),
  crime_type text not null,
  -- Closed at both ends.
  window_from timestamptz not null,
  window_to timestamptz not null check (window_to >= window_from),
  -- As sent: degrees, or metres on the national grid.
  sent_latitude double precision,
  sent_longitude double precision,
  sent_easting double precision,
  sent_northing double precision,
  -- WGS84 degrees, converted from the grid where need be.
  latitude double precision not null,
  longitude double precision not null,
  crime_text text not null,
  changes text[] not null,
  batch_id text not null,
  import_id bigint not null references imports (id),
  file_row integer not null,
  unique (crime_id, version),
  unique (import_id, file_row),
  check ((sent_latitude is null) = (sent_longitude is null)),
  check ((sent_easting is null) = (sent_northing is null)),
  check ((sent_latitude is null) <> (sent_easting is null))
)`,
  ],
}
