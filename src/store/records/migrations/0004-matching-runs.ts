import type { RecordsMigration } from '../records-migration.ts'

/** Matching runs with what went into them, and what they found, in the order they found it. */
export const matchingRuns: RecordsMigration = {
  name: '0004-matching-runs',
  statements: [
    `create table matching_runs (
  id bigint generated always as identity primary key,
  algorithm_version text not null,
  parameters jsonb not null,
  pairs text not null check (pairs in ('radius', 'near', 'all')),
  -- The newest import of each kind and the newest deletion that the run could see; null where there was none.
  positions_through bigint,
  people_through bigint,
  crimes_through bigint,
  deletions_through bigint,
  -- Of the contents of all those, in order: equal wherever the same files came in the same order.
  inputs_sha256 text not null check (inputs_sha256 ~ '^[0-9a-f]{64}$'),
  started_at timestamptz not null,
  finished_at timestamptz,
  outcome text not null default 'running' check (outcome in ('running', 'done', 'failed')),
  message text,
  crimes_compared bigint,
  crimes_in_radius bigint,
  positions_lawful bigint,
  pairs_found bigint,
  check ((outcome = 'running') = (finished_at is null))
)`,
    `create table matches (
  run_id bigint not null references matching_runs (id) on delete cascade,
  ordinal integer not null,
  crime_version_id bigint not null references crime_versions (id),
  device_wearer_id text collate "C" not null,
  -- Those with a position in the window, the one that came closest first.
  device_ids text[] not null,
  positions_in_window integer not null,
  positions_in_radius integer not null,
  overlapping_positions integer not null,
  first_in_radius_at timestamptz,
  last_in_radius_at timestamptz,
  closest_metres double precision,
  closest_at timestamptz,
  primary key (run_id, ordinal)
)`,
    'create unique index matches_pair on matches (crime_version_id, device_wearer_id, run_id)',
    'create index matches_wearer on matches (device_wearer_id, run_id)',
    `create table match_positions (
  run_id bigint not null,
  match_ordinal integer not null,
  ordinal integer not null,
  sequence_label text not null,
  device_id text collate "C" not null,
  captured_at timestamptz not null,
  -- WGS84 degrees x 1e7.
  latitude integer not null,
  longitude integer not null,
  accuracy_metres double precision,
  mechanism text not null,
  distance_metres double precision not null,
  overlap_share double precision not null,
  primary key (run_id, match_ordinal, ordinal),
  foreign key (run_id, match_ordinal) references matches (run_id, ordinal) on delete cascade
)`,
    'create index match_positions_device on match_positions (device_id, captured_at)',
  ],
}
