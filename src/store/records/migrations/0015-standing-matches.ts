import type { RecordsMigration } from '../records-migration.ts'

/**
 * What stands of every crime now, whichever run said it, and how it came to stand: a run may compare only
 * the crimes that something touched.
 */
export const standingMatches: RecordsMigration = {
  name: '0015-standing-matches',
  statements: [
    `alter table crimes
  -- The run whose answer about this crime stands; null while none was given.
  add column standing_run_id bigint references matching_runs (id),
  -- By a person, with a reason, never by a file.
  add column withdrawn_at timestamptz,
  add column withdrawn_by text,
  add column withdrawn_reason text,
  add check ((withdrawn_at is null) = (withdrawn_reason is null))`,
    `alter table matching_runs
  add column scope text not null default 'whole' check (scope in ('whole', 'touched')),
  add column begun_by text not null default 'command' check (begun_by in ('command', 'automatic')),
  -- How far a run under way is.
  add column crimes_done bigint`,
    // Which crimes a run of what was touched compared, and what had touched them.
    `create table run_crimes (
  run_id bigint not null references matching_runs (id) on delete cascade,
  crime_id bigint not null references crimes (id),
  crime_version_id bigint not null references crime_versions (id),
  cause text not null check (cause in ('crimes', 'positions', 'people', 'erasure', 'withdrawal')),
  import_id bigint references imports (id),
  primary key (run_id, crime_id)
)`,
    // One row for each pair that the newest answer about its crime names.
    `create table standing_matches (
  crime_id bigint not null references crimes (id),
  device_wearer_id text collate "C" not null,
  run_id bigint not null,
  ordinal integer not null,
  primary key (crime_id, device_wearer_id),
  unique (run_id, ordinal),
  foreign key (run_id, ordinal) references matches (run_id, ordinal) on delete cascade
)`,
    'create index standing_matches_wearer on standing_matches (device_wearer_id)',
    // A pair that appeared, is weighed otherwise, or fell away: never altered, only added to.
    `create table match_changes (
  id bigint generated always as identity primary key,
  crime_id bigint not null references crimes (id),
  device_wearer_id text collate "C" not null,
  kind text not null check (kind in ('appeared', 'changed', 'fell_away')),
  -- The run that said so; its match where there is one, and the one that stood before.
  run_id bigint not null references matching_runs (id),
  ordinal integer,
  before_run_id bigint,
  before_ordinal integer,
  cause text not null
    check (cause in ('whole', 'crimes', 'positions', 'people', 'erasure', 'withdrawal')),
  import_id bigint references imports (id),
  changed_at timestamptz not null,
  -- What was said before and what is said now: verdict, ratio, coverage, counts. Facts of a run outlive its matches.
  before jsonb,
  after jsonb,
  check ((kind = 'fell_away') = (after is null)),
  check ((kind = 'appeared') = (before is null))
)`,
    'create index match_changes_pair on match_changes (crime_id, device_wearer_id, id)',
    // What the next automatic run has to compare. Taken away in the transaction that keeps the run's answer.
    `create table crimes_to_match (
  crime_id bigint primary key references crimes (id) on delete cascade,
  cause text not null check (cause in ('crimes', 'positions', 'people', 'erasure', 'withdrawal')),
  import_id bigint references imports (id),
  since timestamptz not null
)`,
    // Stretches of devices' trails that are not what they were; which crimes they touch is found when a run begins.
    `create table changed_stretches (
  id bigint generated always as identity primary key,
  device_id text collate "C" not null,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  cause text not null check (cause in ('positions', 'people', 'erasure')),
  import_id bigint references imports (id),
  since timestamptz not null
)`,
  ],
}
