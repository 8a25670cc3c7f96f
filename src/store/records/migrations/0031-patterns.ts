import type { RecordsMigration } from '../records-migration.ts'

/** What positions tell of days, kept so that a caseload need not read trails; made again when a day's positions change. */
export const patterns: RecordsMigration = {
  name: '0031-patterns',
  statements: [
    // One London day of one wearer: a summary as src/patterns makes it. It stands on positions and goes with them.
    `create table wearer_days (
  device_wearer_id text collate "C" not null,
  day date not null,
  summary jsonb not null,
  made_at timestamptz not null,
  primary key (device_wearer_id, day)
)`,
    // For the days that ended since they were made.
    'create index wearer_days_day on wearer_days (day, made_at)',
    // Days whose positions, or what makes them lawful, are not what they were: they wait to be made.
    `create table days_to_make (
  device_wearer_id text collate "C" not null,
  day date not null,
  -- Somebody began to make it: what is noted from then on is not answered by it.
  taken boolean not null default false,
  primary key (device_wearer_id, day)
)`,
    // What is unusual of the last days: the number, the usual and the threshold, never without all three.
    `create table wearer_signs (
  device_wearer_id text collate "C" not null,
  -- less-time-at-home, far-from-home, many-journeys, new-place, away-overnight
  kind text not null,
  -- The London day it is of, the last one of several.
  day date not null,
  number double precision not null,
  usual double precision not null,
  threshold double precision not null,
  -- days of history, how sure, place and times where it is of one.
  body jsonb not null default '{}',
  said_at timestamptz not null,
  primary key (device_wearer_id, kind, day)
)`,
  ],
}
