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
    // Every time somebody withdrew a crime or said that it stands again: never altered.
    `create table crime_withdrawals (
  id bigint generated always as identity primary key,
  crime_id bigint not null references crimes (id) on delete cascade,
  kind text not null check (kind in ('withdrawn', 'stands_again')),
  at timestamptz not null,
  by text not null,
  reason text not null
)`,
    'create index crime_withdrawals_crime on crime_withdrawals (crime_id, id)',
    `alter table matching_runs
  add column scope text not null default 'whole' check (scope in ('whole', 'touched')),
  add column begun_by text not null default 'command' check (begun_by in ('command', 'automatic')),
  -- How far a run under way is, and how far it has to go.
  add column crimes_done bigint,
  add column crimes_total bigint`,
    // Which crimes a run gave an answer about, and what had touched them; of a withdrawn crime the answer is nobody.
    `create table run_crimes (
  run_id bigint not null references matching_runs (id) on delete cascade,
  crime_id bigint not null references crimes (id) on delete cascade,
  crime_version_id bigint not null references crime_versions (id) on delete cascade,
  cause text not null
    check (cause in ('whole', 'crimes', 'positions', 'people', 'erasure', 'withdrawal')),
  import_id bigint references imports (id),
  primary key (run_id, crime_id)
)`,
    'create index run_crimes_crime on run_crimes (crime_id, run_id)',
    // One row for each pair that the newest answer about its crime names.
    `create table standing_matches (
  crime_id bigint not null references crimes (id),
  device_wearer_id text collate "C" not null,
  run_id bigint not null,
  ordinal integer not null,
  -- The crime's and the match's own, beside them so that one index gives a page in its order.
  police_force text collate "C" not null,
  crime_reference text collate "C" not null,
  verdict text,
  primary key (crime_id, device_wearer_id),
  unique (run_id, ordinal),
  foreign key (run_id, ordinal) references matches (run_id, ordinal) on delete cascade
)`,
    'create index standing_matches_wearer on standing_matches (device_wearer_id)',
    'create index standing_matches_order on standing_matches (police_force, crime_reference, ordinal)',
    `create index standing_matches_verdict
on standing_matches (verdict, police_force, crime_reference, ordinal)`,
    // A pair that appeared, is weighed otherwise, or fell away: never altered, only added to.
    `create table match_changes (
  id bigint generated always as identity primary key,
  crime_id bigint not null references crimes (id) on delete cascade,
  device_wearer_id text collate "C" not null,
  kind text not null check (kind in ('appeared', 'changed', 'fell_away')),
  -- The run that said so; its match where there is one, and the one that stood before. Null for what an
  -- erasure took away, until the next run takes it on.
  run_id bigint references matching_runs (id),
  ordinal integer,
  before_run_id bigint,
  before_ordinal integer,
  cause text not null
    check (cause in ('whole', 'crimes', 'positions', 'people', 'erasure', 'withdrawal')),
  import_id bigint references imports (id),
  changed_at timestamptz not null,
  -- What was said before and what is said now (MatchFacts): they outlive the run's matches. Emptied by an erasure.
  before jsonb,
  after jsonb,
  check ((kind = 'fell_away') = (after is null)),
  check ((kind = 'appeared') = (before is null))
)`,
    'create index match_changes_pair on match_changes (crime_id, device_wearer_id, id)',
    // What the next automatic run has to compare. Taken away in the transaction that keeps the run's answer.
    `create table crimes_to_match (
  id bigint generated always as identity primary key,
  crime_id bigint not null references crimes (id) on delete cascade,
  cause text not null check (cause in ('crimes', 'positions', 'people', 'erasure', 'withdrawal')),
  import_id bigint references imports (id),
  since timestamptz not null
)`,
    // Stretches of devices' trails that are not what they were; which crimes they touch is found when a run begins.
    `create table changed_stretches (
  id bigint generated always as identity primary key,
  device_id text collate "C" not null,
  -- Who wore it before or wears it now, where that is what changed.
  device_wearer_id text collate "C",
  -- Half-open; null is open.
  starts_at timestamptz,
  ends_at timestamptz,
  cause text not null check (cause in ('positions', 'people', 'erasure')),
  import_id bigint references imports (id),
  since timestamptz not null
)`,
    'create index match_changes_run on match_changes (run_id)',
    // In a folder from before, the newest kept run is what stands; where more has come since, all is compared anew.
    `create temporary table newest_run on commit drop as
select id, crimes_through, greatest(positions_through, people_through, crimes_through) as through
from matching_runs where outcome = 'done' and matches_deleted_at is null
order by id desc limit 1`,
    `update crimes set standing_run_id = newest_run.id from newest_run
where exists (
  select from crime_versions
  where crime_versions.crime_id = crimes.id and crime_versions.import_id <= newest_run.crimes_through
)`,
    `insert into standing_matches
  (crime_id, device_wearer_id, run_id, ordinal, police_force, crime_reference, verdict)
select crimes.id, matches.device_wearer_id, matches.run_id, matches.ordinal, crimes.police_force,
  crimes.crime_reference, matches.verdict
from newest_run
join matches on matches.run_id = newest_run.id
join crime_versions on crime_versions.id = matches.crime_version_id
join crimes on crimes.id = crime_versions.crime_id`,
    `insert into crimes_to_match (crime_id, cause, since)
select crimes.id, 'crimes', clock_timestamp() from crimes
where exists (
  select from imports
  where outcome = 'done' and id > coalesce((select through from newest_run), 0)
)`,
  ],
}
